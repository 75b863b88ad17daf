"""ISW's layers: a day on several files, each known by its name; what is claimed or infiltrated is never held."""

from __future__ import annotations

import json
import tempfile
from datetime import date
from pathlib import Path

import drawn
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon

from frontwatch.cli.main import run
from frontwatch.ground.area import ground_inside
from frontwatch.ground.errors import DamagedMap
from frontwatch.ground.importing import import_maps
from frontwatch.ground.record import Record, open_record, record_of
from frontwatch.ground.sources import isw
from frontwatch.theatre.theatre import open_theatre

CONTROL = "VIEW_RussiaCoTinUkraine_V3"
ADVANCE = "AssessedRussianAdvanceInUkraine_V2_view"
GAINS = "Assessed_Russian_Gains_in_the_Past_24_Hours_view"
INFILTRATION = "View_AssessedRussianInfiltrationAreasinUkraine_V4"
CLAIMED = "VIEW_ClaimedRussianTerritoryinUkraine_V2"
COUNTER = "VIEW_ClaimedUkrainianCounteroffensives_V2"
GROUND = {  # in hundredths of a degree from 36 E, 48 N
    CONTROL: drawn.square(0, 0),
    GAINS: drawn.square(5, 5, 8),  # in control, in the advance, and beyond both
    ADVANCE: drawn.square(10, 0),
    INFILTRATION: drawn.square(15, 0),  # half of it in the advance
    CLAIMED: drawn.square(0, 0, 40),
    COUNTER: drawn.square(2, 2, 4),  # in the middle of control
}
EDITED = {"OBJECTID": 1, "GlobalID_2": "{7}", "EditDate": 1751000000000}


