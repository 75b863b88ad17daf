"""`frontwatch ask` and `check --ask` from outside, with a stand-in for the models."""

from __future__ import annotations

import csv
import io
import json
import sys
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontwatch.asking.batch import RowChances
from frontwatch.asking.events import Control, FrontNear, GroundTaken, RegionShare, Several
from frontwatch.asking.forecast import Baselines, CurvePoint, Fan, Forecast
from frontwatch.cli.forecaster import Forecaster
from frontwatch.cli.main import run
from frontwatch.model import RecordUsed
from frontwatch.showing.schema import schema

QUESTION = "Will Russia take Pokrovsk by 2025-12-31?"
AS_OF = ("--as-of", "2025-06-28")
REPORT = "pokrovsk-2025-06.txt"


def stand_in(event, forecaster):
    """A forecast of 38 % of anything."""
    m = forecaster.record.map_on(forecaster.as_of)
    used = RecordUsed(
        "Mapmakers daily", "The Mapmakers", "", "The Mapmakers", "settlement", 1.0, 0, forecaster.record.hash, "",
        forecaster.record.map_at(0).day, forecaster.record.map_at(-1).day, "d" * 64, m,
    )  # fmt: skip
    place = getattr(event, "place", None)
    fan = place and Fan(event.by, np.array([place.lon]), np.array([place.lat]), np.array([0.38]), 2.0)
    return Forecast(
        event=event, as_of=forecaster.as_of, record=used, probability=0.38, low=0.27, high=0.51,
        baselines=Baselines(0.0, 0.21, None), members=(), curve=(CurvePoint(event.by, 0.38, 0.27, 0.51),),
        median_day=None, drivers=(), track=None, would_change=(), resolution="Yes, if the map shows it.", fan=fan,
    )  # fmt: skip


@pytest.fixture
def events(tmp_path, monkeypatch):
    """The events that were asked; an empty folder, a user who remembers no record."""
    asked: list[object] = []

    def ask(self, event):
        asked.append(event)
        return stand_in(event, self)

    def ask_many(self, rows):
        asked.append(rows)
        n = len(rows)
        p = np.linspace(0.0, 1.0, n) if n > 1 else np.array([0.5])
        return RowChances(p, p, p, p, np.full(n, np.nan), ("",) * n)

    monkeypatch.setattr(Forecaster, "ask", ask)
    monkeypatch.setattr(Forecaster, "ask_many", ask_many)
    monkeypatch.setattr("frontwatch.cli.ask.today", lambda: date(2026, 3, 1))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    return asked


def test_a_question_in_words_and_by_options_is_the_same(events, capsys):
    assert run(["ask", QUESTION, *AS_OF]) == 0
    words = capsys.readouterr().out
    assert run(["ask", "--place", "Pokrovsk", "--side", "Russia", "--by", "2025-12-31", *AS_OF]) == 0
    assert capsys.readouterr().out == words
    assert events[0] == events[1]
    assert "38 %, unlikely" in words
    assert "Yes, if the map shows it." in words


@pytest.mark.parametrize(
    "options, event",
    [
        (["--place", "704422", "--part", "any"], Control),
        (["--place", "37.18,48.28"], Control),
        (["--place", "Pokrovsk", "--place", "Myrnohrad", "--of", "any"], Several),
        (["--place", "Pokrovsk", "--within", "5"], FrontNear),
        (["--region", "Donetsk Oblast", "--share", "80"], RegionShare),
        (["--taken", "300"], GroundTaken),
        (["--taken", "300", "--sector", "Pokrovsk"], GroundTaken),
    ],
)
def test_options_name_every_kind_of_event(events, options, event):
    assert run(["ask", *options, "--side", "RU", "--by", "2025-12-31", *AS_OF]) == 0
    assert isinstance(events[0], event)
    assert events[0].by == date(2025, 12, 31)


@pytest.mark.parametrize(
    "arguments, says",
    [
        (["ask"], "Ask one question"),
        (["ask", QUESTION, "--place", "Pokrovsk"], "Ask one question"),
        (["ask", "--place", "Pokrovsk"], "does not say who would hold it"),
        (["ask", "--side", "RU"], "names no ground"),
        (["ask", "--side", "XX", "--place", "Pokrovsk"], "No side of theatre ukraine is called 'XX'"),
        (["ask", "--side", "RU", "--place", "Nowhereville"], "No place of theatre ukraine is called"),
        (["ask", "--side", "RU", "--place", "200,10"], "is no point"),
        (["ask", "--side", "RU", "--region", "Donetsk Oblast"], "Give --share"),
        (["ask", "--side", "RU", "--taken", "5", "--place", "Pokrovsk"], "another kind of question"),
        (["ask", "Will the war end?"], "names no place"),
        (["ask", QUESTION, "--as-of", "2020-01-01"], "begins on"),
        (["ask", QUESTION, "--as-of", "2099-01-01"], "ends on"),
        (["ask", QUESTION, "-o", "x.pdf"], "a drawing is written as"),
        (["ask", "--batch", "x.csv"], "give it with -o"),
        (["ask", "--batch", "x.csv", "-o", "x.png"], "written as .csv"),
        (["ask", "--batch", "x.csv", "-o", "y.csv"], "there is no such file"),
    ],
)
def test_a_mistake_is_one_sentence(events, capsys, arguments, says):
    assert run(arguments) == 2
    told = capsys.readouterr().err
    assert says in told
    assert told.count("\n") == 1


