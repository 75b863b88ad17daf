"""`frontwatch ground audit` as a user meets it."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from shapely import box

from frontwatch.cli.main import run
from frontwatch.ground.build import SourceMap, build_record, edges_of_polygons
from frontwatch.ground.storage import write_record

sys.path.insert(0, str(Path(__file__).parents[1] / "ground"))
import alder_ground as alder

THEATRE = str(alder.ALDERLAND.folder)


@pytest.fixture
def record(tmp_path) -> str:
    """A week in which a far square shows on 4 March, and the last day is a copy."""
    maps = [[box(29.8, 49.9, round(30.0 + 0.005 * min(n, 5), 7), 50.1)] for n in range(7)]
    maps[3] = [*maps[3], box(30.3, 50.0, 30.34, 50.03)]
    held = alder.META.layers[0]
    made = [
        SourceMap(alder.FIRST + timedelta(days=n), None, f"{n:064x}", ((held, edges_of_polygons(drawn)),))
        for n, drawn in enumerate(maps)
    ]
    write_record(build_record(made, alder.META), tmp_path / "r.parquet")
    return str(tmp_path / "r.parquet")


def audited(capsys, *arguments):
    assert run(["ground", "audit", *arguments, "--theatre", THEATRE]) == 0
    return capsys.readouterr().out


def test_the_text_names_source_days_size_place_and_sides(record, capsys):
    told = audited(capsys, record)
    assert "Alder maps, 7 maps, 2024-03-01 to 2024-03-07" in told
    assert "2024-03-04, back on 2024-03-05 (1 map): 9.6 km² Alderland to Borland" in told
    assert "km from its nearest" in told
    assert "2024-03-06 to 2024-03-07: 1 map with the ground of 2024-03-06, in another file" in told
    assert told.count("  none\n") == 2, "no jump, no gap"
    assert "Of what changed hands, back with the holder before within" in told


def test_kinds_and_days_narrow_it(record, capsys):
    told = audited(capsys, record, "--kind", "copy")
    assert "Copies" in told and "Flips" not in told
    assert "back on" not in audited(capsys, record, "--since", "2024-03-05")
    assert "back on" in audited(capsys, record, "--until", "2024-03-04")
    assert "back on" not in audited(capsys, record, "--min-km2", "50")


def test_json_and_csv_hold_the_same_rows(record, capsys):
    told = json.loads(audited(capsys, record, "--json"))
    rows = list(csv.DictReader(io.StringIO(audited(capsys, record, "--csv"))))
    assert [a["kind"] for a in told["anomalies"]] == [r["kind"] for r in rows] == ["flip", "island", "copy"]
    assert [str(a["km2"] or "") for a in told["anomalies"]] == [r["km2"] for r in rows]
    assert int(rows[0]["first_sha256"]) == 3 and rows[0]["place"]
    assert told["record"]["name"] == "Alder maps"
    assert told["returned"][0]["what"] == "km2"


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["--json", "--csv"], "Give one of --json and --csv"),
        (["--since", "2024-03-05", "--until", "2024-03-04"], "lies after --until"),
        (["--kind", "bump"], "'bump' is not one of"),
        (["--min-km2", "-1"], "-1"),
    ],
)
def test_mistakes_are_one_sentence(record, arguments, said, capsys):
    assert run(["ground", "audit", record, *arguments]) == 2
    err = capsys.readouterr().err
    assert said in err and err.count("\n") == 1


def test_a_file_that_is_no_record_is_refused(tmp_path, capsys):
    assert run(["ground", "audit", str(tmp_path / "no.parquet")]) == 2
    assert "no such record" in capsys.readouterr().err
