"""DeepState's whole files, archive and daily maps against each other; every fill against its names."""

from __future__ import annotations

import json
import tarfile
from collections import Counter
from pathlib import Path

import msgspec
import numpy as np
import pytest

from frontwatch.ground.importing import import_maps
from frontwatch.ground.record import Record, record_of
from frontwatch.ground.scan import km2, layer_shapes, stretches
from frontwatch.ground.sources.deepstate_archive import LAYER_OF_FILL, layer_of
from frontwatch.ground.sources.geojson import Feature

GROUND = Path(__file__).parents[3] / "shared" / "ground"
RAW, DAILY, ARCHIVE = GROUND / "deepstate-raw", GROUND / "deepstate-daily", GROUND / "deepstate-archive.tar.xz"
pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(not RAW.is_dir(), reason="needs the maps in ../shared/ground"),
]
ROW = 0.0025
"""Degrees between rows of an area: 280 m."""


@pytest.fixture(scope="module")
def raw(imported) -> Record:
    return imported(RAW.name)


def edges(record: Record, index: int) -> set[tuple[int, ...]]:
    alive = record.alive(index)
    return set(zip(*(record.columns[c][alive].tolist() for c in ("layer", "x1", "y1", "x2", "y2")), strict=True))


def test_a_whole_file_is_the_archives_map_of_its_second_edge_by_edge(raw, archive):
    """The archive dropped the points and kept every line of the ground."""
    for index in range(len(raw)):
        (same,) = np.flatnonzero(archive.published == raw.published[index])
        assert edges(raw, index) == edges(archive, int(same)), raw.map_at(index)


def test_the_whole_files_give_the_same_record_without_their_points(raw, tmp_path):
    """Units, airfields and headquarters stand on each; no edge comes of one."""
    points = 0
    for file in sorted(RAW.glob("*.geojson")):
        told = json.loads(file.read_bytes())
        ground = [feature for feature in told["features"] if feature["geometry"]["type"] != "Point"]
        points += len(told["features"]) - len(ground)
        (tmp_path / file.name).write_text(json.dumps({**told, "features": ground}))
    assert points > 1000
    without = record_of(import_maps(tmp_path).table)
    assert len(without) == len(raw) == 18
    assert all(edges(without, index) == edges(raw, index) for index in range(18))


def held_apart(daily: Record, archive: Record, a: int, b: int) -> tuple[float, float, float]:
    """Km² held in the daily map alone, in the archive's alone, and in the daily's but contested in the archive's."""
    shapes = [layer_shapes(daily, daily.map_at(a))[0], *layer_shapes(archive, archive.map_at(b))]
    row, west, east, mask = stretches(shapes, ROW)
    area = km2(row, east - west, ROW)
    one, other, grey = ((mask >> bit) & 1 == 1 for bit in range(3))
    return float(area[one & ~other].sum()), float(area[other & ~one].sum()), float(area[one & grey].sum())


def test_daily_and_archive_agree_on_every_day_or_the_daily_is_one_map_late(daily, archive):
    """All 387 days that both cover: 4.4 km² apart (Tuzla, which the daily leaves out), or just that to the map before.

    docs/sources.md tells the distribution; from 22 December 2024 on the daily is a map late on 76 days.
    """
    last, late = np.datetime64("2025-08-03"), []
    days = [day.item() for day in np.unique(daily.days) if day <= last]
    for day in days:
        m, n = daily.map_on(day), archive.map_on(day)
        alone, missing, grey = held_apart(daily, archive, m.index, n.index)
        if alone + missing > 4.6:
            late.append(day)
            alone, missing, grey = held_apart(daily, archive, m.index, n.index - 1)
        assert alone < 0.1 and 4.3 < missing < 4.5 and grey < 0.1, day
    assert len(days) == 387
    assert len(late) == 76 and min(late).isoformat() == "2024-12-22"


def test_contested_ground_that_the_daily_leaves_out(archive):
    """Km² contested while both sources run: 640 to 1,310, half of all days 900 to 1,040."""
    areas = []
    for day in np.arange(np.datetime64("2024-07-08"), np.datetime64("2025-08-04"), np.timedelta64(7, "D")):
        row, west, east, mask = stretches(layer_shapes(archive, archive.map_on(day.item())), ROW)
        areas.append(km2(row, east - west, ROW)[mask == 2].sum())
    low, quarter, three, high = np.percentile(areas, [0, 25, 75, 100])
    assert 600 < low < quarter and three < high < 1350
    assert 850 < quarter < three < 1100


MEANINGS = {  # how a name begins, and what it says of the ground
    "Окуповано": "held", "Окупований Крим": "held", "ОРДЛО": "held", "Острів Тузла": "held", "Захоплено": "held",
    "Статус невідом": "contested", "Ситуація невідом": "contested", "Під питанням": "contested",
    "Невідомо": "contested", "Сіра зона": "contested",
    "Звільнено": "dropped", "Під контролем ЗСУ": "dropped", "Придністров": "dropped", "Окупована Абхазія": "dropped",
    "Окупований Цхінвал": "dropped", "Тимчасово окупована територія": "dropped",
    "Тимчасово окупована східна": "dropped",
    "Окуповані території Латвії": "dropped", "Окуповані у Естонії": "dropped", "Окуповані Південні": "dropped",
    "Окупована область Салла": "dropped", "Окупована область Петсамо": "dropped", "Окупований Печор": "dropped",
}  # fmt: skip


RENAMED_LATER = [
    ("#0288d1", "Невідомо точно при вихід", 1),
    ("#0288d1", "Окуповано", 1),
    ("#0288d1", "Під питанням /// Contested", 2),
]
"""Drawn as liberated on 4 April and 11 August 2022, while the name was still the old one: the colour decides."""


def test_every_feature_is_read_as_its_name_says():
    """On all 1,359 maps: nine features in ten have a name that says what the ground is, and none is read otherwise."""
    seen: Counter[tuple[str, str]] = Counter()
    with tarfile.open(ARCHIVE) as packed:
        for member in packed:
            file = packed.extractfile(member) if member.name.endswith(".geojson") else None
            for feature in json.load(file)["features"] if file else ():
                seen[feature["properties"]["fill"].lower(), feature["properties"]["name"].strip()] += 1
    assert {fill for fill, _ in seen} == set(LAYER_OF_FILL), "every colour of the archive is known, and no other"
    wrong, told = [], 0
    for (fill, name), times in seen.items():
        says = next((meaning for begins, meaning in MEANINGS.items() if name.startswith(begins)), None)
        layer = layer_of(Feature(msgspec.Raw(b""), {"fill": fill, "name": name}), "a map")
        told += times * (says is not None)
        if says not in (None, layer.status if layer else "dropped"):
            wrong.append((fill, name[:60], times))
    assert sorted(wrong) == RENAMED_LATER
    assert told > 0.9 * seen.total()
