"""VIINA's control tables: who holds each settlement on each day, by several publishers and by their majority.

``control_latest_YEAR.csv``, also zipped: ``geonameid``, ``date`` (YYYYMMDD), one column a publisher, ``status`` their
majority; UA, RU, CONTESTED, or nothing. Ties go to DeepState, so the majority is no independent source; a record is
made of one column, because a record has one answer a place, and two publishers are two records.

A settlement without a status on a day is contested (its holder is not known) if others have one; a day on which none
has has no map. Settlements are placed by the theatre's own coordinates; those that it does not have are left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from frontwatch.ground.errors import BadSource
from frontwatch.ground.format import Layer, RecordMeta, RecordTable
from frontwatch.ground.settlements import settlement_record, shared_edges
from frontwatch.ground.sources import deepstate_daily
from frontwatch.ground.sources.tables import Statuses, is_table, read_statuses

if TYPE_CHECKING:
    from numpy.typing import NDArray

NAME = "viina"
ID, DAY = "geonameid", "date"
CODES = {"UA": 0, "RU": 1, "CONTESTED": 2}
BLANK = 3
TIES = {
    "status": "majority of the publishers it lists; ties go to DeepState, which works with the Ukrainian military, so "
    "it is no independent source",
    "status_dsm": f"sampled from DeepStateMap: {deepstate_daily.TIES}",
    "status_isw": "sampled from the maps of ISW and CTP, United States research institutes",
    "status_wiki": "sampled from Wikipedia's crowd-sourced map, whose editors draw on the other publishers too",
    "status_boost": "Wikipedia's crowd-sourced map, corrected by VIINA from news reports of both sides",
}
NAMES = {
    "status": "majority",
    "status_dsm": "DeepState",
    "status_isw": "ISW",
    "status_wiki": "Wikipedia",
    "status_boost": "Wikipedia and news",
}
COLUMNS: tuple[str, ...] = tuple(TIES)
META = RecordMeta(
    name="VIINA",
    publisher="VIINA (Zhukov and Ayers, Harvard University)",
    ties="",
    credit="Zhukov and Ayers (2023), VIINA 2.0 (github.com/zhukovyuri/VIINA), Open Database License (ODbL)",
    scale="settlement",
    resolution_km=1.5,
    delay_days=3,
    theatre="ukraine",
    layers=(Layer("held", "RU"), Layer("contested")),
    rest="UA",
)


def recognises_table(path: Path) -> bool:
    """Whether the file, or the first of the folder's, is a table with settlements by GeoNames id."""
    return is_table(path, (ID, DAY))


def read_table(
    path: Path, column: str | None, progress: Callable[[float], None]
) -> tuple[RecordTable, tuple[str, ...]]:
    """The record of one column (None: ``status``), and sentences on what was left out.

    Raises: BadSource: no such column, a table that cannot be trusted, or none of whose places is known.
    """
    from frontwatch.theatre.theatre import open_theatre

    column = column or COLUMNS[0]
    if column not in COLUMNS:
        raise BadSource(f"VIINA has no column {column!r}; give one of {', '.join(COLUMNS)}.")
    theatre = open_theatre(META.theatre)
    covered = theatre.places.covered
    ids, lon, lat = theatre.places.ids[covered], theatre.places.lon[covered], theatre.places.lat[covered]
    told = read_statuses(path, (ID, DAY, column), ids, {**CODES, "": BLANK, "NA": BLANK}, progress)
    here = np.flatnonzero((told.code < BLANK).any(axis=1))
    if not len(here):
        raise BadSource(f"{path}: tells in {column} of no settlement that theatre {META.theatre} has; give another.")
    with_map = (told.code < BLANK).any(axis=0)
    code = told.code[here][:, with_map]
    blank = code >= BLANK
    code = np.where(blank, CODES["CONTESTED"], code).astype(np.uint8)
    days = told.days[with_map]
    meta = replace(META, name=f"VIINA ({NAMES[column]})", ties=TIES[column])
    record = settlement_record(
        meta,
        days=days,
        map_hashes=tuple(_hash(ids[here], code[:, n]) for n in range(len(days))),
        code=code,
        edges=shared_edges(lon[here], lat[here], theatre.region_rings("UA")),
    )
    return record, _notes(told, len(here), len(ids), int(blank.sum()), int((~with_map).sum()), column)


def _notes(told: Statuses, here: int, covered: int, blank: int, empty_days: int, column: str) -> tuple[str, ...]:
    notes = [f"Column {column}: {TIES[column]}."]
    notes.append(f"{here:,} of the theatre's {covered:,} settlements; {told.unknown:,} ids that it does not have.")
    if blank:
        notes.append(f"{blank:,} times a settlement has no status on a day on which others have: contested.")
    if empty_days:
        notes.append(f"{empty_days:,} days without any status have no map.")
    return tuple(notes)


def _hash(ids: NDArray[np.int64], code: NDArray[np.uint8]) -> str:
    """Of a day's answers: the same whichever file tells them."""
    return hashlib.sha256(ids.astype("<i8").tobytes() + code.tobytes()).hexdigest()