def test_without_an_as_of_day_it_is_the_records_last_printed_first(events, capsys):
    assert run(["ask", "Will Russia take Kramatorsk by 2026-12-31?"]) == 0
    first, *rest = capsys.readouterr().out.splitlines()
    assert first == "As of 2026-02-28, the last day of the record."
    assert "Not a forecast from today" not in " ".join(rest)


def test_long_after_the_as_of_day_the_answer_says_so_first(events, capsys):
    assert run(["ask", QUESTION, *AS_OF]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("Not a forecast from today")


def test_the_json_keeps_to_the_schema(events, capsys):
    assert run(["ask", QUESTION, *AS_OF, "--json"]) == 0
    jsonschema.validate(json.loads(capsys.readouterr().out), schema("forecast"))


@pytest.mark.parametrize("name", ["chance.svg", "chance.png"])
def test_a_drawing_holds_the_curve_and_the_fan_with_its_values_beside_it(events, name):
    assert run(["ask", QUESTION, *AS_OF, "-o", name]) == 0
    assert Path("chance.csv").read_text().startswith("picture,row,column,value,source\n")
    if name.endswith(".svg"):
        said = " ".join(e.text or "" for e in ElementTree.parse(name).iter("{http://www.w3.org/2000/svg}text"))
        assert "38 %" in said
        assert "ground may reach by" in said
    else:
        assert Path(name).read_bytes().startswith(b"\x89PNG")


# ------------------------------------------------------------------ many at once

BATCH = """name,place_id,lon,lat,side,by,note
Pokrovsk,704422,,,RU,2025-12-31,=HYPERLINK(1)
a point,,37.18,48.28,Russia,2025-09-30,"two
lines"
nowhere,,,,RU,2025-12-31,
Pokrovsk,704422,,,RU,2024-12-31,past
Pokrovsk,704422,,,XX,2025-12-31,no side
Pokrovsk,x,,,RU,2025-12-31,
far,,999,48.28,RU,2025-12-31,
nan,,nan,48.28,RU,2025-12-31,
short,704422
long,704422,,,RU,2025-12-31,a,b,c
bad day,704422,,,RU,2025-13-31,
Myrnohrad,705392,,,ru,2025-12-31,
"""


def batch(text, *more):
    Path("batch.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return run(["ask", "--batch", "batch.csv", *AS_OF, "-o", "out.csv", *more])


def test_every_row_and_column_is_kept_in_order_and_bad_rows_say_why(events, capsys):
    assert batch(BATCH) == 0
    given_rows = list(csv.reader(io.StringIO(BATCH)))
    found = list(csv.reader(io.StringIO(Path("out.csv").read_bytes().decode(), newline="")))
    assert len(found) == len(given_rows)
    assert found[0] == [*given_rows[0], "probability", "low", "high", "climatology", "kinetic", "trouble"]
    for before, after in zip(given_rows[1:], found[1:], strict=True):
        assert after[:7] == (before + [""] * 7)[:7]
        assert len(after) == 13
        assert bool(after[7]) != bool(after[12])  # a chance, or the reason why there is none
    assert [bool(row[7]) for row in found[1:]] == [True, True, *[False] * 9, True]
    assert "12 rows, 3 with a chance, 9 without" in capsys.readouterr().out


def test_no_chance_in_a_file_is_0_or_1(events):
    assert batch(BATCH) == 0
    rows = list(csv.DictReader(io.StringIO(Path("out.csv").read_text())))
    chances = [float(r[c]) for r in rows for c in ("probability", "low", "high", "climatology") if r[c]]
    assert chances
    assert all(0 < p < 1 for p in chances)


def test_a_place_is_asked_with_its_own_coordinates(events):
    assert batch("place_id;side;by\n704422;RU;2025-12-31\n") == 0
    rows = events[0]
    assert rows.place_id.tolist() == [704422]
    assert (rows.lon[0], rows.lat[0]) == pytest.approx((37.18, 48.28), abs=0.02)
    assert rows.by.tolist() == [date(2025, 12, 31)]
    assert Path("out.csv").read_text().startswith("place_id;side;by;probability;")


@pytest.mark.parametrize(
    "text, says",
    [
        (b"", "there are no rows"),
        (b"lon,lat,side,by\n", "there are no rows"),
        (b"lon,side,by\n1,RU,2025-12-31\n", "lacks place_id"),
        (b"lon,lat,side\n1,2,RU\n", "lacks by"),
        (b"lon,lat,side,by,by\n1,2,RU,2025-12-31,\n", "Two columns"),
        (b"lon,lat,side,by,Probability\n1,2,RU,2025-12-31,\n", "has a column 'Probability' already"),
        (b"lon,lat,side,by\n\0,2,RU,2025-12-31\n", "not a table of text"),
        (b"\xff\xfel\0o\0n\0", "not UTF-8"),
        (b'lon,lat,side,by\n"1,2,RU,2025-12-31\n', "is no CSV"),
        (b"lon,lat,side,by\n" + b"9" * 200_000 + b",2,RU,2025-12-31\n", "is no CSV"),
        (b"lon,lat,side,by\n" + b"1,2,RU,2025-12-31\n" * 200_002, "over 200,000 rows"),
    ],
)
def test_a_file_that_is_no_table_of_questions_is_refused_in_one_sentence(events, capsys, text, says):
    assert batch(text) == 2
    told = capsys.readouterr().err
    assert says in told
    assert told.count("\n") == 1
    assert not Path("out.csv").exists()


def test_the_batch_is_not_written_over(events, capsys):
    Path("batch.csv").write_text(BATCH)
    assert run(["ask", "--batch", "batch.csv", *AS_OF, "-o", "batch.csv"]) == 2
    assert Path("batch.csv").read_text() == BATCH


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(st.lists(CELL, min_size=5, max_size=5), min_size=1, max_size=5))
def test_whatever_stands_in_the_cells_every_row_keeps_its_place(events, rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([["lon", "lat", "side", "by", "x"], *rows])
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    code = batch(out.getvalue())
    assert code == (0 if kept else 2)
    if kept:
        found = list(csv.reader(io.StringIO(Path("out.csv").read_bytes().decode(), newline="")))
        assert [row[:5] for row in found[1:]] == kept


# ------------------------------------------------------------------ in a report


@pytest.fixture
def example(events):
    text = files("frontwatch").joinpath("examples", REPORT).read_text(encoding="utf-8")
    Path(REPORT).write_text(text + "\nWill Russia take Pokrovsk by the end of the year? Will the front break?\n")
    return events


def test_a_reports_questions_are_forecast_as_of_its_day(example, capsys):
    assert run(["check", REPORT, "--ask", "--html", "page.html"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "38 %, unlikely, by 31 December 2025; interval 27 to 51 %." in told
    assert "As of 27 June 2025." in told
    assert 'class="chance"' in Path("page.html").read_text()


def test_the_answer_of_a_check_that_asks_keeps_to_the_schema_and_can_be_given_back(example, capsys):
    assert run(["check", REPORT, "--ask", "--json"]) == 0
    text = capsys.readouterr().out
    made = json.loads(text)
    jsonschema.validate(made, schema())
    assert any(a["forecast"] for a in made["forecasts"])
    assert [a["question"] for a in made["forecasts"]] == list(range(1, len(made["questions"]) + 1))
    Path("claims.json").write_text(text)
    assert run(["check", REPORT, "--claims", "claims.json", "--json"]) == 0


def test_after_the_records_end_the_last_day_of_the_record_is_the_as_of_day(events, capsys):
    later = "KYIV, 9 May 2026 - Will Russia take Pokrovsk or Kramatorsk by the end of 2026?\n"
    Path("later.txt").write_text(later)
    assert run(["check", "later.txt", "--published", "2026-05-09", "--ask"]) == 0
    assert "As of 28 February 2026." in " ".join(capsys.readouterr().out.split())


def test_a_question_asked_twice_is_worked_out_once(events, capsys):
    Path("twice.txt").write_text(f"KYIV, 28 June 2025 - {QUESTION} Some asked it. {QUESTION}\n")
    assert run(["check", "twice.txt", "--published", "2025-06-28", "--ask", "--json"]) == 0
    asked = json.loads(capsys.readouterr().out)["questions"]
    assert len(asked) == 2
    assert len(events) == 1


def test_a_check_that_does_not_ask_loads_none_of_the_asking(example, capsys, monkeypatch):
    for name in [
        m for m in sys.modules if m.startswith("frontwatch.asking.question") or m == "frontwatch.cli.check_ask"
    ]:
        monkeypatch.delitem(sys.modules, name)
    assert run(["check", REPORT]) == 0
    assert [m for m in sys.modules if m.startswith("frontwatch.asking.question")] == []
    assert example == []


def test_every_event_that_a_stand_in_answers_has_a_day_ahead(events):
    assert run(["ask", "Will Russia ever take Pokrovsk?", *AS_OF]) == 0
    assert events[0].by == date(2025, 6, 28) + timedelta(days=365)
    assert replace(events[0], by=date(2026, 1, 1)).by == date(2026, 1, 1)
