"""Import: folders and archives to a record, the same whichever way the maps are packed."""

from __future__ import annotations

import json
import tarfile
import tempfile
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import drawn
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon

from frontwatch.cli.main import run
from frontwatch.ground.importing import import_maps
from frontwatch.ground.record import open_record, record_of
from frontwatch.ground.sources.stamps import stamp_of

THREE = [
    drawn.daily(drawn.square(0, 0)),
    drawn.daily(drawn.square(0, 0), drawn.square(10, 0)),
    drawn.daily(drawn.square(10, 0)),
]

FILLS = {"held": {"#a52714", "#880e4f"}, "contested": {"#bcaaa4", "#bdbdbd"}}


@pytest.fixture
def three_days(tmp_path) -> Path:
    return drawn.folder(tmp_path / "maps", THREE)


def zipped(folder: Path, path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir(), reverse=True):
            archive.write(file, f"inside/{file.name}")
    return path


def tarred(folder: Path, path: Path, mode: str) -> Path:
    with tarfile.open(path, mode) as archive:
        archive.add(folder, "inside")
    return path


def test_folder_zip_and_tars_give_the_same_record(three_days, tmp_path):
    sources = [three_days, zipped(three_days, tmp_path / "m.zip")]
    sources += [tarred(three_days, tmp_path / f"m.tar.{kind}", f"w:{kind}") for kind in ("gz", "bz2", "xz")]
    sources += [tarred(three_days, tmp_path / "m.tar", "w")]
    assert len({record_of(import_maps(source).table).hash for source in sources}) == 1


def test_a_daily_map_is_all_held(three_days):
    record = record_of(import_maps(three_days).table)
    assert record.meta.name == "DeepStateMap daily"
    assert [str(d) for d in record.days] == ["2024-03-01", "2024-03-02", "2024-03-03"]
    assert [r["side"] for r in record.history([36.05, 36.15], [48.05, 48.05]).to_pylist()] == ["RU", "UA", "UA", "RU"]


def test_importing_twice_adds_nothing(three_days, tmp_path):
    first, again = tmp_path / "a.parquet", tmp_path / "b.parquet"
    assert run(["ground", "import", str(three_days), "-o", str(first)]) == 0
    for _ in range(2):
        assert run(["ground", "import", str(three_days), "-o", str(again)]) == 0
    assert first.read_bytes() == again.read_bytes()


def test_the_same_map_given_twice_counts_once(three_days):
    copy = three_days / "copy_20240301.geojson"
    copy.write_bytes((three_days / "map_20240301.geojson").read_bytes())
    assert len(record_of(import_maps(three_days).table)) == 3


def test_published_maps_go_by_fill_and_name(tmp_path):
    maps = tmp_path / "maps"
    maps.mkdir()
    features = [
        ("#a52714", "Окуповано /// Occupied", drawn.square(0, 0, 10)),
        ("#a52714", "Окуповано /// Occupied", drawn.square(5, 0, 10)),  # overlaps the first
        ("#880e4f", "ОРДЛО /// CADR and CALR", drawn.square(20, 0)),
        ("#bcaaa4", "Статус невідомий /// Unknown status", drawn.square(0, 0, 40)),
        ("#bdbdbd", "Під питанням", drawn.square(50, 0)),
        ("#0f9d58", "Звільнено /// Liberated", drawn.square(60, 0)),
        ("#880e4f", "Придністров'я /// Transnistria", drawn.square(70, 0)),
        ("#ff5252", "Тимчасово окупована територія Карелії", Polygon([(60, 10), (61, 10), (61, 11), (60, 10)])),
        ("#bcaaa4", "Статус невідомий", Polygon([(64, 14), (65, 14), (65, 15), (64, 14)])),  # a stray in the sea
        ("#a52714", "Під питанням", drawn.square(80, 0)),
    ]
    (maps / "20240301T201500Z.geojson").write_text(json.dumps(drawn.published(*features), ensure_ascii=False))
    record = record_of(import_maps(maps).table)
    lon = [36.02, 36.12, 36.25, 36.35, 36.55, 36.65, 36.75, 36.85]
    held = record.holder(lon, [48.05] * len(lon), 0).tolist()
    assert held == ["RU", "RU", "RU", "contested", "contested", "UA", "UA", "contested"]
    assert record.map_at(0).day == date(2024, 3, 2)
    assert record.map_at(0).published == datetime(2024, 3, 1, 20, 15, tzinfo=UTC)


