"""The measures of all days at once: the record from its file to the answer, against its peers, in one run.

    pip install geopandas duckdb duckdb-extension-spatial "apache-sedona[db]" pyproj
    python bench/alldays.py FOLDER_OF_DAILY_MAPS RECORD GEONAMES [--archive RECORD] [--only MEASURE]

RECORD is the record imported from that folder, GEONAMES a table of places with lon and lat. Peers start from GeoParquet
files of valid polygons, made beforehand and not timed, those for lengths and areas already projected. What would take
a peer many minutes is asked of a tenth of the maps, or of a few places as well, and multiplied: "x N" says so.
Each measure of ours also runs alone in a fresh process, for its peak memory, and on the first 100, 300 and 595 maps.
Seconds are of processor time; the wall's are beside them, for peers that use several cores.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.area_history import area_history
from frontwatch.ground.build import record_from_edges
from frontwatch.ground.front_history import front_history
from frontwatch.ground.gains import gains, periods_of
from frontwatch.ground.near_history import near_history
from frontwatch.ground.outline import units
from frontwatch.ground.record import Record, open_record
from frontwatch.ground.storage import write_record
from frontwatch.theatre.theatre import open_theatre

UKRAINE = open_theatre()
MEASURES = ("history", "area", "front", "gains", "near")
FEW_PLACES = 40
QUICK = {("history", "shapely"), ("history", "geopandas"), ("front", "shapely"), ("front", "geopandas"),
         ("gains", "shapely"), ("gains", "geopandas"), ("gains", "duckdb spatial"), ("gains", "sedonadb"),
         ("front", "duckdb spatial"), ("front", "sedonadb")}  # fmt: skip
"""What peers are asked of all maps."""
CURVE = (100, 300, 595)


def gazetteer(file: Path) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Longitudes and latitudes of all places of a GeoNames table."""
    head, *rows = (line.split("\t") for line in gzip.decompress(file.read_bytes()).decode().splitlines())
    at = [head.index("lon"), head.index("lat")]
    lon, lat = np.array([[float(r[k]) for k in at] for r in rows]).T
    return lon, lat


def measure(what: str, path: str, lon: Any, lat: Any, near: Any) -> Any:
    """One measure of ours, from the file on."""
    record = open_record(path)
    if what == "history":
        return record.runs(lon, lat)
    if what == "area":
        return area_history(record, UKRAINE, [r.code for r in units(UKRAINE)])
    if what == "front":
        return front_history(record, UKRAINE)
    if what == "gains":
        return gains(record, UKRAINE, months(record), by="sector")
    return near_history(record, UKRAINE, lon[near], lat[near], "RU")


def months(record: Record) -> Any:
    """The calendar months of a record."""
    return periods_of(record, record.map_at(0).day, record.map_at(-1).day, "month")


def near_places(record: Record, lon: Any, lat: Any) -> Any:
    """Places that on some day lay off ground held by Russia, but within 60 km of it."""
    found = near_history(record, UKRAINE, lon, lat, "RU", bearings=False)
    return np.unique(found.point[np.isfinite(found.km) & (found.km > 0)])


def timed(call: Callable[[], Any]) -> tuple[float, float, Any]:
    """Processor seconds, seconds on the wall, answer."""
    wall, cpu = time.perf_counter(), time.process_time()
    answer = call()
    return time.process_time() - cpu, time.perf_counter() - wall, answer


def check(what: str, ours: Any, theirs: Any, maps: int, points: int) -> str:
    """How far Shapely's answer is from ours, in words."""
    if what == "history":
        held = np.zeros((int(ours.point.max()) + 1, maps), bool)
        for p, a, b in zip(*(v[ours.code == 1] for v in (ours.point, ours.first, ours.last)), strict=True):
            held[p, a : b + 1] = True
        return f"{held.size:,} cells, {int((held != theirs).sum())} differ"
    if what == "area":
        off = np.abs(ours.km2[:, ours.holders.index("RU"), : len(theirs)].T - theirs)
        return f"farthest apart {off.max():.1f} km2, {100 * off.sum() / theirs.sum():.3f} % in all"
    if what == "front":
        means = np.column_stack([ours.km_drawn, ours.km_2km])[: len(theirs)].mean(axis=0), theirs.mean(axis=0)
        return f"mean km drawn and at 2 km: ours {means[0].round()}, theirs {means[1].round()} (a strip cut off)"
    if what == "gains":
        ru = ours.holders.index("RU")
        sums = ours.gained_km2[:, :-1, ru].sum(), theirs[:, :, 0].sum()
        return f"gained in the sectors: ours {sums[0]:,.0f} km2, theirs {sums[1]:,.0f} km2"
    km, count = np.zeros((2, points, theirs.shape[2]))
    for p, a, b, d, n in zip(ours.point, ours.first, ours.last, ours.km, ours.bearings, strict=True):
        if p < points:
            km[p, a : b + 1], count[p, a : b + 1] = d, n
    near = (theirs[0] < 59) & (theirs[0] > 0)
    bearings = np.abs(count - theirs[1])[near]
    far = np.abs(km - theirs[0])[near] / theirs[0][near]
    apart = f"{(bearings > 0).mean():.1%} of places and days, by {bearings.max():.0f} at most (its north is the grid's)"
    return f"km apart {100 * far.max():.2f} % at most; bearings apart in {apart}"


