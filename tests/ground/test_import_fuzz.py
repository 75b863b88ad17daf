"""Sources damaged at random, for every importer: a clear sentence or a right record; no crash, hang, memory blow-up.

    python tests/ground/test_import_fuzz.py 10000 [--only isw] [--workers 2] [--first 0]

Every damaged source is made from its importer and number alone, so a fault is made again by `--only NAME --first N 1`.
"""

from __future__ import annotations

import argparse
import io
import json
import multiprocessing
import random
import re
import resource
import sys
import tarfile
import tempfile
import time
import traceback
import zipfile
import zlib
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import alder_maps as maps
import drawn
import numpy as np
import pytest
from test_isw import GROUND, layer
from test_viina import DONETSK, KYIV, POKROVSK, THREE, table

from frontwatch.ground.importing import import_maps
from frontwatch.ground.record import Record, record_of
from frontwatch.model import FrontwatchError
from frontwatch.theatre.theatre import Theatre
from frontwatch.theatre.theatre import open_theatre as opened

FAST, STEP = 200, 100
SLOWEST_S, MOST_BYTES = 20.0, 3 << 30
Files = dict[str, bytes]
WORLD = (20.0, 43.0, 42.0, 54.0)
"""Of all sources here."""
NUMBERS = [
    "0", "-0", "1e308", "-1e308", "1e999", "NaN", "Infinity", "-Infinity", "1e-320", "180", "90.0000001", "-91", "36",
    "9" * 25, "1" + "0" * 400, "0x10", "1.2.3", "--1", "null", "true", '"36"', "[]", "{}", "",
]  # fmt: skip
VALUES: list[Any] = [
    None, True, False, 0, -1, 1e308, 10**30, "", "x", "Polygon", "MultiPolygon", "GeometryCollection", "Point",
    "LineString", [], {}, [[]], [[[]]], [1, 2], [[1, 2], [3, 4]], {"type": "Polygon"}, "held RU", "#a52714", "\ud800",
    {"type": "FeatureCollection", "features": []}, "20240301", "\u0000", "occupied", "contested:" + "x" * 200,
]  # fmt: skip
FIELDS = ["", "NA", "ru", "RU,UA", '"', '"RU', "\x00", "99999999", "20240231", "1e5", "-1", "ї" * 50, "\ufeff", "a\nb"]


# ---------------------------------------------------------------- sound sources


@cache
def sources() -> dict[str, tuple[Files, str, dict[str, Any]]]:
    """For each importer its files, the path to import (""; the folder) and how."""
    daily = {f"map_2024030{n}.geojson": _json(drawn.daily(drawn.square(0, 0, 10 * n))) for n in (1, 2)}
    published = {
        f"2024030{n}T200000Z.geojson": _json(
            drawn.published(
                ("#a52714", "Окуповано", drawn.square(0, 0, 10 * n)),
                ("#bcaaa4", "Статус невідомий", drawn.square(0, 0, 30)),
                ("#0f9d58", "Звільнено", drawn.square(40, 0)),
            )
        )
        for n in (1, 2)
    }
    isw = {f"{name}_20250628.geojson": layer(polygon).encode() for name, polygon in GROUND.items()}
    found: dict[str, tuple[Files, str, dict[str, Any]]] = {
        "daily": (daily, "", {}),
        "archive": (published, "", {}),
        "isw": (isw, "", {}),
        "zip": ({"m.zip": _zipped(daily)}, "m.zip", {}),
        "tar": ({"m.tar.gz": _tarred(daily)}, "m.tar.gz", {}),
        "toml": (_remarked(_folder("geojson")), "", {}),
    }
    for kind in maps.FORMATS:
        found[kind] = (_folder(kind), "", {})
    with tempfile.TemporaryDirectory() as folder:
        rows = [row for row in THREE if row.split(",")[0] in map(str, (KYIV, DONETSK, POKROVSK, 999))]
        told = table(Path(folder, "control.csv"), rows).read_bytes()
    found["viina"] = ({"control.csv": told}, "control.csv", {"source": "viina"})
    found["viina-zip"] = ({"control.zip": _zipped({"control.csv": told})}, "control.zip", {"source": "viina"})
    return found


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _zipped(files: Files) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return made.getvalue()


def _tarred(files: Files) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return made.getvalue()


def _folder(kind: str) -> Files:
    with tempfile.TemporaryDirectory() as folder:
        maps.folder(Path(folder), kind)
        return {file.name: file.read_bytes() for file in sorted(Path(folder).iterdir())}


def _remarked(files: Files) -> Files:
    """With remarks in the description, in which damage does no harm."""
    remark = b"# what the watchers draw, and 12 things more to be said of it, none of which a machine needs to know\n"
    return {**files, "source.toml": remark * 8 + files["source.toml"]}


# ---------------------------------------------------------------- damage