def test_several_maps_a_day_are_all_kept_and_the_last_is_the_days(tmp_path):
    maps = tmp_path / "maps"
    maps.mkdir()
    for hour, x in (("08", 0), ("20", 10), ("23", 20)):
        one = drawn.published(("#a52714", "Окуповано", drawn.square(x, 0)))
        (maps / f"20240301T{hour}0000Z.geojson").write_text(json.dumps(one))
    record = record_of(import_maps(maps).table)
    assert len(record) == 3
    assert record.map_on(date(2024, 3, 2)).index == 2
    assert record.history(36.25, 48.05).to_pylist()[0]["side"] == "RU"


def test_points_are_dropped_and_never_stored(tmp_path):
    drawn_map = drawn.daily(drawn.square(0, 0))
    point = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [36.123, 48.456]}}
    drawn_map["features"].append(point)
    record = record_of(import_maps(drawn.folder(tmp_path / "m", [drawn_map])).table)
    assert len(record.first) == 4


@pytest.mark.parametrize(
    "name, day",
    [
        ("deepstatemap_data_20240708.geojson", date(2024, 7, 8)),
        ("2024-07-08.geojson", date(2024, 7, 8)),
        ("map 2024.07.08 final.json", date(2024, 7, 8)),
        ("20220403T025959Z.geojson", date(2022, 4, 3)),
        ("20220403T030000Z.geojson", date(2022, 4, 4)),
        ("2022-04-03T02:00:00Z.geojson", date(2022, 4, 3)),
        ("1649005166.geojson", date(2022, 4, 4)),
        ("1649005166000.geojson", date(2022, 4, 4)),
        ("sub/20240709/deepstate_20240708.geojson", date(2024, 7, 8)),
    ],
)
def test_a_maps_day_comes_from_its_file_name(name, day):
    assert stamp_of(name).day == day


