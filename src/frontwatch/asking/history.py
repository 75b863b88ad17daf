"""What was known of the ground on an as-of day: the record asked, and before it the theatre's own timeline."""

from __future__ import annotations

from datetime import date

import numpy as np

from frontwatch.ground.errors import BeforeRecord
from frontwatch.ground.joined import joined
from frontwatch.ground.known import as_known, with_maps
from frontwatch.ground.record import Record, open_record
from frontwatch.theatre.theatre import Theatre


def history_known(record: Record, theatre: Theatre, as_of: date) -> Record:
    """The maps of a record published by the end of a day, after those of the theatre's timeline before its first.

    A forecast sees nothing else: a map of a later day, or published later, cannot move it.

    Raises: BeforeRecord: the record had no map then.
    """
    known = known_by(record, as_of)
    if theatre.default_record is None or record.meta.theatre != theatre.name:
        return known
    own = open_record(theatre.default_record)
    if own.hash == record.hash or own.days[0] >= known.days[0] or own.meta.rest != known.meta.rest:
        return known
    earlier = np.flatnonzero(own.days < known.days[0])
    return joined([known, with_maps(own, earlier)])


def known_by(record: Record, day: date) -> Record:
    """The record with only the maps of up to a day that had been published by its end; a timeline's by their days.

    Raises: BeforeRecord: there is none.
    """
    known = record if record.meta.scale == "settlement" else as_known(record, day)
    kept = np.flatnonzero(known.days <= np.datetime64(day, "D"))
    if not len(kept):
        raise BeforeRecord(
            f"{record.meta.name} begins on {record.days[0]}, after {day}; ask as of that day or later.",
            record.map_at(0),
        )
    return known if len(kept) == len(known) else with_maps(known, kept)
