"""Whether what a question asks about is so already, on the last map of the day it is asked."""

from __future__ import annotations

from datetime import date

from frontwatch.asking.events import Event, GroundTaken, Several
from frontwatch.asking.shown import Single, record_of_days, shown
from frontwatch.ground.record import Record
from frontwatch.model import MapRef
from frontwatch.theatre.theatre import Theatre


def already_so(
    event: Event, asked: date, record: Record, theatre: Theatre, *, known_by: date | None = None
) -> MapRef | None:
    """The last map of the day, if it shows that the event has come before it was asked about; else None.

    Of several places: where all, or any, of them are held so, as the event wants it; of an order: where either is.
    """
    if isinstance(event, Several):
        found = [already_so(c, asked, record, theatre, known_by=known_by) for c in event.of]
        held = [m for m in found if m]
        return held[0] if held and (event.how != "all" or len(held) == len(found)) else None
    if isinstance(event, GroundTaken):
        return None
    window = record_of_days(record, event, asked, until=asked, persist_days=0, known_by=known_by)
    if window is None:
        return None
    return window.map_at(-1) if _last(event, window, theatre, asked) else None


def _last(event: Single, record: Record, theatre: Theatre, asked: date) -> bool:
    return bool(shown(event, record, theatre, asked).came[-1])
