"""Kind `control`: a side holds, took, lost, recaptured or does not hold a place or region, all or part of it; or it is contested."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from frontwatch.model import Claim

KIND = "control"


@dataclass(frozen=True, slots=True, kw_only=True)
class Control(Claim):
    """A claim that a side holds, took, lost, recaptured or does not hold a place or region, all or part of it; or it is contested."""

    change: Literal["held", "took", "lost"] = "held"
    """Whether it tells a state or an event; of an event `side` is who holds it after (took) or who held it before (lost)."""
    share: tuple[float, float] | None = None
    """Least and most share of the place or region said to be held, 0 to 1; None: said without more."""
    part: str | None = None
    """A part named ("the eastern half", "outskirts", "centre"), which no map of the record divides."""
    contested: bool = False
    """It is said to be contested, fought over or a grey zone."""
    near_miss: bool = False
    """An attempt said to have failed: "failed to take", "out of reach"."""
