"""`frontwatch ground export`: what other programs read back is the record's ground, and as drawn the source's rings."""

from __future__ import annotations

import csv
import json
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely

from frontwatch.cli.main import run

sys.path.insert(0, str(Path(__file__).parents[1] / "ground"))
import drawn

# An outer ring drawn clockwise, with a hole: as no GeoJSON ought to be, and sources are.
CLOCKWISE = shapely.Polygon(
    [(36.0, 48.0), (36.0, 48.3), (36.3, 48.3), (36.3, 48.0)],
    [[(36.1, 48.1), (36.2, 48.1), (36.2, 48.2), (36.1, 48.2)]],
)
MAPS = [
    drawn.published(("#a52714", "Occupied", CLOCKWISE), ("#bcaaa4", "Unknown", drawn.square(30, 0))),
    drawn.published(("#a52714", "Occupied", CLOCKWISE), ("#a52714", "Occupied", drawn.square(30, 0))),
]


@pytest.fixture
def record(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    drawn.folder(tmp_path / "maps", MAPS)
    assert run(["ground", "import", "maps", "-o", "r.parquet"]) == 0
    return "r.parquet"


def features_of(file: str) -> list[tuple[dict[str, object], shapely.Geometry]]:
    if file.endswith(".geojson"):
        told = json.loads(Path(file).read_text())["features"]
        return [(f["properties"], shapely.geometry.shape(f["geometry"])) for f in told]
    if file.endswith(".parquet"):
        rows = pq.read_table(file).to_pylist()
        return [(row, shapely.from_wkb(row.pop("geometry"))) for row in rows]
    if file.endswith(".csv"):
        with Path(file).open(newline="") as lines:
            rows = list(csv.DictReader(lines))
        return [({k: _number(v) for k, v in row.items()}, shapely.from_wkt(row["wkt"])) for row in rows]
    meta, _, shapes, values = pyogrio.raw.read(file)
    names = meta["fields"].tolist()
    plain = [dict(zip(names, row, strict=True)) for row in zip(*(v.tolist() for v in values), strict=True)]
    return list(zip(plain, shapely.from_wkb(shapes), strict=True))


def _number(text: str) -> object:
    try:
        return float(text)
    except ValueError:
        return text


KINDS = ["geojson", "parquet", "gpkg", "csv"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_day_is_written_by_holder(record, kind):
    assert run(["ground", "export", "--ground", record, "--on", "2024-03-01", "-o", f"day.{kind}"]) == 0
    (red, red_ground), (grey, grey_ground) = features_of(f"day.{kind}")
    assert (red["holder"], grey["holder"]) == ("RU", "contested") and red["day"] == "2024-03-01"
    assert red_ground.equals(CLOCKWISE) and grey_ground.equals(drawn.square(30, 0))
    assert all((p.exterior.is_ccw and not p.interiors[:1]) or not p.interiors[0].is_ccw for p in red_ground.geoms)
    assert red["km2"] == pytest.approx(red_ground.area * 111.2**2 * np.cos(np.radians(48.15)), rel=0.01)


@pytest.mark.parametrize("kind", KINDS)
def test_changes_are_written_piece_by_piece(record, kind):
    assert run(["ground", "export", "--ground", record, "--changes", "-o", f"changes.{kind}"]) == 0
    ((piece, ground),) = features_of(f"changes.{kind}")
    assert [piece[k] for k in ("since", "day", "before", "after")] == ["2024-03-01", "2024-03-02", "contested", "RU"]
    assert ground.equals(drawn.square(30, 0))


@pytest.mark.parametrize("kind", KINDS)
def test_as_drawn_keeps_every_ring_and_coordinate_in_its_order(record, kind):
    assert run(["ground", "export", "--ground", record, "--on", "2024-03-02", "--as-drawn", "-o", f"d.{kind}"]) == 0
    told = [f["geometry"]["coordinates"] for f in MAPS[1]["features"]]
    got = [[[list(p) for p in ring.coords] for ring in (g.exterior, *g.interiors)] for _, g in features_of(f"d.{kind}")]
    assert got == told


def test_the_file_says_source_credit_and_record(record):
    for kind in ("geojson", "parquet", "gpkg"):
        assert run(["ground", "export", "--ground", record, "-o", f"day.{kind}"]) == 0
    about = json.loads(Path("day.geojson").read_text())["about"]
    assert "deepstatemap.live" in about["credit"] and about["map_day"] == "2024-03-02" and len(about["record"]) == 64
    metadata = {k.decode(): v.decode() for k, v in pq.read_schema("day.parquet").metadata.items()}
    assert {k: metadata[k] for k in about} == about
    geo = json.loads(metadata["geo"])
    assert geo["version"] == "1.1.0" and geo["columns"]["geometry"]["encoding"] == "WKB"
    assert pyogrio.read_info("day.gpkg")["dataset_metadata"]["credit"] == about["credit"]


@pytest.mark.parametrize(
    "options, says",
    [
        (["-o", "day.kml"], "ground is written as"),
        (["-o", "nowhere/day.csv"], "there is no folder nowhere"),
        (["--changes", "--as-drawn", "-o", "x.csv"], "but not --as-drawn"),
        (["--since", "2024-03-01", "-o", "x.csv"], "--since goes with --changes"),
        (["--on", "2025-03-01", "-o", "x.csv"], "ends on 2024-03-02"),
    ],
)
def test_what_cannot_be_written_is_said_in_one_sentence(record, options, says, capsys):
    assert run(["ground", "export", "--ground", record, *options]) == 2
    assert says in capsys.readouterr().err
    assert not list(Path().glob("*.csv"))


def test_settlements_have_no_drawing(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["ground", "export", "--as-drawn", "-o", "x.geojson"]) == 2
    assert "keeps no drawing" in capsys.readouterr().err
    assert run(["ground", "export", "--on", str(date(2025, 6, 28)), "-o", "x.geojson"]) == 0
    assert {f["properties"]["holder"] for f in json.loads(Path("x.geojson").read_text())["features"]} >= {"RU"}
