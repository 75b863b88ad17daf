"""The record's file: size against tar | xz -9e, how fast it opens, how its cost grows, import against peers.

    python bench/record.py FOLDER_OF_MAPS [--archive ARCHIVE] [-n TURNS]

FOLDER_OF_MAPS holds daily maps; ARCHIVE is a .tar.* of maps as published. Peers read and validate the same files, in
turns in the same run: Shapely (`from_geojson`), the standard library with `shapely.geometry.shape`, pyogrio, GeoPandas
where this Python has it. CPU seconds, medians. Each measure of memory is of a fresh process.
"""

from __future__ import annotations

import argparse
import json
import lzma
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pyogrio
import shapely

from frontwatch.ground.importing import import_maps
from frontwatch.ground.record import open_record
from frontwatch.ground.storage import write_record


def packed_size(files: Sequence[Path]) -> int:
    """Bytes of ``tar | xz -9e``, by name."""
    tar = BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as archive:
        for file in files:
            archive.add(file, arcname=file.name)
    return len(lzma.compress(tar.getvalue(), preset=9 | lzma.PRESET_EXTREME))


def by_shapely(files: Sequence[Path]) -> None:
    for file in files:
        shapely.is_valid(shapely.from_geojson(file.read_text()))


def by_json(files: Sequence[Path]) -> None:
    for file in files:
        for feature in json.loads(file.read_bytes())["features"]:
            shapely.is_valid(shapely.geometry.shape(feature["geometry"]))


def by_pyogrio(files: Sequence[Path]) -> None:
    for file in files:
        shapely.is_valid(shapely.from_wkb(pyogrio.raw.read(file)[2]))


def by_geopandas(files: Sequence[Path]) -> None:
    import geopandas

    for file in files:
        geopandas.read_file(file).geometry.is_valid.all()


def cpu(work: Callable[[], object]) -> float:
    """Seconds of this process."""
    began = time.process_time()
    work()
    return time.process_time() - began


def imports(folder: Path, turns: int) -> None:
    files = sorted(folder.glob("*.geojson"))
    runners: dict[str, Callable[[], object]] = {
        "record": lambda: import_maps(folder),
        "shapely from_geojson": lambda: by_shapely(files),
        "json and shapely": lambda: by_json(files),
        f"pyogrio {pyogrio.__version__}": lambda: by_pyogrio(files),
    }
    try:
        import geopandas

        runners[f"geopandas {geopandas.__version__}"] = lambda: by_geopandas(files)
    except ModuleNotFoundError:
        print("geopandas is not installed here: measured without it.")
    took: dict[str, list[float]] = {name: [] for name in runners}
    for _ in range(turns):
        for name, work in runners.items():
            took[name].append(cpu(work))
    print(f"import of {len(files)} maps (peers read and validate them only)")
    for name, spent in took.items():
        ratio = statistics.median(x / y for x, y in zip(spent, took["record"], strict=True))
        print(f"  {name:<24}{statistics.median(spent):>8.2f} s CPU{ratio:>8.2f} x the record")


def grown(folder: Path, sizes: Sequence[int], archive: Path | None) -> None:
    """A row for each number of maps, each in a fresh process."""
    heads = {
        "maps": 6,
        "GeoJSON": 10,
        "tar|xz -9e": 12,
        "record": 9,
        "ratio": 7,
        "open": 9,
        "all places": 12,
        "memory": 9,
    }
    print("".join(head.rjust(width) for head, width in heads.items()))
    for n in sizes:
        subprocess.run([sys.executable, __file__, str(folder), "--row", str(n)], check=True)
    if archive is not None:
        subprocess.run([sys.executable, __file__, str(archive), "--row", "0"], check=True)


def row(source: Path, n: int) -> None:
    with tempfile.TemporaryDirectory() as made:
        part, file = Path(made) / "maps", Path(made) / "record.parquet"
        part.mkdir()
        if n:
            for one in sorted(source.glob("*.geojson"))[:n]:
                (part / one.name).symlink_to(one.resolve())
            files = sorted(part.glob("*.geojson"))
            text, best = sum(f.stat().st_size for f in files), packed_size([f.resolve() for f in files])
        else:
            with tarfile.open(source) as archive:
                text = sum(member.size for member in archive)
            best = source.stat().st_size
        write_record(import_maps(part if n else source).table, file)
        command = [sys.executable, __file__, str(file), "--asked"]
        asked = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        maps, opened, history, memory = int(asked[0]), *map(float, asked[1:])
        size = file.stat().st_size
        print(
            f"{maps:>6,}{text / 1e6:>7.1f} MB{best / 1e3:>9.0f} kB{size / 1e3:>6.0f} kB{size / best:>7.2f}"
            f"{1000 * opened:>6.1f} ms{history:>10.3f} s{memory:>6.0f} MB"
        )


def asked(file: Path) -> None:
    """Maps, CPU seconds to open, CPU seconds of all places' history, peak memory of doing so, MB."""
    from frontwatch.theatre.theatre import open_theatre

    places = open_theatre().places
    record = open_record(file)
    opened = statistics.median(cpu(lambda: open_record(file)) for _ in range(9))
    history = statistics.median(cpu(lambda: open_record(file).runs(places.lon, places.lat)) for _ in range(5))
    # Not ru_maxrss: that of a child begins with its parent's.
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    print(len(record), opened, history, int(peak.split()[1]) / 1024)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("maps", type=Path)
    parser.add_argument("--archive", type=Path)
    parser.add_argument("-n", type=int, default=3, help="turns")
    parser.add_argument("--row", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--asked", action="store_true", help=argparse.SUPPRESS)
    a = parser.parse_args()
    if a.asked:
        asked(a.maps)
    elif a.row is not None:
        row(a.maps, a.row)
    else:
        grown(a.maps, (100, 300, 595), a.archive)
        imports(a.maps, a.n)


if __name__ == "__main__":
    main()
