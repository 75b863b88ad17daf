"""The audit of a record: what in its maps a reader should look at twice, and how much of what changed went back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.audit.anomaly import KINDS, Anomaly, Kind
from frontwatch.ground.audit.copies import copies
from frontwatch.ground.audit.flips import flips, returns
from frontwatch.ground.audit.gaps import gaps
from frontwatch.ground.audit.islands import islands
from frontwatch.ground.audit.jumps import jumps
from frontwatch.ground.audit.pieces import pieces
from frontwatch.ground.audit.turns import Turns, turns
from frontwatch.ground.record import Record
from frontwatch.ground.settings import AUDIT_MIN_KM2, AUDIT_RETURN_MAPS
from frontwatch.theatre.theatre import Theatre


@dataclass(frozen=True, slots=True)
class Returned:
    """How much of what changed hands was soon back with the holder before."""

    what: str
    """"km2", or "settlements" (their centres, between days that have a map)."""
    changed: float
    """How much changed hands, each time counted."""
    back: tuple[tuple[int, float], ...]
    """(maps, how much of it was back at most so many maps later)."""


@dataclass(frozen=True, slots=True)
class Audit:
    """What the audit of a record found."""

    source: str
    first: date
    """The first day looked at: of the record, or as asked."""
    last: date
    maps: int
    """How many maps are of these days."""
    anomalies: tuple[Anomaly, ...]
    """By day, then by kind, then the largest first."""
    returned: tuple[Returned, ...]


def audit(
    record: Record,
    theatre: Theatre,
    *,
    since: date | None = None,
    until: date | None = None,
    kinds: tuple[Kind, ...] = KINDS,
    min_km2: float = AUDIT_MIN_KM2,
) -> Audit:
    """Look through all maps of a record; the whole record is the measure, also where few days are asked about.

    Args:
        since, until: only what begins on these days, both included; None: all.
        min_km2: the smallest piece of ground that counts.
    """
    first, last = since or record.map_at(0).day, until or record.map_at(-1).day
    all_turns = turns(record)
    found: list[Anomaly] = []
    if "flip" in kinds:
        found += flips(record, theatre, all_turns, min_km2=min_km2)
    if "island" in kinds or "jump" in kinds:
        gained = pieces(all_turns, all_turns.map.astype(np.int64) * len(record.meta.holders) + all_turns.after)
        found += islands(record, theatre, gained, min_km2=min_km2) if "island" in kinds else []
        found += jumps(record, theatre, gained, min_km2=min_km2) if "jump" in kinds else []
    found += copies(record) if "copy" in kinds else []
    found += gaps(record) if "gap" in kinds else []
    asked = (a for a in found if first <= a.first.day <= last)
    days = record.days.astype("datetime64[D]")
    within = (days >= np.datetime64(first)) & (days <= np.datetime64(last))
    return Audit(
        source=record.meta.name,
        first=first,
        last=last,
        maps=int(within.sum()),
        anomalies=tuple(sorted(asked, key=lambda a: (a.first.index, KINDS.index(a.kind), -(a.km2 or 0)))),
        returned=(_ground_returned(all_turns, within), _settlements_returned(record, theatre, first, last)),
    )


def _ground_returned(turns: Turns, within: NDArray[np.bool_]) -> Returned:
    counts, km2 = within[turns.map], turns.km2
    back = [
        (maps, float(km2[counts & (returns(turns.stretch, turns.map, turns.before, turns.after, maps) >= 0)].sum()))
        for maps in AUDIT_RETURN_MAPS
    ]
    return Returned("km2", float(km2[counts].sum()), tuple(back))


def _settlements_returned(record: Record, theatre: Theatre, first: date, last: date) -> Returned:
    places = theatre.places
    runs = record.runs(places.lon[places.covered], places.lat[places.covered])
    days = np.unique(record.days)
    turned = np.flatnonzero(runs.point[1:] == runs.point[:-1]) + 1
    point, day, before, after = runs.point[turned], runs.first[turned], runs.code[turned - 1], runs.code[turned]
    counts = (days[day] >= np.datetime64(first)) & (days[day] <= np.datetime64(last))
    back = [(n, float((counts & (returns(point, day, before, after, n) >= 0)).sum())) for n in AUDIT_RETURN_MAPS]
    return Returned("settlements", float(counts.sum()), tuple(back))
