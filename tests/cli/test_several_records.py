"""Several records from outside: a place in each of them, and how two differ."""

from __future__ import annotations

import csv
import json
import sys
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "ground"))
import drawn

from frontwatch.cli.main import run

EAST, POKROVSK = drawn.square(150, 10, 30), drawn.square(100, 10, 45)
GREY = [("#a52714", "occupied", EAST), ("#bcaaa4", "unknown", POKROVSK)]


@pytest.fixture(scope="module")
def records(tmp_path_factory) -> tuple[str, str]:
    """Two sources: one draws Pokrovsk as held from 3 March on, the other as contested on each day to 4 March."""
    folder = tmp_path_factory.mktemp("records")
    drawn.folder(folder / "daily", [drawn.daily(*held) for held in [[EAST]] * 2 + [[EAST, POKROVSK]] * 13])
    drawn.folder(folder / "published", [drawn.published(*GREY)] * 4)
    paths = []
    for name in ("daily", "published"):
        paths.append(str(folder / f"{name}.parquet"))
        assert run(["ground", "import", str(folder / name), "-o", paths[-1]]) == 0
    return paths[0], paths[1]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(capsys, *arguments: str) -> str:
    capsys.readouterr()
    assert run(list(arguments)) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def test_a_place_is_told_from_each_record_with_its_maps_age_and_distances(records, capsys):
    a, b = records
    out = asked(capsys, "place", "Pokrovsk", "--on", "2024-03-04", "--ground", a, "--ground", b)
    assert "2024-03-03" in out and "contested" in out and "The records differ." in out
    answers = json.loads(
        asked(capsys, "place", "Pokrovsk", "--on", "2024-03-06", "--ground", a, "--ground", b, "--json")
    )
    one, other = answers["answers"]
    assert answers["differ"] and (one["holder"], other["holder"]) == ("RU", "contested")
    assert (one["age_days"], other["age_days"]) == (0, 2)
    assert other["contested_km"] == 0 and other["other_side_km"] > 0 and one["contested_km"] is None


def test_a_record_that_cannot_answer_says_why_and_the_others_answer(records, capsys):
    a, b = records
    out = asked(capsys, "place", "Pokrovsk", "--on", "2024-03-14", "--ground", a, "--ground", b, "--ground", "shipped")
    assert "cannot tell" in out and "ends on 2024-03-04" in " ".join(out.split())
    assert "Settlement timeline" in out


def test_without_a_day_all_records_are_asked_about_the_last_day_they_share(records, capsys):
    a, b = records
    assert json.loads(asked(capsys, "place", "Pokrovsk", "--ground", a, "--ground", b, "--json"))["on"] == "2024-03-04"


@pytest.mark.parametrize(
    "more", [["--since", "2024-03-01"], ["-o", "x.svg"], ["--record", "00"], ["--all", "--csv"]], ids=" ".join
)
def test_what_several_records_cannot_be_asked_is_refused(records, capsys, more):
    name = [] if "--all" in more else ["Pokrovsk"]
    assert run(["place", *name, *more, "--ground", records[0], "--ground", records[1]]) == 2
    assert "one --ground" in capsys.readouterr().err


def test_shipped_is_the_theatres_own_record_even_where_another_is_remembered(records, capsys):
    own = json.loads(asked(capsys, "area", "UA", "--on", "2025-06-28", "--json"))["record"]["hash"]
    asked(capsys, "ground", "use", records[0])
    told = asked(capsys, "area", "UA", "--on", "2025-06-28", "--json", "--ground", "shipped")
    assert json.loads(told)["record"]["hash"] == own


def test_check_tests_against_a_record_and_the_shipped_one(records, capsys):
    out = asked(
        capsys, "check", "--text", "Russia holds Pokrovsk.", "--published", "2024-03-05", "--json",
        "--ground", records[0], "--ground", "shipped",
    )  # fmt: skip
    claim = json.loads(out)["claims"][0]
    assert (claim["verdict"], claim["code"]) == ("disputed", "records_differ")


def test_compare_tells_days_square_kilometres_and_settlements(records, capsys):
    a, b = records
    told = json.loads(asked(capsys, "ground", "compare", a, b, "--json"))
    assert [d["day"] for d in told["days"]] == [f"2024-03-0{n}" for n in (1, 2, 3, 4)]
    only = [{row["holder"]: (row["only_a"], row["only_b"]) for row in d["km2"]} for d in told["days"]]
    assert only[0]["RU"] == (0, 0) and only[0]["contested"][1] == only[0]["UA"][0] > 1000
    assert only[3]["RU"][0] == only[3]["contested"][1] == only[0]["contested"][1] and only[3]["UA"] == (0, 0)
    assert {"place": "Pokrovsk", "id": 704422, "a": "RU", "b": "contested"} in told["settlements"]
    assert told["days"][3]["settlements"] == len(told["settlements"])
    assert any("no contested layer" in note for note in told["notes"])


def test_compare_prints_a_table_no_wider_than_a_terminal_and_writes_every_day(records, capsys):
    a, b = records
    out = asked(capsys, "ground", "compare", a, b, "--limit", "2", "--csv", "days.csv")
    assert max(map(len, out.splitlines())) <= 80
    assert "2024-03-04" in out and "2024-03-03" not in out and "more; --limit" in out
    rows = list(csv.DictReader(Path("days.csv").read_text().splitlines()))
    assert [row["day"] for row in rows] == [f"2024-03-0{n}" for n in (1, 2, 3, 4)]
    assert float(rows[3]["only_a_km2_ru"]) == float(rows[3]["only_b_km2_contested"]) > 1000


def test_compare_of_a_day_draws_it_with_both_names_in_the_legend(records, capsys):
    a, b = records
    asked(capsys, "ground", "compare", a, b, "--on", "2024-03-04", "-o", "differ.svg", "--around", "Pokrovsk")
    words = " ".join(e.text or "" for e in ElementTree.parse("differ.svg").iter("{http://www.w3.org/2000/svg}text"))
    assert "Where two records differ around Pokrovsk, 4 March 2024" in words
    assert "Russia only in DeepStateMap daily" in words and "Russia only in DeepStateMap archive" in words
    assert "contested in either" in words


@pytest.mark.parametrize(
    "arguments, says",
    [
        (["--on", "2025-01-01"], "share no day"),
        (["--on", "2024-03-01", "--since", "2024-03-01"], "either --on"),
        (["--around", "Pokrovsk"], "give -o FILE"),
        (["-o", "x.gif"], "written as .svg or .png"),
        (["--known-by", "2023-01-01"], "was published by"),
    ],
)
def test_a_mistake_is_one_sentence(records, capsys, arguments, says):
    assert run(["ground", "compare", *records, *arguments]) == 2
    assert says in capsys.readouterr().err


def test_compare_as_known_then(records, capsys, tmp_path):
    a, b = records
    drawn.folder(tmp_path / "mended", [drawn.daily(EAST)], first=date(2024, 3, 4))
    mended = Path(tmp_path / "mended.parquet")
    mended.write_bytes(Path(a).read_bytes())
    asked(capsys, "ground", "import", "--add", str(tmp_path / "mended"), "-o", str(mended))
    day = ["--on", "2024-03-04", "--json"]
    before = json.loads(asked(capsys, "ground", "compare", a, b, *day))["days"]
    assert json.loads(asked(capsys, "ground", "compare", str(mended), b, *day))["days"] != before
    then = asked(capsys, "ground", "compare", str(mended), b, *day, "--known-by", "2024-04-01")
    assert json.loads(then)["days"] == before
