"""`frontwatch questions` from the first question to the scores, on the shipped record."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import jsonschema
import pytest

from frontwatch.cli.main import run
from frontwatch.showing.schema import schema, schema_text

POKROVSK = ["--place", "Pokrovsk", "--side", "RU", "--by", "2025-12-31"]


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


def asks(*arguments: str) -> int:
    return run(["questions", *arguments])


@pytest.fixture
def told(capsys):
    """Run a command that works, and give what it prints."""

    def tell(*arguments: str) -> str:
        code = asks(*arguments)
        printed = capsys.readouterr()
        assert code == 0, printed.err
        return printed.out

    return tell


@pytest.fixture
def refused(capsys):
    """Run a command that does not, and give its sentence."""

    def refuse(*arguments: str) -> str:
        assert asks(*arguments) == 2
        printed = capsys.readouterr()
        assert printed.err.count("\n") == 1 and "Traceback" not in printed.err
        return printed.err

    return refuse


@pytest.fixture
def log(told):
    """Two questions and four forecasts."""
    told("add", *POKROVSK, "--at", "2025-06-28")
    told("add", "Will Russia hold 80 % of Donetsk Oblast by 2026-01-31?", "--at", "2025-06-28")
    told("forecast", "1", "0.35", "--as", "Ann", "--at", "2025-06-28")
    told("forecast", "1", "60%", "--as", "Bob", "--curve", "2025-09-30=0.2", "--curve", "2025-12-31=0.6",
         "--at", "2025-07-28", "--note", "Tempo")  # fmt: skip
    told("forecast", "2", "0.2", "--as", "Ann", "--at", "2025-07-28")
    told("forecast", "1", "0.9", "--as", "Ann", "--at", "2025-12-01")


def test_a_question_is_asked_forecast_resolved_and_scored(told, log):
    assert "crowd 89 %" in told("list", "--at", "2025-12-02")
    found = told("resolve", "--at", "2026-03-02")
    assert "yes: Settlement timeline shows it on the map of 2025-11-03, and still on" in found
    assert "no: Settlement timeline shows it on no map up to that of 2026-01-31" in found
    assert "Entered as 7 to 8" in found
    again = told("resolve", "--at", "2026-03-02")
    assert "(as in the log)" in again and "Entered" not in again
    scores = json.loads(told("score", "--json"))
    ann = next(f for f in scores["forecasters"] if f["who"] == "Ann")
    # .9 was said when the map of 3 November had shown it: .35 stands for all days.
    assert ann["brier"] == pytest.approx((0.65**2 + 0.2**2) / 2)
    assert "Bob" in told("score") and "mean  60 %" in told("score", "Bob")


def test_by_default_the_log_lies_in_the_user_s_data_folder(told, log, tmp_path):
    assert (tmp_path / "data" / "frontwatch" / "questions.db").is_file()
    told("add", *POKROVSK, "--at", "2025-06-28", "--log", "own.db")
    assert Path("own.db").is_file()


def test_the_text_that_settles_it_is_printed_and_kept(told, log):
    text = told("list", "1")
    assert "contested (grey) ground" in text and "Bob (person): 60 %  Tempo" in text


def test_json_is_json_everywhere_and_keeps_to_its_schema(told, log):
    def answer(*arguments):
        made = json.loads(told(*arguments, "--json"))
        jsonschema.validate(made, schema("questions"))
        return made

    assert answer("list")["entries"] == 6
    found = answer("resolve", "--at", "2026-03-02")
    assert [q["resolution"]["state"] for q in found["questions"]] == ["yes", "no"]
    assert answer("list", "1")["questions"][0]["state"] == "yes"
    assert answer("resolve", "--at", "2026-03-03")["questions"][0]["scores"]
    assert {s["who"] for s in answer("score")["questions"]} == {"Ann", "Bob", "(the crowd's line)"}


def test_the_schema_in_docs_is_made_from_the_types():
    docs = Path(__file__).parents[2] / "docs"
    assert (docs / "questions.schema.json").read_text() == schema_text("questions")


def test_a_dry_run_enters_nothing(told, log):
    assert "yes: " in told("resolve", "--at", "2026-03-02", "--dry-run")
    assert "open" in told("list", "--at", "2026-03-02")


@pytest.mark.parametrize("name", ["log.json", "log.csv"])
def test_a_log_goes_to_a_file_and_comes_back(told, refused, log, name):
    assert "6 entries" in told("export", name)
    assert "6 added" in told("import", name, "--log", "copy.db")
    assert "0 added" in told("import", name, "--log", "copy.db")
    assert told("list", "1", "--log", "copy.db") == told("list", "1")
    text = Path(name).read_text().replace("0.35", "0.85")
    Path(name).write_text(text)
    assert "entry 3 was changed" in refused("import", name, "--log", "other.db")


def test_a_log_edited_by_hand_is_refused_by_every_command(told, refused, log, tmp_path):
    with sqlite3.connect(tmp_path / "data" / "frontwatch" / "questions.db") as db:
        trigger = db.execute("SELECT sql FROM sqlite_master WHERE name = 'entries_stay'").fetchone()[0]
        db.execute("DROP TRIGGER entries_stay")
        db.execute("UPDATE entries SET body = replace(body, '0.35', '0.85') WHERE number = 3")
        db.execute(trigger)
    for command in (["list"], ["score"], ["resolve"], ["export", "x.csv"], ["forecast", "1", "0.5", "--as", "Eve"]):
        assert "entry 3 was changed after it was written" in refused(*command)


def test_the_head_pins_the_past(told, refused, log):
    head = json.loads(told("list", "--json"))["head"]
    told("forecast", "2", "0.3", "--as", "Bob", "--at", "2025-12-02")
    told("list", "--head", head[:16])
    assert "its past was written anew" in refused("list", "--head", "0123456789abcdef")
    assert "at least 8" in refused("list", "--head", "a")


def test_an_answer_of_ask_is_a_model_s_forecast(told, refused, log):
    answer = {"as_of": "2025-11-30", "probability": 0.7, "curve": [{"day": "2025-12-31", "probability": 0.7}]}
    Path("answer.json").write_text(json.dumps(answer))
    told("forecast", "2", "--from", "answer.json", "--at", "2025-12-01")
    question = json.loads(told("list", "2", "--json", "--at", "2025-12-01"))["questions"][0]
    assert question["models"] == 0.7 and question["forecasts"][-1]["who"] == "Frontwatch"
    assert "comes after" in refused("forecast", "2", "--from", "answer.json", "--at", "2025-11-29")
    Path("answer.json").write_text("[1]")
    assert "no answer of" in refused("forecast", "2", "--from", "answer.json", "--at", "2025-12-01")


@pytest.mark.parametrize("arguments, sentence", [
    (["add"], "Ask one question"),
    (["add", "Will it rain?", "--at", "2025-06-28"], "names no place or region"),
    (["add", "--place", "Pokrovsk", "--side", "RU", "--by", "2025-06-01", "--at", "2025-06-28"], "in the past"),
    (["add", "--place", "Bakhmut", "--side", "RU", "--by", "2025-12-31", "--at", "2025-06-28"], "so already on"),
    (["add", *POKROVSK, "--at", "2025-06-29"], "question 1 already"),
    (["forecast", "1", "1.2", "--as", "Ann"], "outside 0 to 1"),
    (["forecast", "1", "much", "--as", "Ann"], "no probability"),
    (["forecast", "1", "0.5"], "--as NAME"),
    (["forecast", "9", "0.5", "--as", "Ann", "--at", "2025-12-02"], "no question '9'"),
    (["forecast", "1", "0.5", "--as", "Ann", "--at", "2025-08-01"], "none of 2025-08-01 can follow it"),
    (["forecast", "1", "0.5", "--as", "Ann", "--at", "2026-01-01"], "it is closed"),
    (["forecast", "1", "0.5", "--as", "Ann", "--curve", "x"], "no point of a curve"),
    (["list", "7"], "no question '7'"),
    (["score", "Eve"], "'Eve' has no forecast"),
    (["export", "log.txt"], ".json or .csv"),
    (["import", "none.csv"], "cannot be read"),
    (["list", "--log", "none.db"], "no log of questions yet"),
])  # fmt: skip
def test_a_mistake_is_told_in_one_sentence(log, refused, arguments, sentence):
    assert sentence in refused(*arguments)


def test_a_question_in_words_is_taken_when_the_maps_have_ended(told):
    asked = told("add", "Will Russia take Kramatorsk by 2027-03-31?", "--at", "2026-11-28")
    assert asked.startswith("Question 1: Will Russia hold the centre of Kramatorsk by 2027-03-31?")


def test_a_record_that_ended_is_told_when_asking(told):
    assert "cannot tell whether this is so by now" in told("add", "--place", "Kramatorsk", "--side", "RU", "--by",
                                                           "2027-06-30", "--at", "2026-11-28")  # fmt: skip


@pytest.fixture
def models(monkeypatch):
    """A stand-in for the models: .42 of anything."""
    from frontwatch.asking.forecast import Baselines, CurvePoint, Forecast
    from frontwatch.cli.forecaster import Forecaster
    from frontwatch.ground.used import used

    def ask(forecaster, event):
        p, record = 0.42, used(forecaster.record, "", None)
        return Forecast(
            event=event, as_of=forecaster.as_of, record=record, probability=p, low=0.3, high=0.5,
            baselines=Baselines(0.001, None, None), members=(), curve=(CurvePoint(event.by, p, 0.3, 0.5),),
            median_day=None, drivers=(), track=None, would_change=(), resolution="",
        )  # fmt: skip

    monkeypatch.setattr(Forecaster, "ask", ask)


def test_our_models_forecast_a_question(told, refused, log, models):
    assert "Frontwatch: 0.420" in told("forecast", "2", "--ask", "--at", "2025-12-01")
    question = json.loads(told("list", "2", "--json", "--at", "2025-12-01"))["questions"][0]
    assert question["models"] == 0.42 and question["forecasts"][-1]["curve"] == [["2026-01-31", 0.42]]
    told("add", "--taken", "300", "--side", "RU", "--by", "2026-02-20", "--at", "2025-12-02")
    assert "counts gains from 2025-12-02" in refused("forecast", "3", "--ask", "--at", "2025-12-03")
    assert "0.420" in told("forecast", "2", "--ask", "--at", "2025-12-05", "--ground", "shipped")


def test_a_report_s_questions_are_entered_with_their_forecasts(told, models, monkeypatch, capsys):
    from datetime import UTC, datetime

    from frontwatch.cli import questions_answered

    monkeypatch.setattr(questions_answered, "now", lambda: datetime(2025, 6, 29, tzinfo=UTC))
    text = "Russian forces advanced near Pokrovsk. Will Russia take Pokrovsk by the end of 2025?"
    check = ["check", "--text", text, "--published", "2025-06-28", "--ask", "--log", "log.db", "--json"]
    assert run(check) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out) and "log.db: 2 entries added." in printed.err
    assert run(check) == 0
    assert "1 entry added" in capsys.readouterr().err  # the question stands there
    assert "models 42 %" in told("list", "--log", "log.db", "--at", "2025-06-30")
    assert run(["check", "--text", text, "--published", "2025-06-28", "--log", "log.db"]) == 2
