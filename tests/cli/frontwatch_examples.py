"""A shipped report, written to a folder."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def example(folder: Path, name: str) -> str:
    """The name of the file, written."""
    (folder / name).write_bytes(files("frontwatch").joinpath("examples", name).read_bytes())
    return name
