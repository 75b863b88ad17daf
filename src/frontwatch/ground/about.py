"""What a record is, in figures: its maps, its gaps, its edges, its size."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from frontwatch.ground.record import Record
from frontwatch.ground.settings import GAP_DAYS


@dataclass(frozen=True, slots=True)
class GapDays:
    """A stretch without a map: the days of the maps before and after it."""

    after: date
    before: date

    @property
    def days(self) -> int:
        """Days without a map."""
        return (self.before - self.after).days - 1


@dataclass(frozen=True, slots=True)
class About:
    """A record's figures."""

    first: date
    last: date
    maps: int
    days: int
    """Days that have a map."""
    gaps: tuple[GapDays, ...]
    edges: int
    """Stretches of boundary, each counted once for each time it stood."""
    edge_days: float
    """Mean number of edges on a map."""
    bytes: int
    """Size of the file; 0 for a record that has none."""


def about(record: Record) -> About:
    """Count what a record holds."""
    days = np.unique(record.days)
    wide = np.flatnonzero(np.diff(days).astype(int) > GAP_DAYS)
    lives = (record.last - record.first + 1).astype(np.int64)
    return About(
        first=days[0].item(),
        last=days[-1].item(),
        maps=len(record),
        days=len(days),
        gaps=tuple(GapDays(days[i].item(), days[i + 1].item()) for i in wide),
        edges=len(record.first),
        edge_days=float(lives.sum() / len(record)),
        bytes=record.path.stat().st_size if record.path.is_file() else 0,
    )
