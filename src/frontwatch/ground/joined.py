"""Several records of one theatre as one: each day told by the first of them that covers it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.build import record_from_edges
from frontwatch.ground.format import COORDINATES, Layer, RecordMeta
from frontwatch.ground.known import with_maps
from frontwatch.ground.record import Record, record_of
from frontwatch.model import FrontwatchError


def joined(records: Sequence[Record]) -> Record:
    """One record of the maps of several; what the sources drew is left out.

    Args:
        records: the most trusted first: a day between the first and the last map of one is never told by a later one.
    Raises: FrontwatchError: they are of different theatres, or another side has what no layer covers.
    """
    if len(records) == 1:
        return records[0]
    for r in records[1:]:
        if (r.meta.theatre, r.meta.rest) != (records[0].meta.theatre, records[0].meta.rest):
            raise FrontwatchError(
                f"{r.meta.name} and {records[0].meta.name} are not of one theatre; join records of the same."
            )
    parts = sorted(_parts(records), key=lambda r: r.days[0])
    layers = tuple(dict.fromkeys(layer for r in parts for layer in r.meta.layers))
    maps = np.cumsum([0, *(len(r) for r in parts)])
    columns = [_columns(r, layers, int(at)) for r, at in zip(parts, maps[:-1], strict=True)]
    whole = {name: np.concatenate([c[name] for c in columns]) for name in columns[0]}
    table = record_from_edges(
        _meta(records, parts, layers),
        days=np.concatenate([r.days for r in parts]),
        published=np.concatenate([r.published for r in parts]),
        map_hashes=tuple(h for r in parts for h in r.map_hashes),
        edges=np.column_stack([whole[name] for name in COORDINATES]),
        layer=whole["layer"],
        first=whole["first"],
        last=whole["last"],
    )
    return record_of(table, Path(" + ".join(str(r.path) for r in records)))


def _parts(records: Sequence[Record]) -> list[Record]:
    """Each record's unbroken runs of maps of days that none before it covers."""
    found: list[Record] = []
    covered: list[tuple[Any, Any]] = []
    for record in records:
        free = np.ones(len(record), bool)
        for first, last in covered:
            free &= (record.days < first) | (record.days > last)
        kept = np.flatnonzero(free)
        runs: list[NDArray[np.intp]] = np.split(kept, np.flatnonzero(np.diff(kept) > 1) + 1)
        found += [with_maps(record, run) for run in runs if len(run)]
        covered.append((record.days[0], record.days[-1]))
    return found


def _columns(record: Record, layers: tuple[Layer, ...], first_map: int) -> dict[str, NDArray[Any]]:
    number = np.array([layers.index(layer) for layer in record.meta.layers], np.int64)
    return {
        **{name: record.columns[name] for name in COORDINATES},
        "layer": number[record.layer] if len(number) else record.layer.astype(np.int64),
        "first": record.first.astype(np.int64) + first_map,
        "last": record.last.astype(np.int64) + first_map,
    }


def _meta(records: Sequence[Record], parts: Sequence[Record], layers: tuple[Layer, ...]) -> RecordMeta:
    """The first record's, named for all, its contested ground ending with the last part that shows any."""
    newest = parts[-1].days[-1].item()
    shown: list[date] = [
        min(r.meta.contested_until or newest, r.days[-1].item())
        for r in parts
        if any(layer.status == "contested" for layer in r.meta.layers)
    ]
    until = max(shown) if shown and max(shown) < newest else None
    return replace(
        records[0].meta,
        name=" + ".join(r.meta.name for r in records),
        layers=layers,
        contested_until=until,
        delay_days=max(r.meta.delay_days for r in records),
        resolution_km=max(r.meta.resolution_km for r in records),
        has_published=all(r.meta.has_published for r in records),
    )
