"""The lines of a theatre: its regions, the land around, and its outer border."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from frontwatch.model import FrontwatchError

Ring = NDArray[np.float64]
"""(k, 2) longitude, latitude."""


@dataclass(frozen=True, slots=True)
class Border:
    """A stretch of the theatre's outer line."""

    with_: str | None
    """ISO code of the neighbour, None the coast."""
    line: Ring


@dataclass(frozen=True, slots=True)
class Outlines:
    """All of a theatre's lines; rings are closed, outer and holes alike (even-odd rule)."""

    regions: dict[str, tuple[Ring, ...]]
    land: tuple[Ring, ...]
    borders: tuple[Border, ...]


def read_outlines(file: Path) -> Outlines:
    """Read outlines.json: each line a flat list lon, lat, lon, lat, … in whole numbers, ``per_degree`` a degree.

    Raises: FrontwatchError: no such file, or one that is damaged.
    """
    try:
        told = json.loads(file.read_bytes())
        per_degree = told["per_degree"]
        return Outlines(
            {code: tuple(_line(r, per_degree) for r in rings) for code, rings in told["regions"].items()},
            tuple(_line(r, per_degree) for r in told["land"]),
            tuple(Border(b["with"], _line(b["line"], per_degree)) for b in told["borders"]),
        )
    except (OSError, ValueError, KeyError) as error:
        raise FrontwatchError(f"{file}: the theatre's outlines cannot be read ({error}); build the theatre.") from error


def _line(flat: list[int], per_degree: int) -> Ring:
    return np.array(flat, np.float64).reshape(-1, 2) / per_degree