def layer(*polygons: Polygon, **properties: object) -> str:
    features = [
        {
            "type": "Feature",
            "id": n,
            "properties": {**EDITED, **properties},
            "geometry": {"type": "Polygon", "coordinates": drawn.coordinates(polygon)},
        }
        for n, polygon in enumerate(polygons)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def day_of_layers(folder: Path, day: str, names: dict[str, Polygon]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, polygon in names.items():
        (folder / f"{name}_{day}.geojson").write_text(layer(polygon))
    return folder


@pytest.fixture
def two_days(tmp_path) -> Path:
    day_of_layers(tmp_path / "isw", "20250628", GROUND)
    return day_of_layers(tmp_path / "isw", "20250629", {**GROUND, CONTROL: drawn.square(0, 0, 12)})


def record_features(record: Record, index: int) -> list[str]:
    """The layers of the features of a map, as drawn."""
    assert record.drawn is not None
    return [record.meta.layers[feature.layer].name for feature in record.drawn.features(index)]


def holder(record: Record, x: float, y: float, index: int = 0) -> str:
    return str(record.holder(36 + x / 100, 48 + y / 100, index)[0])


def test_the_files_of_a_day_are_one_map(two_days):
    record = record_of(import_maps(two_days).table)
    assert record.meta.name == "ISW layers" and "written consent" in record.meta.credit
    assert [str(d) for d in record.days] == ["2025-06-28", "2025-06-29"]
    assert [layer.name for layer in record.meta.layers] == [
        "held RU", "contested (advance)", "contested (gains in 24 h)", "contested (infiltration)",
        "claimed RU", "claimed UA",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("x", "y", "who", "why"),
    [
        (1, 1, "RU", "assessed control"),
        (4, 4, "RU", "a claimed counteroffensive takes nothing away"),
        (7, 1, "RU", "gains inside control add nothing"),
        (11, 9, "contested", "an advance is not control"),
        (12, 7, "contested", "gains in the advance are not control"),
        (12, 12, "contested", "nor are gains beyond it"),
        (24, 5, "contested", "infiltration is not control"),
        (35, 35, "UA", "claimed is never held"),
        (60, 60, "UA", "what no layer covers"),
    ],
)
def test_who_holds_what(two_days, x, y, who, why):
    assert holder(record_of(import_maps(two_days).table), x, y) == who, why


def test_contested_layers_do_not_overlap(two_days):
    """Each lies alone: sums over layers count no ground twice."""
    record = record_of(import_maps(two_days).table)
    e = record.edges_on(0)
    area = {}
    for number, told in enumerate(record.meta.layers):
        i = e.layer == number
        area[told.label or told.name] = float(((e.lon1 * e.lat2 - e.lon2 * e.lat1)[i]).sum() / 2 * 1e4)
    taken = [GROUND[CONTROL], GROUND[ADVANCE]]
    assert area["advance"] == pytest.approx(100) and area["gains in 24 h"] > 20
    assert area["gains in 24 h"] == pytest.approx(GROUND[GAINS].difference(shapely.union_all(taken)).area * 1e4)
    every = [*taken, GROUND[GAINS], GROUND[INFILTRATION]]
    assert sum(area.values()) - area["claimed RU"] - area["claimed UA"] == pytest.approx(
        shapely.union_all(every).area * 1e4
    )


corner = st.tuples(st.integers(0, 400_000), st.integers(0, 400_000)).map(lambda p: (36 + p[0] / 1e6, 48 + p[1] / 1e6))
triangle = st.lists(corner, min_size=3, max_size=3, unique=True).map(Polygon).filter(lambda p: p.area > 1e-6)


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(st.sampled_from([*GROUND]), st.lists(triangle, min_size=1, max_size=3), min_size=1), triangle)
def test_whatever_is_drawn_only_control_is_held_as_shapely_says(layers, control):
    layers[CONTROL] = [*layers.get(CONTROL, []), control]
    with tempfile.TemporaryDirectory() as folder:
        for name, polygons in layers.items():
            Path(folder, f"{name}_20250628.geojson").write_text(layer(*polygons))
        record = record_of(import_maps(Path(folder)).table)
    lon, lat = np.random.default_rng(7).uniform([[36], [48]], [[36.4], [48.4]], (2, 2000))
    held = shapely.contains_xy(shapely.union_all(layers[CONTROL]), lon, lat)
    grey = [p for name in (ADVANCE, GAINS, INFILTRATION) for p in layers.get(name, [])]
    unsure = shapely.contains_xy(shapely.union_all(grey), lon, lat)
    expected = np.where(held, "RU", np.where(unsure, "contested", "UA"))
    assert (record.holder(lon, lat, 0) == expected).all()


def test_claims_change_no_area(two_days):
    """The same maps with and without claims: the same ground held by each."""
    theatre, ring = open_theatre(), np.array([[35.9, 47.9], [36.6, 47.9], [36.6, 48.6], [35.9, 48.6]])
    with_claims = record_of(import_maps(two_days).table)
    for file in [*two_days.glob("*Claimed*")]:
        file.unlink()
    without = record_of(import_maps(two_days).table)
    assert [x.status for x in without.meta.layers] == ["held", "contested", "contested", "contested"]
    found = [dict(ground_inside(r, theatre, ring, r.map_at(0)).held) for r in (with_claims, without)]
    assert found[0] == pytest.approx(found[1]) and found[0]["RU"] > 80


def test_days_may_be_folders_and_layers_may_be_attributes(tmp_path):
    for day in ("2025-06-28", "2025-06-29"):
        (tmp_path / "isw" / day).mkdir(parents=True)
        (tmp_path / "isw" / day / "Assessed Russian Control.geojson").write_text(layer(GROUND[CONTROL]))
    one = json.loads(layer(GROUND[CONTROL], layer="Assessed Russian-controlled Ukrainian Territory"))
    one["features"] += json.loads(layer(GROUND[CLAIMED], layer="ClaimedRussianTerritoryinUkraine_V2"))["features"]
    one["features"] += json.loads(layer(GROUND[ADVANCE], layer="Russian-controlled before February 24, 2022"))[
        "features"
    ]
    (tmp_path / "isw" / "all_20250630.geojson").write_text(json.dumps(one))
    record = record_of(import_maps(tmp_path / "isw").table)
    assert [str(d) for d in record.days] == ["2025-06-28", "2025-06-29", "2025-06-30"]
    assert [x.name for x in record.meta.layers] == ["held RU", "claimed RU"]
    assert (holder(record, 1, 1, 2), holder(record, 12, 1, 2)) == ("RU", "UA")


def test_months_may_be_letters_as_in_isws_exports(tmp_path):
    (tmp_path / "isw").mkdir()
    (tmp_path / "isw" / "UkraineControlMapAO24FEB2023.geojson").write_text(layer(GROUND[CONTROL]))
    (tmp_path / "isw" / "AssessedRussianAdvancesinUkraineFEB242023.geojson").write_text(layer(GROUND[ADVANCE]))
    record = record_of(import_maps(tmp_path / "isw").table)
    assert [d.item() for d in record.days] == [date(2023, 2, 24)]
    assert holder(record, 12, 1) == "contested"


def test_a_day_without_control_is_no_map(two_days, tmp_path, capsys):
    (two_days / f"{CONTROL}_20250629.geojson").unlink()
    with pytest.raises(DamagedMap, match="2025-06-29: has no sheet of the layer held RU"):
        import_maps(two_days)
    imported = import_maps(two_days, skip_damaged=True)
    assert [str(d) for d in imported.table.days] == ["2025-06-28"]


def test_a_day_with_a_damaged_sheet_is_left_out_whole(two_days):
    """Without its advance the day would tell the advance's ground as Ukraine's."""
    (two_days / f"{ADVANCE}_20250628.geojson").write_text("{")
    with pytest.raises(DamagedMap, match="cut short"):
        import_maps(two_days)
    imported = import_maps(two_days, skip_damaged=True)
    assert [str(d) for d in imported.table.days] == ["2025-06-29"]
    assert [d.file for d in imported.skipped] == [f"{ADVANCE}_20250628.geojson", "2025-06-28"]


@pytest.mark.parametrize(
    ("name", "polygon", "words"),
    [
        (f"again {CONTROL}_20250628", drawn.square(40, 0), "of the same day as"),
        ("Something else_20250628", drawn.square(40, 0), "none of the layers of ISW"),
        (CLAIMED, drawn.square(40, 0), "no day in its name"),
        ("Claimed Russian Territory 20250631", drawn.square(40, 0), "impossible day"),
    ],
)
def test_what_is_refused(two_days, name, polygon, words):
    (two_days / f"{name}.geojson").write_text(layer(polygon))
    with pytest.raises(DamagedMap, match=words):
        import_maps(two_days, source="isw")


def test_the_same_layer_twice_counts_once(two_days):
    before = record_of(import_maps(two_days).table).hash
    (two_days / f"copy {CONTROL}_20250628.geojson").write_text(layer(GROUND[CONTROL]))
    assert record_of(import_maps(two_days).table).hash == before


def test_an_empty_layer_is_no_fault(two_days):
    (two_days / f"{GAINS}_20250628.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    record = record_of(import_maps(two_days).table)
    assert holder(record, 12, 7) == "contested"  # of the advance
    assert len(record) == 2


def test_days_are_added_and_new_layers_refused(two_days, tmp_path, capsys):
    out = tmp_path / "r.parquet"
    first = day_of_layers(tmp_path / "one", "20250627", {CONTROL: GROUND[CONTROL]})
    assert run(["ground", "import", str(two_days), "-o", str(out)]) == 0
    assert run(["ground", "import", str(first), "-o", str(out), "--add"]) == 0
    assert "3 maps" in capsys.readouterr().out
    drawn_there = [record_features(open_record(out), index) for index in range(3)]
    assert drawn_there[0] == ["held RU"] and len(drawn_there[1]) == 6
    assert run(["ground", "import", str(first), "-o", str(tmp_path / "s.parquet")]) == 0
    assert run(["ground", "import", str(two_days), "-o", str(tmp_path / "s.parquet"), "--add"]) == 2
    assert "has no layer contested (advance)" in capsys.readouterr().err


def test_labels_outlive_the_file_and_info_tells_them(two_days, tmp_path, capsys):
    out = tmp_path / "r.parquet"
    run(["ground", "import", str(two_days), "-o", str(out)])
    capsys.readouterr()
    assert run(["ground", "info", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["layers"]
    assert told[0] == {"status": "held", "side": "RU"}
    assert told[3] == {"status": "contested", "side": None, "label": "infiltration"}
    assert run(["ground", "info", str(out)]) == 0
    assert "contested (infiltration)" in " ".join(capsys.readouterr().out.split())


def test_a_source_is_chosen_by_name(two_days, tmp_path, capsys):
    assert run(["ground", "import", str(two_days), "--source", "iws", "-o", str(tmp_path / "r.parquet")]) == 2
    assert "give one of isw, deepstate-archive, deepstate-daily, viina" in capsys.readouterr().err
    bare = drawn.folder(tmp_path / "bare", [drawn.daily(drawn.square(0, 0))])
    assert run(["ground", "import", str(bare), "--source", "isw", "-o", str(tmp_path / "r.parquet")]) == 2
    assert "none of the layers of ISW" in capsys.readouterr().err


def test_every_name_of_a_layer_means_it():
    named = {
        "Assessed Russian Control": isw.CONTROL,
        "Assess Russian Control": isw.CONTROL,
        "Assessed Russian-controlled Ukrainian Territory": isw.CONTROL,
        "VIEW_RussiaCoTinUkraine_V2": isw.CONTROL,
        "Assessed Russian Advance In Ukraine": isw.ADVANCE,
        "AssessedRussianAdvancesinUkraine_V2": isw.ADVANCE,
        "MDS_AssessedRussianAdvanceInUkraine_view": isw.ADVANCE,
        "Assessed Russian Gains in the Past 24 Hours": isw.GAINS,
        "Assessed Russian Infiltration Areas in Ukraine": isw.INFILTRATION,
        "Claimed Russian Control over Ukrainian Territory": isw.CLAIMED_BY_RUSSIA,
        "Claimed Russian Territory in Ukraine": isw.CLAIMED_BY_RUSSIA,
        "Claimed Ukrainian Counteroffensives": isw.CLAIMED_BY_UKRAINE,
        "VIEW_Russian_controlled_Ukrainian_Territory_before_February_24_2022": None,
        "Reported Ukrainian Partisan Warfare": None,
        "Claimed Russian Advances in Russia": None,
        "Kursk Incursion Ukrainian Advances in Russia": None,
    }
    assert {name: next(isw._layers(name), "?") for name in named} == named
