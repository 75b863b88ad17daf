"""A forecast as a terminal, a program, a page and a drawing show it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import numpy as np
import pytest
from alder import report, told
from foreseen import AS_OF, EVENT, NAMES, asked, fan, forecast, settled, several
from hypothesis import given
from hypothesis import strategies as st

from frontwatch.asking.asked import Answered, Asked
from frontwatch.asking.events import FrontNear, GroundTaken, RegionShare
from frontwatch.asking.forecast import Baselines, CurvePoint
from frontwatch.model import Region, Sector
from frontwatch.showing.chancecurve import chance_curve
from frontwatch.showing.fanmap import BANDS, fan_paths
from frontwatch.showing.forecast import forecast_text
from frontwatch.showing.forecast_json import forecast_json_text
from frontwatch.showing.json import to_json
from frontwatch.showing.markdown import to_markdown
from frontwatch.showing.page import page
from frontwatch.showing.questioned import understood
from frontwatch.showing.schema import schema, schema_text
from frontwatch.showing.table import table
from frontwatch.showing.view import view_of

GOLD = Path(__file__).parent / "gold"
DOCS = Path(__file__).parents[2] / "docs"
OPEN = Asked(event=EVENT, text="Will Alder ever fall?", open=True)
OPPOSITE = replace(asked(), opposite=True)
KEYS = (
    "question as_of probability interval baselines curve drivers track_record resolution record"
)  # fmt: skip


@pytest.mark.parametrize(
    "name, made",
    [
        ("forecast.txt", forecast_text(forecast(), asked(), NAMES)),
        ("forecast-long-ago.txt", forecast_text(forecast(), OPEN, NAMES, today=date(2031, 8, 1))),
        ("forecast-other-way-round.txt", forecast_text(forecast(), OPPOSITE, NAMES)),
        ("forecast-settled.txt", forecast_text(settled(), asked(), NAMES)),
        ("forecast-settled-other-way-round.txt", forecast_text(settled(), OPPOSITE, NAMES)),
        ("forecast-alder.json", forecast_json_text(forecast(), NAMES)),
        ("forecast-in-a-report.txt", table(report(), told, answers={1: Answered(asked(), forecast())}, names=NAMES)),
    ],
)
def test_the_answer_is_what_it_was(name, made):
    gold = GOLD / name
    if not gold.exists() or gold.read_text() != made:
        gold.with_suffix(f".new{gold.suffix}").write_text(made)  # beside the old one, to be looked at
    assert made == gold.read_text()


@pytest.mark.parametrize("answer", [forecast(), settled(), replace(forecast(), track=None, curve=(), drivers=())])
def test_no_line_is_wider_than_80_columns(answer):
    assert [x for x in forecast_text(answer, OPEN, NAMES, today=date(2033, 1, 1)).splitlines() if len(x) > 80] == []


CHANCE = st.floats(0.0, 1.0)


@given(CHANCE, CHANCE, CHANCE, CHANCE)
def test_no_answer_says_0_or_100_percent(p, low, high, other):
    made = replace(
        forecast(), probability=p, low=low, high=high, baselines=Baselines(0.0, other, 1.0),
        curve=(CurvePoint(EVENT.by, p, low, high),), members=(("hazard", other),),
    )  # fmt: skip
    said = forecast_text(made, OPPOSITE, NAMES)
    assert not re.search(r"(?<![\d.])(0|100)(?: to \S+)? %", said)
    chances = json.loads(forecast_json_text(made, NAMES))
    assert all(0 < x < 1 for x in (chances["probability"], *chances["interval"], *chances["baselines"].values()))


@pytest.mark.parametrize(
    "event, says",
    [
        (EVENT, "Will Amber hold the centre of Alder (Arbour Oblast) on a map from 10 May to 30 November 2031?"),
        (replace(EVENT, part="all"), "Will Amber hold all of Alder (Arbour Oblast) on a map"),
        (replace(EVENT, part="any"), "Will Amber hold any part of Alder (Arbour Oblast) on a map"),
        (several(), "Will Amber hold the centre of Alder (Arbour Oblast) before the centre of Birch (Arbour Oblast),"),
        (replace(several(), how="any"), "Will Amber hold at least one of: the centre of Alder (Arbour Oblast) or the"),
        (FrontNear(side="AM", place=EVENT.place, km=5, by=EVENT.by), "lie within 5 km of the centre of Alder"),
        (RegionShare(side="AM", region=Region("XA", "Arbour Oblast"), share=0.8, by=EVENT.by), "hold 80 % or more of"),
        (
            GroundTaken(side="AM", km2=300, by=EVENT.by),
            "Will Amber gain more than 300 km², net, between the maps of 9 May 2031 and 30 November 2031?",
        ),
        (
            GroundTaken(side="AM", km2=30, by=EVENT.by, sector=Sector("x", "Alder sector", 1), since=date(2031, 7, 1)),
            "gain more than 30 km² of the Alder sector, net, between the maps of 1 July 2031",
        ),
    ],
)
def test_a_question_is_told_as_it_was_understood(event, says):
    assert says in understood(event, AS_OF, NAMES)


# ------------------------------------------------------------------ JSON


@pytest.mark.parametrize("answer", [forecast(), settled(), replace(forecast(), track=None, curve=(), drivers=())])
def test_the_json_keeps_to_its_schema_and_shape(answer):
    made = json.loads(forecast_json_text(answer, NAMES))
    jsonschema.validate(made, schema("forecast"))
    assert list(made) == KEYS.split()
    assert list(made["baselines"]) == ["no_change", "climatology", "kinetic"]
    assert all(list(point) == ["day", "probability"] for point in made["curve"])


def test_the_schema_in_docs_is_made_from_the_types():
    assert (DOCS / "forecast.schema.json").read_text() == schema_text("forecast")


@pytest.mark.parametrize("found", [Answered(asked(), forecast()), Answered(asked(), settled()), "No map is near."])
def test_a_reports_question_carries_its_forecast_or_why_there_is_none(found):
    made = json.loads(to_json(report(), {1: found}, NAMES))
    jsonschema.validate(made, schema())
    (answer,) = made["forecasts"]
    assert answer["question"] == 1
    assert (answer["forecast"] is None) == isinstance(found, str)
    assert answer["no_forecast"] == (found if isinstance(found, str) else None)


def test_markdown_tells_the_chance_under_its_question():
    assert "38 %, unlikely" in to_markdown(report(), told, {1: Answered(asked(), forecast())})


# ------------------------------------------------------------------ page


def answered_page(found):
    return page(report(), told, answers={1: found}, names=NAMES)


def test_the_page_shows_the_chance_its_curve_and_what_settles_it():
    made = answered_page(Answered(OPEN, forecast()))
    for said in (
        "38 %",
        "unlikely",
        "base rate",
        "kinetic",
        "Of 214 forecasts",
        "How it is settled",
        "<svg",
        "27 to 51",
    ):
        assert said in made
    assert "<script" not in made
    assert not re.search(r'(?:src|href)="(?!#)', made)


def test_the_page_without_a_forecast_says_why():
    assert "no forecast: No map is near." in answered_page("No map is near.")
    assert "frontwatch check --ask" in page(report(), told)


def test_a_question_asked_again_points_to_its_first_forecast():
    twice = replace(report(), questions=report().questions * 2)
    found = Answered(asked(), forecast())
    made = page(twice, told, answers={1: found, 2: replace(found)}, names=NAMES)
    assert made.count('class="chance"') == 1
    assert 'as for <a href="#question-1">question 1</a>' in made


SLY = "<script>alert(1)</script>\"'&{{x}}"


def test_no_word_of_a_forecast_becomes_markup():
    sly = replace(
        forecast(), resolution=SLY, would_change=(SLY,), notes=(SLY,), members=((SLY, 0.5),),
        drivers=(replace(forecast().drivers[0], words=SLY, unit=SLY),), track=replace(forecast().track, record=SLY),
        event=replace(EVENT, place=replace(EVENT.place, name=SLY)),
    )  # fmt: skip
    made = answered_page(Answered(OPEN, sly))
    assert "<script" not in made
    assert "alert(1)" in made


# ------------------------------------------------------------------ drawings


def test_the_curve_rises_to_the_chance_and_names_the_alternatives():
    drawn = chance_curve(forecast())
    assert drawn is not None
    ElementTree.fromstring(drawn.svg)
    for said in ("38 %", "base rate 21 %", "kinetic 44 %"):
        assert said in drawn.svg
    assert len(drawn.rows) == len(forecast().curve)


@given(st.lists(CHANCE, min_size=3, max_size=3))
def test_names_beside_the_curve_never_overlap(chances):
    p, climatology, kinetic = chances
    made = replace(
        forecast(), probability=p, baselines=Baselines(0.0, climatology, kinetic),
        curve=(CurvePoint(EVENT.by, p, p * 0.5, min(1.0, p * 1.5)),),
    )  # fmt: skip
    drawn = chance_curve(made)
    assert drawn is not None
    beside = [float(y) for y in re.findall(r'y="([\d.]+)" font-size="9.5"', drawn.svg)]
    assert len(beside) == 3
    assert all(b - a >= 11.9 for a, b in zip(sorted(beside), sorted(beside)[1:], strict=False))


def test_a_fan_draws_each_cell_once_in_the_shade_of_its_chance():
    made = fan()
    view = view_of(made.lon, made.lat, margin=1.5)
    paths = list(fan_paths(made, view))
    drawn = [path.count("M") for path in paths]
    expected = [int(((made.probability >= low) & (made.probability < high)).sum()) for low, high, _ in BANDS]
    assert drawn == expected
    assert sum(drawn) == int(np.sum(made.probability >= 0.05))