def against_peers(a: argparse.Namespace, folder: Path) -> None:
    """Every measure in turns, ours and the peers'."""
    from peers import PEERS, make_files, polygons_of

    record = open_record(a.record)
    lon, lat, near = (np.load(folder / f"{name}.npy") for name in ("lon", "lat", "near"))
    maps = polygons_of(a.maps)
    pairs = [(since.index, on.index) for since, on in months(record)]
    files = make_files(folder, UKRAINE, maps, pairs, lon, lat, near)
    print(f"{len(maps)} maps, {len(lon):,} places, {len(near):,} of them near, {len(pairs)} months")
    for what in a.only or MEASURES:
        ours = [timed(lambda x=what: measure(x, a.record, lon, lat, near)) for _ in range(a.n)]
        cpu, wall = (statistics.median(t[k] for t in ours) for k in (0, 1))
        print(f"\n{what:<10}{'frontwatch':<16}{cpu:>9.3f} s cpu{wall:>9.3f} s wall")
        ratios = []
        for peer, call in PEERS[what].items():
            days = len(maps) if (what, peer) in QUICK else len(maps) // 10
            points = FEW_PLACES if what == "near" else 0
            scale = 1.0 if what == "gains" else len(maps) / days * (len(near) / points if points else 1.0)
            arguments = (files, days, points) if points else (files, days)
            turns = a.n if scale == 1 else 1
            try:
                found = [timed(lambda c=call, x=arguments: c(*x)) for _ in range(turns)]
            except Exception as error:  # a peer that cannot is a result of the bench, not its end
                print(f"{'':<10}{peer:<16} cannot: {' '.join(str(error).split())[:90]}")
                continue
            took = [scale * statistics.median(t[k] for t in found) for k in (0, 1)]
            ratios.append((min(took[0] / cpu, took[1] / wall), peer))
            note = f"  x {scale:,.0f}" if scale != 1 else ""
            print(
                f"{'':<10}{peer:<16}{took[0]:>9.3f} s cpu{took[1]:>9.3f} s wall{took[0] / cpu:>9.1f} x{note}",
                flush=True,
            )
            if peer == "shapely":
                print(f"{'':<26}{check(what, ours[-1][2], found[-1][2], len(maps), points)}")
        if ratios:
            print(f"{'':<10}fastest peer: {min(ratios)[1]}, {min(ratios)[0]:.1f} x ours (the lesser of cpu and wall)")


def alone(what: str, path: str, folder: Path) -> tuple[float, float]:
    """Processor seconds and peak memory, MB, of one measure in a fresh process."""
    told = subprocess.run([sys.executable, __file__, "--alone", what, path, str(folder)], capture_output=True,
                          text=True, check=True)  # fmt: skip
    seconds, megabytes = json.loads(told.stdout)
    return seconds, megabytes


def run_alone(what: str, path: str, folder: str) -> None:
    """The fresh process's part; what it imports is not timed, but counts for its memory."""
    lon, lat, near = (np.load(Path(folder) / f"{name}.npy") for name in ("lon", "lat", "near"))
    open_record(path)
    seconds, _, _ = timed(lambda: measure(what, path, lon, lat, near))
    # Not getrusage: its peak is at least what the parent had when it forked.
    peak = next(x for x in Path("/proc/self/status").read_text().splitlines() if x.startswith("VmHWM:"))
    print(json.dumps([seconds, int(peak.split()[1]) / 1024]))


def first_maps(record: Record, n: int, path: Path) -> str:
    """The record of a record's first n maps."""
    keep = record.first < n
    columns = [record.columns[c][keep] for c in ("x1", "y1", "x2", "y2")]
    table = record_from_edges(
        record.meta, days=record.days[:n], published=record.published[:n], map_hashes=record.map_hashes[:n],
        edges=np.stack(columns, axis=1), layer=record.layer[keep], first=record.first[keep],
        last=np.minimum(record.last[keep], n - 1),
    )  # fmt: skip
    write_record(table, path)
    return str(path)


def curve(path: str, a: argparse.Namespace, folder: Path) -> None:
    """Seconds and peak memory as maps are added."""
    record = open_record(path)
    sizes = [n for n in CURVE if n < len(record)] + [len(record)]
    print(f"\n{record.meta.name}: cpu seconds and peak MB of each measure alone, of its first maps")
    print(f"{'maps':>6}{'edges':>9}" + "".join(f"{what:>16}" for what in a.only or MEASURES))
    for n in sizes:
        part = path if n == len(record) else first_maps(record, n, folder / f"first{n}.parquet")
        took = [alone(what, part, folder) for what in a.only or MEASURES]
        edges = int((record.first < n).sum())
        print(f"{n:>6}{edges:>9,}" + "".join(f"{s:>9.2f} s{m:>4.0f}M" for s, m in took), flush=True)


def main() -> None:
    if sys.argv[1:2] == ["--alone"]:
        run_alone(*sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("maps", type=Path)
    parser.add_argument("record")
    parser.add_argument("places", type=Path)
    parser.add_argument("--archive", help="a longer record, for the curve")
    parser.add_argument("--only", action="append", choices=MEASURES)
    parser.add_argument("--curve-only", action="store_true", help="leave the peers out")
    parser.add_argument("-n", type=int, default=3, help="turns")
    a = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lon, lat = gazetteer(a.places)
        for name, kept in (("lon", lon), ("lat", lat), ("near", near_places(open_record(a.record), lon, lat))):
            np.save(Path(folder) / f"{name}.npy", kept)
        if not a.curve_only:
            against_peers(a, Path(folder))
        for path in filter(None, (a.record, a.archive)):
            curve(path, a, Path(folder))


if __name__ == "__main__":
    main()
