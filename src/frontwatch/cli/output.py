"""Writing the file a user named: whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from frontwatch.model import FrontwatchError


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file beside its place and move it there, so that a reader never sees half of it.

    Raises: FrontwatchError: the folder does not exist, or the path is a folder.
    """
    if path.is_dir():
        raise FrontwatchError(f"{path}: this is a folder; give the path of a file.")
    if not path.parent.is_dir():
        raise FrontwatchError(f"{path}: there is no folder {path.parent}; make it, or give another path.")
    data = content.encode("utf-8") if isinstance(content, str) else content
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        # mkstemp makes files that only their owner may read; a page is for others too.
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
