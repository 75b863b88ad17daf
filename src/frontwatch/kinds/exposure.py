"""Kind `exposure`: a place or force is, or is not, surrounded, approached from directions, N roads left, N km from the other side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from frontwatch.model import Claim

KIND = "exposure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure(Claim):
    """A claim that a place or force is, or is not, surrounded, approached from directions, N roads left, N km from the other side."""

    degree: Literal["surrounded", "nearly", "partly", "threatened", "fire", "distance", "roads"] = "threatened"
    directions: tuple[str, ...] = ()
    """Compass words said: "south", "north-east"."""
    trend: bool = False
    """Said to be happening ("have started encircling"), so the change counts."""
