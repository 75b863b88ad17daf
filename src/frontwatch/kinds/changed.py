"""What changed between two maps, computed once for all the claims of a report that ask for it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from frontwatch.kinds.bench import Sight
from frontwatch.model import MapRef
from frontwatch.theatre.theatre import Theatre

if TYPE_CHECKING:
    from frontwatch.ground.change import Change
    from frontwatch.ground.record import Record


def changed(since: Sight, on: Sight, *, regions: bool = False) -> Change:
    """What changed between two days of one record; by region only where asked."""
    return _changed(on.record, on.theatre, since.map, on.map, regions)


@lru_cache(maxsize=4)
def _changed(record: Record, theatre: Theatre, since: MapRef, on: MapRef, regions: bool) -> Change:
    from frontwatch.ground.change import change

    return change(record, theatre, since, on, regions=regions)
