"""The parts of a theatre that a person names on the command line: a sector, a region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frontwatch.model import FrontwatchError, Place, Region, Sector

if TYPE_CHECKING:
    from frontwatch.theatre.theatre import Theatre


def sector_named(theatre: Theatre, name: str | None) -> Sector | None:
    """The sector of a name, an id, or a town in it; None for no name.

    Raises: FrontwatchError: there is none.
    """
    if name is None:
        return None
    for sector in theatre.sectors:
        if name in (sector.id, sector.name):
            return sector
    for hit in theatre.look_up(name):
        if isinstance(hit, Sector):
            return hit
        if isinstance(hit, Place) and (near := theatre.sector_of(hit)):
            return near
    known = ", ".join(s.id for s in theatre.sectors)
    raise FrontwatchError(f"No sector of theatre {theatre.name} is called {name!r}; there are: {known}.")


def region_named(theatre: Theatre, name: str | None) -> Region | None:
    """The region of a name or a code; None for no name.

    Raises: FrontwatchError: there is none.
    """
    if name is None:
        return None
    found = [hit for hit in (*theatre.look_up(name), *theatre.look_up(f"{name} region")) if isinstance(hit, Region)]
    if not found:
        known = ", ".join(r.name for r in theatre.regions if r.covered)
        raise FrontwatchError(f"No region of theatre {theatre.name} is called {name!r}; there are: {known}.")
    return found[0]
