"""Writing the file a user named: whole, or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from frontwatch.model import FrontwatchError

if TYPE_CHECKING:
    from frontwatch.showing.picture import Picture


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write in beside its place, moved there at the end, so that a reader never sees half of it.

    Raises: FrontwatchError: the folder does not exist, or the path is a folder.
    """
    import tempfile

    check_place(path)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        # mkstemp makes files that only their owner may read; a page is for others too.
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def check_place(path: Path) -> None:
    """Refuse a path at which no file can be made.

    Raises: FrontwatchError: the folder does not exist, or the path is a folder.
    """
    if path.is_dir():
        raise FrontwatchError(f"{path}: this is a folder; give the path of a file.")
    if not path.parent.is_dir():
        raise FrontwatchError(f"{path}: there is no folder {path.parent}; make it, or give another path.")


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file whole, or not at all.

    Raises: FrontwatchError: the folder does not exist, or the path is a folder.
    """
    with whole_file(path) as file:
        file.write(content.encode("utf-8") if isinstance(content, str) else content)


def write_drawing(path: Path, drawing: str) -> None:
    """Write a drawing as SVG, or as PNG of twice its pixels, so that it is sharp on paper and on phones.

    Raises: FrontwatchError: the file is neither .svg nor .png, or its folder does not exist.
    """
    check_drawing(path)
    if path.suffix.lower() == ".svg":
        write_whole(path, drawing)
        return
    import resvg_py

    write_whole(path, bytes(resvg_py.svg_to_bytes(svg_string=drawing, zoom=2)))


def write_plot(path: Path, title: str, pictures: Sequence[Picture], source: str) -> None:
    """Write a plot, its values as CSV beside it, and tell the sentences of both and the files' names.

    Raises: FrontwatchError: the file is neither .svg nor .png, or its folder does not exist.
    """
    from frontwatch.showing.sheet import sheet, sheet_table

    write_drawing(path, sheet(title, pictures, source))
    table = path.with_suffix(".csv")
    write_whole(table, sheet_table(pictures, source))
    for picture in pictures:
        click.echo(picture.sentence)
    click.echo(f"{path}, and its values in {table}")


def check_drawing(path: Path) -> None:
    """Refuse a file that no drawing is written as, before anything is measured.

    Raises: FrontwatchError: the file is neither .svg nor .png.
    """
    if path.suffix.lower() not in {".svg", ".png"}:
        raise FrontwatchError(f"{path}: a drawing is written as .svg or .png; give such a file with -o.")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