def damaged(name: str, number: int) -> Files:
    """The damaged files of an importer and a number."""
    rng = random.Random(f"frontwatch {name} {number}")
    files = dict(sources()[name][0])
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        hit = rng.choice([*files]) if name != "toml" else "source.toml"
        files[hit] = _changed(hit, files[hit], rng)
    if rng.random() < 0.05:
        files[rng.choice(["x_20240301.geojson", "map_20240305.gpkg", "a.csv", "ї.parquet"])] = rng.randbytes(50)
    return files


def _changed(file: str, data: bytes, rng: random.Random) -> bytes:
    ways: list[Callable[[bytes, random.Random], bytes]] = [_flip, _cut, _insert, _double]
    if file.endswith((".geojson", ".json")):
        ways += [_value, _value, _value, _value, _number, _number, _deep]
    if file.endswith((".csv", ".toml")):
        ways += [_number, _field, _field, _field, _lines]
    if file.endswith((".zip", ".tar.gz")):
        ways += [lambda d, r: _inside(file, d, r)] * 4
    return rng.choice(ways)(data, rng)


def _flip(data: bytes, rng: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(rng.choice([1, 1, 2, 8, 64])):
        if made:
            made[rng.randrange(len(made))] = rng.choice([0, 1, 127, 128, 255, rng.randrange(256)])
    return bytes(made)


def _cut(data: bytes, rng: random.Random) -> bytes:
    a, b = sorted((rng.randint(0, len(data)), rng.randint(0, len(data))))
    return rng.choice([data[:a], data[a:], data[:a] + data[b:], b""])


def _insert(data: bytes, rng: random.Random) -> bytes:
    at = rng.randint(0, len(data))
    return data[:at] + rng.choice([rng.randbytes(rng.randint(1, 40)), b"\0" * 8, b"\xff" * 8]) + data[at:]


def _double(data: bytes, rng: random.Random) -> bytes:
    a, b = sorted((rng.randint(0, len(data)), rng.randint(0, len(data))))
    return data[:b] + data[a:b] * rng.choice([1, 1, 3]) + data[b:]


def _number(data: bytes, rng: random.Random) -> bytes:
    found = [*re.finditer(rb"-?\d+(\.\d+)?", data)]
    if not found:
        return data
    hit = rng.choice(found)
    return data[: hit.start()] + rng.choice(NUMBERS).encode() + data[hit.end() :]


def _value(data: bytes, rng: random.Random) -> bytes:
    """Another value, or another value of the same file, somewhere in JSON."""
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        return _flip(data, rng)
    places: list[tuple[Any, Any]] = []
    _collect(told, places)
    if not places:
        return data
    (holder, key), (other, its) = rng.choice(places), rng.choice(places)
    if rng.random() < 0.3:
        holder[key], other[its] = other[its], holder[key]
    elif rng.random() < 0.2:
        del holder[key]
    else:
        holder[key] = rng.choice(VALUES)
    try:
        return json.dumps(told).encode()
    except (ValueError, RecursionError):  # it was put into itself
        return data


def _collect(told: Any, places: list[tuple[Any, Any]]) -> None:
    items = told.items() if isinstance(told, dict) else enumerate(told) if isinstance(told, list) else ()
    for key, value in items:
        places.append((told, key))
        _collect(value, places)


def _deep(data: bytes, rng: random.Random) -> bytes:
    n = rng.choice([10, 1000, 100_000])
    what, end = rng.choice([(b"[", b"]"), (b'{"a":', b"}"), (b'{"type":"GeometryCollection","geometries":[', b"]}")])
    hit = rng.choice([*re.finditer(rb"\[|\d", data)] or [re.match(b"", data)])
    return data[: hit.start()] + what * n + b"1" + end * rng.choice([n, n, 0]) + data[hit.start() :]


def _field(data: bytes, rng: random.Random) -> bytes:
    found = [*re.finditer(rb"[^,\n=]+", data)]
    if not found:
        return data
    hit = rng.choice(found)
    return data[: hit.start()] + rng.choice(FIELDS).encode() + data[hit.end() :]


def _lines(data: bytes, rng: random.Random) -> bytes:
    lines = data.split(b"\n")
    a, b = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[a], lines[b] = rng.choice([(lines[b], lines[a]), (lines[a] + b"," + lines[b], b""), (lines[b], lines[b])])
    return b"\n".join(lines)


def _inside(file: str, data: bytes, rng: random.Random) -> bytes:
    """The archive of damaged files, itself whole; its names too."""
    files: Files = {}
    try:
        if file.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                files = {member: archive.read(member) for member in archive.namelist()}
        else:
            with tarfile.open(fileobj=io.BytesIO(data)) as packed:
                files = {m.name: packed.extractfile(m).read() for m in packed if m.isfile()}  # type: ignore[union-attr]
    except (OSError, ValueError, zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, RuntimeError):
        return _flip(data, rng)
    if not files:
        return data
    hit = rng.choice([*files])
    files[hit] = _changed(hit, files[hit], rng)
    if rng.random() < 0.2:
        names = [
            "../x.geojson",
            "/x.csv",
            "a/b/c_20240301.geojson",
            "__MACOSX/._a.csv",
            "ї.csv",
            "x" * 200 + ".geojson",
        ]
        files[rng.choice(names)] = files[hit]
    return _zipped(files) if file.endswith(".zip") else _tarred(files)


# ---------------------------------------------------------------- what must hold


def fault(name: str, number: int) -> str | None:
    """What is wrong with the import of a damaged source; None where nothing is."""
    _, path, how = sources()[name]
    with tempfile.TemporaryDirectory() as folder:
        for file, data in damaged(name, number).items():
            Path(folder, file).write_bytes(data)
        began = time.monotonic()
        try:
            with one_theatre():
                table = import_maps(Path(folder, path), skip_damaged=bool(number % 2), **how).table
            wrong = unsound(record_of(table))
        except FrontwatchError as refused:
            wrong = None if 0 < len(str(refused)) < 1200 else f"a sentence of {len(str(refused))} characters"
        except MemoryError:
            wrong = "memory"
        except Exception:
            wrong = traceback.format_exc()
        slow = time.monotonic() - began
    return wrong or (f"took {slow:.0f} s" if slow > SLOWEST_S else None)


@cache
def _theatre(name: str) -> Theatre:
    return opened(name)


def one_theatre() -> Any:
    """Opened once: it is not what is damaged."""
    return mock.patch("frontwatch.theatre.theatre.open_theatre", _theatre)


def unsound(record: Record) -> str | None:
    """What is wrong with a record: on every map each layer's edges must close, inside the world."""
    west, south, east, north = WORLD
    c = record.columns
    for x, y in (("x1", "y1"), ("x2", "y2")):
        lon, lat = c[x] / 1e7, c[y] / 1e7
        if not ((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)).all():
            return "an edge outside the theatre"
    for index in range(len(record)):
        alive = record.alive(index)
        ends = np.concatenate(
            [np.stack([c["layer"][alive], c[x][alive], c[y][alive]]) for x, y in (("x1", "y1"), ("x2", "y2"))], axis=1
        )
        way = np.repeat([1, -1], len(alive))
        if not len(alive):
            continue
        _, of = np.unique(ends, axis=1, return_inverse=True)
        if np.bincount(of.ravel(), weights=way).any():
            return f"a ring of map {index} that does not close"
    return None


def _faults(task: tuple[str, int, int]) -> list[str]:
    name, first, n = task
    found = ((number, fault(name, number)) for number in range(first, first + n))
    return [f"{name} {number}: {wrong}" for number, wrong in found if wrong]


@pytest.mark.parametrize("name", [*sources()])
def test_a_sound_source_is_read(name, tmp_path):
    files, path, how = sources()[name]
    for file, data in files.items():
        (tmp_path / file).write_bytes(data)
    imported = import_maps(tmp_path / path, **how)
    assert not imported.skipped and unsound(record_of(imported.table)) is None


@pytest.mark.parametrize("name", [*sources()])
def test_a_damaged_source_is_told_or_read(name):
    assert _faults((name, 0, FAST // 2 if "viina" in name else FAST)) == []


@pytest.mark.parametrize("name", [*sources()])
def test_damage_makes_both(name):
    """Some are refused and some still make a record: else the damage would prove nothing."""
    _, path, how = sources()[name]
    read = 0
    for number in range(60):
        with tempfile.TemporaryDirectory() as folder:
            for file, data in damaged(name, number).items():
                Path(folder, file).write_bytes(data)
            with suppress(FrontwatchError), one_theatre():
                read += bool(import_maps(Path(folder, path), skip_damaged=True, **how))
    assert 0 < read < 60


# ---------------------------------------------------------------- by hand


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("n", type=int, help="damaged sources of each importer")
    asked.add_argument("--only", choices=[*sources()])
    asked.add_argument("--first", type=int, default=0)
    asked.add_argument("--workers", type=int, default=2)
    given = asked.parse_args()
    faults, end = 0, given.first + given.n
    for name in [given.only] if given.only else [*sources()]:
        began = time.monotonic()
        tasks = [(name, at, min(STEP, end - at)) for at in range(given.first, end, STEP)]
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(given.workers, mp_context=context, initializer=_bounded) as pool:
            waiting = [(task, pool.submit(_faults, task)) for task in tasks]
            for task, future in waiting:
                try:
                    found = future.result()
                except BrokenProcessPool:
                    found = [f"{name} {task[1]}-{task[1] + task[2] - 1}: the process died"]
                faults += len(found)
                print(*found, sep="\n", end="\n" if found else "")
        print(f"{name}: {given.n:,} damaged, {time.monotonic() - began:.0f} s, {faults} faults so far", flush=True)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
