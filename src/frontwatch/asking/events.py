"""What can be asked about the future: events that the record of the ground shows to have come or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from frontwatch.model import Place, Region, Sector

Part = Literal["centre", "any", "all"]
"""What of a place must be held: its centre, any of its disc, or 90 % of its disc with the centre."""
How = Literal["all", "any", "in_order"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A place comes under a side's control on some map after the as-of day, up to and including a day."""

    kind: ClassVar[str] = "control"
    side: str
    place: Place
    """A bare point has the id 0 and no population."""
    by: date
    part: Part = "centre"


@dataclass(frozen=True, slots=True, kw_only=True)
class Several:
    """All of several places come under control, or any of them, or the first before the second (and by its day)."""

    kind: ClassVar[str] = "several"
    of: tuple[Control, ...]
    how: How

    @property
    def by(self) -> date:
        """The last day on which any of them can come."""
        return max(c.by for c in self.of)

    @property
    def side(self) -> str:
        """The side asked about."""
        return self.of[0].side


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionShare:
    """A side's share of a region reaches a value on some map up to a day."""

    kind: ClassVar[str] = "region_share"
    side: str
    region: Region
    share: float
    """0 to 1."""
    by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundTaken:
    """A side's net gain from the last map of the as-of day, or of a later day, to that of a day exceeds an area."""

    kind: ClassVar[str] = "ground_taken"
    side: str
    km2: float
    by: date
    region: Region | None = None
    sector: Sector | None = None
    """Neither: all of the theatre's land."""
    since: date | None = None
    """The day from whose last map it is counted, where that is after the as-of day: "in July", asked in June."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontNear:
    """A side's ground comes within a distance of a place's centre on some map up to a day."""

    kind: ClassVar[str] = "front_near"
    side: str
    place: Place
    km: float
    by: date


Event = Control | Several | RegionShare | GroundTaken | FrontNear
