"""Who holds ground, as pictures show it: each holder's name and colour, and who held a place when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import frontwatch.showing.settings as s
from frontwatch.model import CONTESTED, Place
from frontwatch.showing.strip import Stretch

if TYPE_CHECKING:
    from frontwatch.ground.record import Record
    from frontwatch.theatre.theatre import Theatre


def fills(theatre: Theatre) -> dict[str, str]:
    """The deep colour of each holder."""
    deep = {x.code: s.SIDE_DEEP[n % len(s.SIDE_DEEP)] for n, x in enumerate(theatre.sides)}
    return deep | {CONTESTED: s.CONTESTED_INK}


def names(theatre: Theatre) -> dict[str, str]:
    """Each holder's name."""
    return {x.code: x.name for x in theatre.sides} | {CONTESTED: "contested"}


def stretches_of(record: Record, place: Place, first: date, last: date) -> list[Stretch]:
    """Who held a place's centre from a first to a last day, cut to them."""
    return [
        Stretch(r["side"], max(r["first"], first), min(r["last"] or last, last))
        for r in record.history(place.lon, place.lat).to_pylist()
        if r["first"] <= last and (r["last"] is None or r["last"] >= first)
    ]
