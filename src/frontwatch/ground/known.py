"""A record as it was known by a day: without the maps published since, so that all it says is as it was then."""

from __future__ import annotations

import hashlib
from datetime import date

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.build import record_from_edges
from frontwatch.ground.errors import BeforeRecord
from frontwatch.ground.format import COORDINATES
from frontwatch.ground.record import Record
from frontwatch.ground.settings import DAY_STARTS_HOUR


def as_known(record: Record, known_by: date | None) -> Record:
    """The record with only the maps published by the end of `known_by`; it keeps the whole record's hash and path.

    Every measure of it, a history too, answers as it would have then. None takes the record as it is.

    Raises: BeforeRecord: nothing had been published. NoPublicationTimes: the record is of settlement scale.
    """
    if known_by is None:
        return record
    known = record.known(known_by)
    return record if len(known) == len(record) else with_maps(record, known, known_by)


def known_where_told(record: Record, day: date) -> Record:
    """The record as known by that day; as it is where it keeps no publication times or nothing was known."""
    try:
        return record if record.meta.scale == "settlement" else as_known(record, day)
    except BeforeRecord:
        return record


def maps_hash(record: Record) -> str:
    """SHA-256 over the days and hashes of the record's maps: the same for any record of just these maps."""
    return _hash_of(record, np.arange(len(record)))


def as_it_was(record: Record, maps: str, last_day: date) -> Record | None:
    """The record as it stood when it held just the maps of a hash; None where it never did, or cannot tell.

    Looked for among its maps up to the last day it had then, without those that came late at one time or after.

    Args:
        maps: as ``maps_hash`` gives it.
    """
    then = record.days <= np.datetime64(last_day, "D")
    ordinary = record.days.astype("datetime64[s]") + np.timedelta64(DAY_STARTS_HOUR, "h")
    late = then & np.greater(record.published, ordinary)  # never true of NaT, which is no time
    for kept in (then, *(then & ~(late & (record.published >= at)) for at in np.unique(record.published[late])[::-1])):
        indices = np.flatnonzero(kept)
        if len(indices) and _hash_of(record, indices) == maps:
            return record if len(indices) == len(record) else with_maps(record, indices)
    return None


def _hash_of(record: Record, kept: NDArray[np.intp]) -> str:
    lines = (f"{record.days[i]} {record.map_hashes[i]}\n" for i in kept.tolist())
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def with_maps(record: Record, kept: NDArray[np.intp], known_by: date | None = None) -> Record:
    """The record with some of its maps only.

    Args:
        kept: (k,) indices of maps, ascending, at least one.
    """
    first = np.searchsorted(kept, record.first, side="left")
    last = np.searchsorted(kept, record.last, side="right") - 1
    stands = first <= last
    edges = np.stack([record.columns[name][stands].astype(np.int64) for name in COORDINATES], axis=1)
    rows = np.column_stack([record.layer[stands], edges, first[stands], last[stands]])
    if kept[-1] >= len(kept):  # a map between others is taken out
        rows = joined(rows)
    table = record_from_edges(
        record.meta,
        days=record.days[kept],
        published=record.published[kept],
        map_hashes=tuple(record.map_hashes[i] for i in kept.tolist()),
        edges=rows[:, 1:5],
        layer=rows[:, 0],
        first=rows[:, 5],
        last=rows[:, 6],
    )
    return Record(table, record.hash, record.path, known_by)


def joined(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """(n, 7) layer x1 y1 x2 y2 first last: an edge that goes on from one row to another has one row instead."""
    rows = rows[np.lexsort(rows.T[5::-1])]
    goes_on = (rows[1:, :5] == rows[:-1, :5]).all(axis=1) & (rows[1:, 5] == rows[:-1, 6] + 1)
    starts = np.flatnonzero(np.append(True, ~goes_on)) if len(rows) else np.empty(0, np.intp)
    ends = np.append(starts[1:], len(rows)) - 1 if len(starts) else starts
    return np.hstack([rows[starts, :6], rows[ends, 6:]])