def test_info_tells_what_a_record_is(three_days, tmp_path, capsys):
    path = tmp_path / "r.parquet"
    run(["ground", "import", str(three_days), "-o", str(path)])
    capsys.readouterr()
    assert run(["ground", "info", str(path)]) == 0
    told = " ".join(capsys.readouterr().out.split())
    for words in (
        "works with the Ukrainian military",
        "late on purpose",
        "3 on 3 days, 2024-03-01 to 2024-03-03",
        "Gaps none",
    ):
        assert words in told
    assert run(["ground", "info", str(path), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["record"]["hash"] == open_record(path).hash
    assert figures["maps"] == 3
    assert figures["layers"] == [{"status": "held", "side": "RU"}]


def test_use_remembers_a_record(three_days, tmp_path, capsys, monkeypatch):
    import frontwatch.cli.options as options

    monkeypatch.setattr(options, "user_settings", lambda: tmp_path / "config" / "settings.json")
    path = tmp_path / "r.parquet"
    run(["ground", "import", str(three_days), "-o", str(path)])
    assert run(["ground", "use", str(path)]) == 0
    assert options.remembered_record("ukraine") == str(path.resolve())
    assert run(["ground", "use", "--shipped"]) == 0
    assert options.remembered_record("ukraine") is None
    assert run(["ground", "use"]) == 2


def test_a_record_stays_when_its_new_import_fails(three_days, tmp_path, capsys):
    path = tmp_path / "r.parquet"
    run(["ground", "import", str(three_days), "-o", str(path)])
    before = path.read_bytes()
    (three_days / "map_20240304.geojson").write_text("{")
    assert run(["ground", "import", str(three_days), "-o", str(path)]) == 2
    assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["maps", "r.parquet"], "nothing is left beside it"


def test_output_into_no_folder_is_refused_before_the_work(three_days, tmp_path, capsys):
    assert run(["ground", "import", str(three_days), "-o", str(tmp_path / "no" / "r.parquet")]) == 2
    assert "there is no folder" in capsys.readouterr().err
    assert run(["ground", "import", str(three_days), "-o", str(tmp_path)]) == 2


def test_archives_from_a_mac_carry_no_maps_in_their_shadows(three_days, tmp_path):
    path = zipped(three_days, tmp_path / "m.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("__MACOSX/inside/._map_20240301.geojson", b"\0\1")
        archive.writestr("inside/._map_20240301.geojson", b"\0\1")
        archive.writestr("inside/README.txt", b"hello")
    assert len(record_of(import_maps(path).table)) == 3
    assert not (tmp_path / "inside").exists()


def test_adding_what_a_record_has_adds_nothing(three_days, tmp_path):
    path = tmp_path / "r.parquet"
    run(["ground", "import", str(three_days), "-o", str(path)])
    before = path.read_bytes()
    assert run(["ground", "import", str(three_days), "-o", str(path), "--add"]) == 0
    assert path.read_bytes() == before


def test_a_correction_is_a_later_version_and_changes_nothing_that_was_known(three_days, tmp_path):
    path = tmp_path / "r.parquet"
    run(["ground", "import", str(three_days), "-o", str(path)])
    (three_days / "map_20240302.geojson").write_text(json.dumps(drawn.daily(drawn.square(50, 0))))
    (three_days / "map_20240304.geojson").write_text(json.dumps(drawn.daily(drawn.square(60, 0))))
    assert run(["ground", "import", str(three_days), "-o", str(path), "--add"]) == 0
    record = open_record(path)
    assert [str(d) for d in record.days] == ["2024-03-01", "2024-03-02", "2024-03-02", "2024-03-03", "2024-03-04"]
    now, then = record.map_on(date(2024, 3, 2)), record.map_on(date(2024, 3, 2), known_by=date(2024, 3, 2))
    assert (now.index, then.index) == (2, 1)
    assert record.holder([36.05, 36.55], [48.05, 48.05], then.index).tolist() == ["RU", "UA"]
    assert record.holder([36.05, 36.55], [48.05, 48.05], now.index).tolist() == ["UA", "RU"]


def test_another_publishers_maps_are_not_added(three_days, tmp_path, capsys):
    path, other = tmp_path / "r.parquet", tmp_path / "other"
    run(["ground", "import", str(three_days), "-o", str(path)])
    other.mkdir()
    one = drawn.published(("#a52714", "Окуповано", drawn.square(0, 0)))
    (other / "20240301T200000Z.geojson").write_text(json.dumps(one))
    assert run(["ground", "import", str(other), "-o", str(path), "--add"]) == 2
    assert "give another -o" in capsys.readouterr().err


corner = st.tuples(st.integers(0, 400_000), st.integers(0, 400_000)).map(lambda p: (36 + p[0] / 1e6, 48 + p[1] / 1e6))
triangle = st.lists(corner, min_size=3, max_size=3, unique=True).map(Polygon).filter(lambda p: p.area > 1e-6)
fill = st.sampled_from(["#a52714", "#880e4f", "#bcaaa4", "#bdbdbd", "#0f9d58"])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(fill, triangle), min_size=1, max_size=12))
def test_overlapping_features_are_held_contested_or_neither_as_shapely_says(features):
    shapes = {kind: [p for f, p in features if f in fills] for kind, fills in FILLS.items()}
    if not any(shapes.values()):
        return
    with tempfile.TemporaryDirectory() as folder:
        told = json.dumps(drawn.published(*((f, "", p) for f, p in features)))
        Path(folder, "20240301T200000Z.geojson").write_text(told)
        record = record_of(import_maps(Path(folder)).table)
    lon, lat = np.random.default_rng(7).uniform([[36], [48]], [[36.4], [48.4]], (2, 2000))
    held, unsure = (shapely.contains_xy(shapely.union_all(shapes[kind]), lon, lat) for kind in FILLS)
    expected = np.where(held, "RU", np.where(unsure, "contested", "UA"))
    assert (record.holder(lon, lat, 0) == expected).all()
