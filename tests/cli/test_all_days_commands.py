"""The commands that tell a measure of all days: rows in a file, on the terminal, as JSON."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from frontwatch.cli.main import run

SHAPE = {"type": "Polygon", "coordinates": [[[37, 48], [38, 48], [38, 48.5], [37, 48.5], [37, 48]]]}
SPAN = ["--since", "2025-05-01", "--on", "2025-07-01"]


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    "command, columns",
    [
        (["area", "Donetsk", "--history"], ["region", "day", "holder", "km2", "share"]),
        (["front", "--history"], ["day", "km_2km", "km_drawn"]),
        (["front", "--history", "--sector", "pokrovsk"], ["day", "km_2km", "km_drawn"]),
        (
            ["change", "--by", "sector", "--every", "week"],
            ["since", "on", "part", "name", "holder", "gained_km2", "lost_km2", "net_km2", "share"],
        ),
        (
            ["exposure", "Pokrovsk", "--history"],
            ["place_id", "place", "to_side", "first", "last", "km", "bearings"],
        ),
        (["hands"], ["place_id", "place", "region", "before", "after", "began", "day", "took_days"]),
        (["hands", "--by", "month"], ["month", "side", "taken"]),
        (["advances"], ["since", "on", "side", "km", "lon", "lat", "near"]),
    ],
)
def test_rows_name_their_columns_and_their_source(command, columns, capsys):
    assert run([*command, *SPAN, "--csv", "rows.csv"]) == 0
    assert "rows.csv: " in capsys.readouterr().out
    with Path("rows.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == [*columns, "source"]
    assert rows[0]["source"].startswith("Settlement timeline, record ")
    days = [r[c] for r in rows for c in ("day", "on", "month") if c in r]
    assert all("2025-05-01" <= day <= "2025-07-01" for day in days)


@pytest.mark.parametrize("command", [["area", "Donetsk", "--history"], ["hands"], ["advances"]])
def test_the_same_rows_as_json_and_as_lines(command, capsys):
    assert run([*command, *SPAN, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["record"]["name"] == "Settlement timeline" and len(told["rows"]) >= 3
    assert run([*command, *SPAN]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Settlement timeline") and len(lines) > 3


def test_a_history_ends_with_what_the_day_itself_tells(capsys):
    run(["area", "Donetsk", "--history", *SPAN, "--json"])
    last = [r for r in json.loads(capsys.readouterr().out)["rows"] if r["day"] == "2025-07-01"]
    run(["area", "Donetsk", "--on", "2025-07-01", "--json"])
    figures = {f["name"]: f["value"] for f in json.loads(capsys.readouterr().out)["figures"]}
    assert {f"held_km2_{r['holder'].lower()}": round(r["km2"]) for r in last} == {
        name: value for name, value in figures.items() if name.startswith("held_km2_")
    }


def test_gains_inside_a_shape_are_less_than_all(tmp_path, capsys):
    (tmp_path / "shape.json").write_text(json.dumps(SHAPE))

    def gained(*more):
        assert run(["change", *SPAN, *more, "--csv", "-"]) == 0
        rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
        return next(float(r["gained_km2"]) for r in rows if r["holder"] == "RU")

    assert 0 < gained("--inside", "shape.json") < gained()


@pytest.mark.parametrize(
    "content, said",
    [
        ("no json", "no GeoJSON that can be read"),
        ('{"type": "Point", "coordinates": [37, 48]}', "holds no polygon"),
        ('{"type": "FeatureCollection", "features": []}', "no"),
        (json.dumps({**SHAPE, "coordinates": [[[x * 100, y] for x, y in SHAPE["coordinates"][0]]]}), "not in degrees"),
        (json.dumps({**SHAPE, "coordinates": [[[37, 48], [38, 48], [37, 48]]]}), "no"),
        ('{"type": "Polygon", "coordinates": [[[37, 48], [38, 48], [38, 49], [37, NaN], [37, 48]]]}', "no"),
        ("\x00" * 40, "no GeoJSON"),
        ("x" * (4 * 1024**2 + 1), "larger than 4 MB"),
    ],
)
def test_a_shape_that_is_none_is_refused_in_a_sentence(content, said, tmp_path, capsys):
    (tmp_path / "shape.json").write_text(content)
    assert run(["change", *SPAN, "--inside", "shape.json"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("frontwatch: shape.json: ") and said in told and told.count("\n") == 1


@pytest.mark.parametrize(
    "command",
    [
        ["area", "--all"],
        ["area", "--history", "--known-by", "2025-06-01"],
        ["area", "--history", "--since", "2030-01-01"],
        ["front", "--csv", "x.csv"],
        ["change", "--since", "2025-05-01", "--every", "week"],
        ["change", "--since", "2025-05-01", "--csv", "x.csv", "--sector", "pokrovsk"],
        ["exposure", "--all", "--history"],
        ["exposure"],
        ["exposure", "Pokrovsk", "--csv", "x.csv"],
        ["exposure", "--all", "--history", "--side", "XX"],
        ["hands", "--by", "month", "--contested"],
        ["hands", "--contested", "--since", "2025-05-01"],
        ["place", "Pokrovsk", "--history"],
        ["hands", "--csv", "no/such/folder.csv"],
    ],
)
def test_what_does_not_go_together_is_said_in_a_sentence_and_writes_nothing(command, capsys, tmp_path):
    assert run(command) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("frontwatch: ") and err.count("\n") == 1
    assert not any(p.is_file() for p in tmp_path.iterdir())


def test_a_places_stretches_are_rows(capsys):
    assert run(["place", "Pokrovsk", "--history", "--csv"]) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert rows[0]["side"] == "UA" and rows[-1]["last"] == ""
