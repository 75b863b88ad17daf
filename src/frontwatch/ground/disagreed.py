"""Settlements whose holder two records name differently: their number on each day, and which they are on one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.compare import Pair
from frontwatch.ground.holder import Ints
from frontwatch.ground.record import Record
from frontwatch.model import Place
from frontwatch.theatre.theatre import Theatre


@dataclass(frozen=True, slots=True)
class Disagreed:
    """A settlement of which two records name different holders."""

    place: Place
    a: str
    b: str


def disagreed(a: Record, b: Record, theatre: Theatre, day: Pair) -> tuple[Disagreed, ...]:
    """The settlements whose centre the records give to different holders on a day, the largest first."""
    rows, lon, lat = _centres(theatre)
    of_a, of_b = a.holder(lon, lat, day.a.index), b.holder(lon, lat, day.b.index)
    found = [
        Disagreed(theatre.place(int(theatre.places.ids[rows[k]])), str(of_a[k]), str(of_b[k]))
        for k in np.flatnonzero(of_a != of_b)
    ]
    return tuple(sorted(found, key=lambda one: (-one.place.population, one.place.id)))


def count_disagreed(a: Record, b: Record, theatre: Theatre, days: Sequence[Pair]) -> Ints:
    """(d,) the number of such settlements on each day."""
    _, lon, lat = _centres(theatre)
    names = {h: n for n, h in enumerate(dict.fromkeys((*a.meta.holders, *b.meta.holders)))}
    on = np.array([pair.day for pair in days], "datetime64[D]")
    of_a, of_b = (_holders(record, lon, lat, on, names) for record in (a, b))
    return np.asarray((of_a != of_b).sum(axis=0))


def _centres(theatre: Theatre) -> tuple[NDArray[np.intp], NDArray[np.float64], NDArray[np.float64]]:
    """Rows, longitudes and latitudes of the places that a record can cover."""
    rows = np.flatnonzero(theatre.places.covered)
    return rows, theatre.places.lon[rows], theatre.places.lat[rows]


def _holders(
    record: Record,
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    on: NDArray[np.datetime64],
    names: dict[str, int],
) -> NDArray[np.int8]:
    """(places, d) number of the holder of each place on each day."""
    runs, days = record.runs(lon, lat), np.unique(record.days)
    codes = np.array([names[h] for h in record.meta.holders], np.int8)
    # Each place's runs cover all days, one after another.
    every = np.repeat(codes[runs.code], runs.last - runs.first + 1).reshape(len(lon), len(days))
    return np.asarray(every[:, np.searchsorted(days, on)])
