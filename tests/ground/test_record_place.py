"""The command `place`: one place in text and JSON, all places as a table, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from types import SimpleNamespace

import drawn
import numpy as np
import pytest
from test_record import a_map, a_record

import frontwatch.cli.place as command
from frontwatch.cli.main import run
from frontwatch.model import Place, Region, Side

START = date(2024, 3, 1)
PLACES = [
    Place(1, "Alder", 36.05, 48.05, 9000, "AL-1"),
    Place(2, "Birch", 36.15, 48.05, 4000, "AL-1"),
    Place(3, "Birch", 36.55, 48.05, 3000, "AL-1"),
    Place(4, "Farbank", 36.9, 48.9, 3000, "", covered=False),
]


class Alder:
    """An invented theatre, as far as the command asks."""

    name = "alder"
    regions = ()
    sides = (Side("BLUE", "Blue Land", "Blue"), Side("RED", "Red Land", "Red"))
    places = SimpleNamespace(
        ids=np.array([p.id for p in PLACES]), lon=np.array([p.lon for p in PLACES]),
        lat=np.array([p.lat for p in PLACES]), covered=np.array([p.covered for p in PLACES]),
    )  # fmt: skip

    def place(self, number):
        return next(p for p in PLACES if p.id == number)

    def region(self, code):
        return Region(code, "Alder County")

    def look_up(self, name):
        return tuple(p for p in PLACES if name in (p.name, str(p.id)))

    def closest_names(self, name, n=3):
        return ("Alder", "Birch")


@pytest.fixture(autouse=True)
def stage(monkeypatch):
    one, two = drawn.square(0, 0), drawn.square(10, 0)
    record = a_record(
        a_map(START, one), a_map(START + timedelta(days=1), one, two), a_map(START + timedelta(days=2), two)
    )
    monkeypatch.setattr(command, "open_theatre_and_record", lambda *_: (Alder(), record))
    return record


def told(capsys, *arguments):
    assert run(["place", *arguments]) == 0
    return capsys.readouterr().out


def test_a_place_is_told_in_80_columns(capsys):
    text = told(capsys, "Alder", "--on", "2024-03-02")
    assert "Alder (1), Alder County" in text
    assert "Holder   Red Land, since 2024-03-01 or before" in text
    assert max(map(len, text.splitlines())) <= 80


def test_its_figures_and_history_are_in_the_json_and_tell_nothing_later(capsys):
    found = json.loads(told(capsys, "Alder", "--on", "2024-03-02", "--json"))
    figures = {f["name"]: f["value"] for f in found["figures"]}
    assert figures["holder"] == "RED"
    assert figures["held_since"] == "2024-03-01"
    assert found["map"]["day"] == "2024-03-02"
    assert found["history"] == [{"side": "RED", "first": "2024-03-01", "last": None}]
    later = json.loads(told(capsys, "Alder", "--json"))
    assert later["on"] == "2024-03-03"
    assert [r["side"] for r in later["history"]] == ["RED", "BLUE"]


def test_since_leaves_out_what_ended_before(capsys):
    found = json.loads(told(capsys, "Alder", "--since", "2024-03-03", "--json"))
    assert [r["side"] for r in found["history"]] == ["BLUE"]


def test_all_places_are_a_table_of_their_histories(capsys):
    rows = list(csv.reader(io.StringIO(told(capsys, "--all", "--csv"))))
    assert rows[0] == ["place_id", "place", "region", "side", "first", "last"]
    assert rows[1] == ["1", "Alder", "AL-1", "RED", "2024-03-01", "2024-03-02"]
    assert {row[0] for row in rows[1:]} == {"1", "2", "3"}, "a place that no record covers has no history"


def test_all_places_on_a_day_have_their_holder(capsys):
    rows = list(csv.reader(io.StringIO(told(capsys, "--all", "--csv", "--on", "2024-03-02"))))
    assert [(row[0], row[-1]) for row in rows[1:]] == [("1", "RED"), ("2", "RED"), ("3", "BLUE")]


@pytest.mark.parametrize(
    "arguments, words",
    [
        (["Elm"], "No place of theatre alder is called 'Elm'; the closest are: Alder, Birch."),
        (["Birch"], "2 places are called 'Birch'; give one by its number: 2 (Alder County, 4,000 people)"),
        (["Farbank"], "no open record covers it"),
        ([], "Give the name of one place, or --all --csv"),
        (["--all"], "Give the name of one place, or --all --csv"),
        (["Alder", "--on", "2024-05-01"], "Alder maps ends on 2024-03-03, 59 days before 2024-05-01"),
        (["Alder", "--on", "2024-02-30"], "is not a day"),
    ],
)
def test_mistakes_are_one_sentence(arguments, words, capsys):
    assert run(["place", *arguments]) == 2
    assert words in capsys.readouterr().err


def test_a_number_tells_places_of_one_name_apart(capsys):
    assert "Birch (3)" in told(capsys, "3")
