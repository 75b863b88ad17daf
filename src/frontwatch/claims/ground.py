"""The ground that a given claim names: its places, sector and region, found in the theatre by number, code or name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

from frontwatch.claims.given import GivenClaim
from frontwatch.model import FrontwatchError, Place, Region, Sector, unlisted
from frontwatch.theatre.theatre import Theatre

T = TypeVar("T")

RIVAL = 10
"""Of two places of one name the larger is meant, unless the other has a tenth of its people or more."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The ground of a claim."""

    places: tuple[Place, ...] = ()
    sector: Sector | None = None
    region: Region | None = None


def ground_of(claim: GivenClaim, theatre: Theatre, where: str) -> Ground:
    """The ground of a claim: places by `place_id`, else by the names in `place`; sector and region by theirs.

    A name in `place` may also be the region's or the sector's; and where `place` repeats `named`, the report's own
    words, as `frontwatch read` prints them for ground that is no place, it is passed over.

    Raises: FrontwatchError: an unknown name or number, several places of one name, or two members that disagree.
    """
    ground = Ground((), sector_of(claim.sector, theatre, where), region_of(claim.region, theatre, where))
    names, ids = _listed(claim.place), _listed(claim.place_id)
    if ids:
        return replace(ground, places=_by_id(ids, names, theatre, where))
    for name in names if names != claim.named else ():
        ground = _with(ground, name, theatre, where)
    return ground


def _with(ground: Ground, name: str, theatre: Theatre, where: str) -> Ground:
    """The ground and what one more name means: a place, else a region, else a sector."""
    hits = theatre.look_up(name)
    parts = [] if any(isinstance(hit, Place) for hit in hits) else [hit for hit in hits if not isinstance(hit, Place)]
    if not parts:
        return replace(ground, places=tuple(dict.fromkeys((*ground.places, place_named(name, theatre, where)))))
    for part in parts:
        if isinstance(part, Region) and ground.region in (None, part):
            return replace(ground, region=part)
        if isinstance(part, Sector) and ground.sector in (None, part):
            return replace(ground, sector=part)
    other = ground.region if isinstance(parts[0], Region) else ground.sector
    raise FrontwatchError(
        f"{where}: place says {name!r}, which is {parts[0].name}, and another member says "
        f"{other.name if other else 'otherwise'}; mend one, or leave one out."
    )


def place_named(name: str, theatre: Theatre, where: str) -> Place:
    """The place of a name.

    Raises: FrontwatchError: none, or several of much the same size.
    """
    found = [hit for hit in theatre.look_up(name) if isinstance(hit, Place)]
    if not found:
        near = ", ".join(theatre.closest_names(name))
        raise FrontwatchError(
            f"{where}: place: no place of theatre {theatre.name} is called {name!r}; "
            f"{'the closest are: ' + near if near else 'give it by its place_id'}."
        )
    first, *others = found
    rivals = [p for p in others if RIVAL * p.population >= first.population]
    if rivals:
        told = "; ".join(
            f"{p.id} ({p.region or 'region unknown'}, {p.population:,} people)" for p in (first, *rivals)[:5]
        )
        raise FrontwatchError(f"{where}: place: {len(rivals) + 1} places are called {name!r}; give place_id: {told}.")
    return first


def region_of(name: str | None, theatre: Theatre, where: str) -> Region | None:
    """The region of a name or code. Raises: FrontwatchError: there is none."""
    if name is None:
        return None
    for region in theatre.regions:
        if name in (region.name, region.code):
            return region
    hits = (*theatre.look_up(name), *theatre.look_up(f"{name} region"))
    found = next((hit for hit in hits if isinstance(hit, Region)), None)
    if found is None:
        known = ", ".join(r.name for r in theatre.regions)
        raise FrontwatchError(
            f"{where}: region: no region of theatre {theatre.name} is called {name!r}; there are: {known}."
        )
    return found


def sector_of(name: str | None, theatre: Theatre, where: str) -> Sector | None:
    """The sector of a name or id. Raises: FrontwatchError: there is none."""
    if name is None:
        return None
    for sector in theatre.named_sectors:
        if name in (sector.name, sector.id):
            return sector
    hits = (*theatre.look_up(name), *theatre.look_up(f"{name} sector"))
    found = next((hit for hit in hits if isinstance(hit, Sector)), None)
    if found is None:
        known = ", ".join(s.name for s in theatre.named_sectors)
        raise FrontwatchError(
            f"{where}: sector: no sector of theatre {theatre.name} is called {name!r}; there are: {known}."
        )
    return found


def side_of(code: str | None, theatre: Theatre, where: str) -> str | None:
    """A side's code, also given by its name. Raises: FrontwatchError: there is none."""
    if code is None:
        return None
    for side in theatre.sides:
        if code in (side.code, side.name):
            return side.code
    known = ", ".join(f"{s.code} ({s.name})" for s in theatre.sides)
    raise FrontwatchError(f"{where}: side: no side of theatre {theatre.name} is called {code!r}; there are: {known}.")


def _by_id(ids: list[int], names: list[str], theatre: Theatre, where: str) -> tuple[Place, ...]:
    places = []
    for k, number in enumerate(ids):
        place = theatre.places.by_id(number) if number or k >= len(names) else unlisted(names[k])
        if place is None:
            raise FrontwatchError(f"{where}: place_id: theatre {theatre.name} has no place {number}; give its name.")
        places.append(place)
    if names and not (
        len(names) == len(places) and all(_is(n, p, theatre) for n, p in zip(names, places, strict=True))
    ):
        meant = ", ".join(p.name for p in places)
        raise FrontwatchError(
            f"{where}: place says {', '.join(names)} and place_id means {meant}; mend one, or leave one out."
        )
    return tuple(places)


def _is(name: str, place: Place, theatre: Theatre) -> bool:
    return name == place.name or not place.id or place in theatre.look_up(name)


def _listed(value: T | list[T] | None) -> list[T]:
    return [] if value is None else value if isinstance(value, list) else [value]
