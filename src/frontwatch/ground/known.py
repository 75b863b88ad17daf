"""A record as it was known by a day: without the maps published since, so that all it says is as it was then."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.errors import BeforeRecord
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
    """The record with some of its maps only, its edges in their order; what the source drew is left out.

    Args:
        kept: (k,) indices of maps, ascending, at least one.
    """
    whole = record.table
    first = np.searchsorted(kept, record.first, side="left")
    last = np.searchsorted(kept, record.last, side="right") - 1
    stands = first <= last
    columns = {name: column[stands] for name, column in whole.columns.items()}
    columns |= {"first": first[stands].astype(np.int32), "last": last[stands].astype(np.int32)}
    table = replace(
        whole,
        days=record.days[kept],
        published=record.published[kept],
        map_hashes=tuple(record.map_hashes[i] for i in kept.tolist()),
        columns=_joined(columns),
        drawing=None,
    )
    return Record(table, record.hash, record.path, known_by)


def _joined(columns: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """The columns with one row for an edge that left with a map now taken out, and came back with the next.

    The rows of one edge follow one another, by their time.
    """
    goes_on = columns["first"][1:] == columns["last"][:-1] + 1
    for name in ("start", "end", "layer"):
        goes_on &= columns[name][1:] == columns[name][:-1]
    if not goes_on.any():
        return columns
    begins, ends = np.append(True, ~goes_on), np.append(~goes_on, True)
    return {name: column[ends if name == "last" else begins] for name, column in columns.items()}
