"""`frontwatch examples`: writes the shipped example reports into a folder."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import click

from frontwatch.model import FrontwatchError


@click.command(no_args_is_help=False)
@click.argument("folder", type=click.Path(path_type=Path), default=Path("examples"))
def examples(folder: Path) -> None:
    """Write the shipped example reports into a folder and list them.

    Four reports written for this purpose: a sober one, its breathless retelling, another sector and year, and an
    invented one that is newer than the shipped record.

    \b
    Example:
      frontwatch examples
      frontwatch check examples/pokrovsk-2025-06.txt
    """
    shipped = sorted((f for f in files("frontwatch").joinpath("examples").iterdir()), key=lambda f: f.name)
    if folder.exists() and not folder.is_dir():
        raise FrontwatchError(f"{folder}: this is a file; give a folder for the examples.")
    folder.mkdir(parents=True, exist_ok=True)
    for example in shipped:
        if not example.name.endswith((".txt", ".html")):
            continue
        target = folder / example.name
        text = example.read_bytes()
        if target.exists() and target.read_bytes() != text:
            click.echo(f"{target} (kept as it is: not the shipped text)")
            continue
        target.write_bytes(text)
        click.echo(f"{target}")
