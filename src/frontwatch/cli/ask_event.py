"""The event that the options of `ask` name, in place of a question in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

from frontwatch.asking.asked import Asked, day_or_farthest
from frontwatch.asking.events import Control, Event, FrontNear, GroundTaken, How, Part, RegionShare, Several
from frontwatch.cli.parts import region_named, sector_named
from frontwatch.cli.place import place_named
from frontwatch.model import FrontwatchError, Place

if TYPE_CHECKING:
    from frontwatch.theatre.theatre import Theatre

_POINT = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*")


@dataclass(frozen=True, slots=True)
class Named:
    """The options as given; None or empty where not."""

    places: tuple[str, ...] = ()
    side: str | None = None
    by: date | None = None
    part: str | None = None
    of: str | None = None
    within: float | None = None
    region: str | None = None
    sector: str | None = None
    share: float | None = None
    taken: float | None = None

    @property
    def given(self) -> bool:
        """Whether any is given."""
        return any(getattr(self, name) not in (None, ()) for name in self.__slots__)


def named_event(named: Named, theatre: Theatre, as_of: date) -> Asked:
    """The question that the options put.

    Raises: FrontwatchError: no side; options that do not go together; no such place, region or sector.
    """
    if named.side is None:
        raise FrontwatchError("The question does not say who would hold it; give --side, or ask in words.")
    side, by = side_named(theatre, named.side), day_or_farthest(named.by, as_of)
    return Asked(event=_event(named, theatre, side, by), open=named.by is None)


def _event(named: Named, theatre: Theatre, side: str, by: date) -> Event:
    if named.taken is not None:
        _only(named, "--taken", named.places, named.share, named.within, named.part, named.of)
        region, sector = region_named(theatre, named.region), sector_named(theatre, named.sector)
        return GroundTaken(side=side, km2=named.taken, by=by, region=region, sector=sector)
    if named.sector is not None:
        raise FrontwatchError("A sector is asked about by the ground taken in it; give --taken KM2.")
    if named.region is not None:
        _only(named, "--region", named.places, named.within, named.part, named.of)
        return _share(named, theatre, side, by)
    if not named.places:
        raise FrontwatchError("The question names no ground; give --place, --region with --share, or --taken KM2.")
    places = [place_or_point(theatre, name) for name in named.places]
    if named.within is not None:
        _only(named, "--within", named.part, named.of, places[1:])
        return FrontNear(side=side, place=places[0], km=named.within, by=by)
    each = tuple(Control(side=side, place=p, by=by, part=cast(Part, named.part or "centre")) for p in places)
    if len(each) == 1:
        return each[0]
    if named.of == "in_order" and len(each) != 2:
        raise FrontwatchError("--of in_order asks whether one place falls before another; give two --place.")
    return Several(of=each, how=cast(How, named.of or "all"))


def _share(named: Named, theatre: Theatre, side: str, by: date) -> RegionShare:
    region = region_named(theatre, named.region)
    assert region is not None
    if named.share is None:
        raise FrontwatchError(f"How much of {region.name}? Give --share in percent.")
    if not region.covered:
        raise FrontwatchError(f"{region.name} is known by name only: no record covers it; ask about other ground.")
    return RegionShare(side=side, region=region, share=named.share / 100, by=by)


def _only(named: Named, option: str, *others: object) -> None:
    """Refuse options that say nothing together."""
    if any(x not in (None, (), []) for x in others):
        raise FrontwatchError(f"{option} asks another kind of question than the other options; leave those out.")


def side_named(theatre: Theatre, name: str) -> str:
    """The code of a side given by code, name or adjective.

    Raises: FrontwatchError: there is none.
    """
    low = name.strip().lower()
    for side in theatre.sides:
        if low in (side.code.lower(), side.name.lower(), side.adjective.lower()):
            return side.code
    known = ", ".join(f"{s.code} ({s.name})" for s in theatre.sides)
    raise FrontwatchError(f"No side of theatre {theatre.name} is called {name[:40]!r}; there are: {known}.")


def place_or_point(theatre: Theatre, name: str) -> Place:
    """The place of a name or number, or the bare point of "LON,LAT".

    Raises: FrontwatchError: see `place_named`; a point off the Earth.
    """
    point = _POINT.fullmatch(name)
    if point is None:
        return place_named(theatre, name)
    lon, lat = float(point[1]), float(point[2])
    if abs(lon) > 180 or abs(lat) > 90:
        raise FrontwatchError(
            f"{name!r} is no point: the longitude comes first, within 180, then the latitude, within 90."
        )
    return Place(0, "", lon, lat, 0, "")
