"""Who held every place on every map: records from their files against Shapely prepared, and how the ratio grows.

    python bench/history.py GEONAMES RECORD...

GEONAMES is a table of places (.tsv.gz) with lon and lat. Shapely starts from well-known binary of each map's valid
polygons, one MultiPolygon a layer, made beforehand and not timed. Both must agree in every cell. Seconds of processor
time, ours the median of five.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import statistics
import time
from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from frontwatch.ground.polygons import held_polygons
from frontwatch.ground.record import Record, open_record

Cells = NDArray[np.int8]
"""(places, days) index of the holder."""
Floats = NDArray[np.float64]


def by_record(path: str, lon: Floats, lat: Floats) -> tuple[float, Cells]:
    """From the file to every place's history; spread out day by day so that it can be compared, which is not timed."""
    took = []
    for _ in range(5):
        began = time.process_time()
        record = open_record(path)
        runs = record.runs(lon, lat)
        took.append(time.process_time() - began)
    cells = np.zeros((len(lon), len(np.unique(record.days))), np.int8)
    for point, code, first, last in zip(runs.point, runs.code, runs.first, runs.last, strict=True):
        cells[point, first : last + 1] = code
    return statistics.median(took), cells


def by_shapely(record: Record, lon: Floats, lat: Floats) -> tuple[float, Cells]:
    """Each map's layers prepared, all places at once; a later layer beats an earlier one."""
    holders = record.meta.holders
    drawn = [
        [(holders.index(held.holder), shapely.to_wkb(shapely.MultiPolygon(held.polygons))) for held in reversed(layers)]
        for layers in (held_polygons(record, int(index)) for index in _last_of_days(record))
    ]
    cells = np.zeros((len(lon), len(drawn)), np.int8)
    began = time.process_time()
    for day, layers in enumerate(drawn):
        for code, binary in layers:
            ground = shapely.from_wkb(binary)
            shapely.prepare(ground)
            cells[shapely.contains_xy(ground, lon, lat), day] = code
    return time.process_time() - began, cells


def _last_of_days(record: Record) -> NDArray[np.intp]:
    return np.flatnonzero(np.append(record.days[1:] != record.days[:-1], True))


def places(table: str) -> tuple[Floats, Floats]:
    """Longitude and latitude of a table's places."""
    with gzip.open(table, "rt", encoding="utf-8") as file:
        rows: Sequence[dict[str, str]] = list(csv.DictReader(file, delimiter="\t"))
    return np.array([float(row["lon"]) for row in rows]), np.array([float(row["lat"]) for row in rows])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("geonames")
    parser.add_argument("records", nargs="+")
    a = parser.parse_args()
    lon, lat = places(a.geonames)
    for path in a.records:
        record = open_record(path)
        ours, cells = by_record(path, lon, lat)
        theirs, others = by_shapely(record, lon, lat)
        asked = f"{len(lon):,} places x {cells.shape[1]:,} days, {len(record.first):,} edges"
        took = f"record {ours:.3f} s, Shapely {theirs:.2f} s, {theirs / ours:.0f} times"
        print(f"{record.meta.name}: {asked}; {took}; {int((cells != others).sum())} cells differ")


if __name__ == "__main__":
    main()
