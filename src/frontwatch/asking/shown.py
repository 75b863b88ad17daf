"""What an event's record shows of it, day by day: who held the place, how much of the region, how near the front."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.events import Control, FrontNear, GroundTaken, RegionShare, Several
from frontwatch.asking.settings import ALL_OF_DISC, CONFIRM_WITHIN_DAYS
from frontwatch.asking.settling import Shown
from frontwatch.ground.area_history import area_history
from frontwatch.ground.disc import disc_points, held_shares
from frontwatch.ground.errors import BeforeRecord
from frontwatch.ground.gains import gains
from frontwatch.ground.known import as_known, with_maps
from frontwatch.ground.near_history import near_history
from frontwatch.ground.parts import Part
from frontwatch.ground.record import Record
from frontwatch.theatre.theatre import Theatre

Single = Control | RegionShare | FrontNear | GroundTaken
Event = Single | Several


def record_of_days(
    record: Record, event: Event, asked: date, *, until: date, persist_days: int, known_by: date | None
) -> Record | None:
    """The record with only the maps that can bear on the event; None where there is none.

    These are the last map of the day asked or before, those up to the event's day, and those that may confirm it.
    """
    try:
        known = record if record.meta.scale == "settlement" else as_known(record, known_by)
    except BeforeRecord:
        return None
    latest = min(until, event.by + timedelta(days=persist_days + CONFIRM_WITHIN_DAYS))
    if known_by is not None:
        latest = min(latest, known_by)
    after = int(np.searchsorted(known.days, np.datetime64(asked, "D"), side="right"))
    # The stretch that holds when asked may have begun before: the audit's rule counts from its first map.
    month_before = np.datetime64(asked - timedelta(days=CONFIRM_WITHIN_DAYS), "D")
    begin = min(int(np.searchsorted(known.days, month_before)), max(0, after - 1))
    kept = np.arange(begin, np.searchsorted(known.days, np.datetime64(latest, "D"), side="right"))
    return with_maps(known, kept) if len(kept) else None


def shown(event: Single, record: Record, theatre: Theatre, asked: date) -> Shown:
    """On which of a record's days its last map shows that the event has come.

    Raises: FrontwatchError: the theatre has no outline of the region.
    """
    if isinstance(event, Control):
        return Shown(np.unique(record.days), _held(event, record))
    if isinstance(event, FrontNear):
        return Shown(np.unique(record.days), _near(event, record, theatre))
    if isinstance(event, RegionShare):
        history = area_history(record, theatre, [event.region.code])
        if event.side not in history.holders:
            return Shown(history.days, np.zeros(len(history.days), bool))
        km2 = history.km2[0, history.holders.index(event.side)]
        # The sum over scan rows and that over the whole differ in the last digits.
        return Shown(history.days, km2 >= event.share * history.region_km2[0] * (1 - 1e-9))
    return Shown(np.unique(record.days), _gained(event, record, theatre, asked))


def _held(event: Control, record: Record) -> NDArray[np.bool_]:
    """(d,) whether the side holds the part of the place asked about; contested ground is held by nobody."""
    place = event.place
    centre: NDArray[np.bool_] = (
        held_shares(record, np.array([[place.lon]]), np.array([[place.lat]]), event.side)[0] > 0.5
    )
    # In a record of settlement scale the place's own entry decides.
    if event.part == "centre" or place.id == 0 or record.meta.scale == "settlement":
        return centre
    lon, lat = disc_points(place)
    share = held_shares(record, lon[None], lat[None], event.side)[0]
    some: NDArray[np.bool_] = share > 0
    whole: NDArray[np.bool_] = share >= ALL_OF_DISC * place.land
    return centre | some if event.part == "any" else centre & whole


def _near(event: FrontNear, record: Record, theatre: Theatre) -> NDArray[np.bool_]:
    """(d,) whether the side's ground lies within the distance."""
    near = near_history(
        record, theatre, np.array([event.place.lon]), np.array([event.place.lat]), event.side, bearings=False
    )
    lengths = near.last - near.first + 1
    return np.repeat(near.km <= event.km, lengths)


def counted_from(event: GroundTaken, asked: date) -> date:
    """The day from whose last map gains are counted."""
    return max(asked, event.since or asked)


def _gained(event: GroundTaken, record: Record, theatre: Theatre, asked: date) -> NDArray[np.bool_]:
    """(d,) whether the net gain exceeds the area; only from the last map of the event's days on, before it False."""
    days = np.unique(record.days)
    found = np.zeros(len(days), bool)
    since = int(np.searchsorted(days, np.datetime64(counted_from(event, asked), "D"), side="right")) - 1
    at = int(np.searchsorted(days, np.datetime64(event.by, "D"), side="right")) - 1
    if since < 0 or at <= since or event.side not in record.meta.holders:
        return found
    if at == len(days) - 1 and days[at] < np.datetime64(event.by, "D"):
        return found  # the period has not passed
    maps = [record.map_at(int(i)) for i in record.last_of_days]
    by: Part | None = "region" if event.region else "sector" if event.sector else None
    measured = gains(record, theatre, [(maps[since], m) for m in maps[at:]], by=by)
    part = event.region.code if event.region else event.sector.id if event.sector else ""
    q = [id for id, _ in measured.parts].index(part)
    h = measured.holders.index(event.side)
    found[at:] = (measured.gained_km2 - measured.lost_km2)[:, q, h] > event.km2
    return found
