"""Questions in words to events: a table of phrases about an invented land, and what is refused."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontwatch.asking.events import Control, FrontNear, GroundTaken, RegionShare, Several
from frontwatch.asking.question_text import ANY_OF_REGION, WHOLE_REGION, asked, event_of
from frontwatch.model import FrontwatchError, Question
from frontwatch.theatre.theatre import open_theatre

LAND = open_theatre(Path(__file__).parents[1] / "theatre" / "fixtures" / "alderland")
AS_OF = date(2025, 6, 28)
YEAR_ON = date(2026, 6, 28)
DECEMBER = date(2025, 12, 31)
ASHFORD, BIRCH, CEDAR, DOGWOOD = (LAND.place(id) for id in (1, 2, 3, 4))
EAST, WEST = LAND.region("AL-2"), LAND.region("AL-1")


def held_by_alderland(place):
    return "AL"


def put(text, **more):
    return asked(text, LAND, AS_OF, holder=held_by_alderland, **more)


def control(place=ASHFORD, side="BO", by=DECEMBER, part="centre"):
    return Control(side=side, place=place, by=by, part=part)


def several(how, *places, by=DECEMBER):
    return Several(of=tuple(control(p, by=by) for p in places), how=how)


@pytest.mark.parametrize(
    "text, event",
    [
        ("Will Borland take Ashford by 2025-12-31?", control()),
        ("Will Borland take Ashford by 31.12.2025?", control()),
        ("Will Borland take Ashford by 2025/12/31?", control()),
        ("Will Borland take Ashford by 31 December 2025?", control()),
        ("Will Borland take Ashford by December 31, 2025?", control()),
        ("Will Borland take Ashford before 1 January 2026?", control()),
        ("Will Borland take Ashford before 2026?", control()),
        ("Will Borland take Ashford by December?", control()),
        ("Will Borland take Ashford by 31/12/2025?", control()),
        ("By what date will Borland take Ashford?", control(by=YEAR_ON)),
        ("will borland take ashford by December 31", control()),
        ("Will Borland take Cedar, north of Ashford, by December?", control(CEDAR)),
        ("Will Borland take Cedar near Ashford by December?", control(CEDAR)),
        ("Will Borland be driven out of Ashford by December?", control(side="AL")),
        ("Will Borland be expelled from Ashford by Alderland by December?", control(side="AL")),
        ("Will Alderland be expelled from Ashford by December?", control()),
        ("Will Borland take Ashford by 12/31/2025?", control()),
        ("Will Borland take Ashford by year's end?", control()),
        ("Will Borland take Ashford by the year-end?", control()),
        ("Will Borland take Ashford by EOY?", control()),
        ("Will Borland take Ashford by end of year?", control()),
        ("Will Borland take Ashford on or before Dec. 31st, 2025?", control()),
        ("Will Borland take Ashford no later than New Year's Eve?", control()),
        ("Will Borland take Ashford by New Year's Day?", control(by=date(2026, 1, 1))),
        ("Will Borland take Ashford by the 1st of August?", control(by=date(2025, 8, 1))),
        ("Will Borland take Ashford by Aug. 1?", control(by=date(2025, 8, 1))),
        ("Will Borland take Ashford by August 1st, 2026?", control(by=date(2026, 8, 1))),
        ("Will Borland take Ashford in Q3 2025?", control(by=date(2025, 9, 30))),
        ("Will Borland take Ashford in the first half of 2026?", control(by=date(2026, 6, 30))),
        ("Will Borland take Ashford in less than 90 days?", control(by=AS_OF + timedelta(days=90))),
        ("Will Borland take Ashford tomorrow?", control(by=AS_OF + timedelta(days=1))),
        ("Will Borland take Ashford by next Friday?", control(by=date(2025, 7, 4))),
        ("Will Borland take Ashford before Monday?", control(by=date(2025, 6, 29))),
        ("Will Borland take Ashford by mid-August?", control(by=date(2025, 8, 21))),
        ("Will Borland take Ashford before next summer?", control(by=date(2026, 5, 31))),
        ("Will Borland take the rest of Ashford by December?", control(part="all")),
        ("Will Borland take the remaining part of Ashford by December?", control(part="all")),
        ("Will Borland take Ashford by the end of the year?", control()),
        ("Will Borland take Ashford this year?", control()),
        ("Will Borland capture Ashford before August?", control(by=date(2025, 7, 31))),
        ("Will Borland capture Ashford within 90 days?", control(by=AS_OF + timedelta(days=90))),
        ("Will Borland capture Ashford in August?", control(by=date(2025, 8, 31))),
        ("Will Borland capture Ashford in May?", control(by=date(2026, 5, 31))),
        ("will borland take ashford by 2025-12-31", control()),
        ("Borland to take Ashford before 2026?", control()),
        ("Could the Armed Forces of Borland seize Ashford by December?", control()),
        ("Will Ashford be captured by Borland by 2025-12-31?", control()),
        ("Will Ashford fall to Borland by 2025-12-31?", control()),
        ("Will Ashford fall by 2025-12-31?", control()),  # to the side that does not hold it
        ("Will Alderland lose Ashford by 2025-12-31?", control()),
        ("Will Ashford be in Borlandic hands by 2025-12-31?", control()),
        ("Is Ashford going to be under Borlandic control by the end of 2025?", control()),
        ("How likely is it that Borland captures Ashford by 2025-12-31?", control()),
        ("Will Borland take Ashford by March 31?", control(by=date(2026, 3, 31))),  # the next one
        ("Ashford captured by December 31?", control()),
        ("By the end of the year, will Borland take Ashford?", control()),
        ("And again: will Borland take Ashford by December?", control()),
        ("What are the odds that Borland takes Ashford this year?", control()),
        ("Is the fall of Ashford likely by December?", control()),
        ("Who will hold Ashford on 31 December 2025?", control()),
        ("Will Borlandic forces be inside Ashford by December?", control(part="any")),
        ("Will Alderland retake Dogwood by 2025-12-31?", control(DOGWOOD, "AL")),
        ("Will Alderland liberate Dogwood by 2025-12-31?", control(DOGWOOD, "AL")),
        ("Will Borland capture all of Ashford by 2025-12-31?", control(part="all")),
        ("Will Borland fully control Ashford by 2025-12-31?", control(part="all")),
        ("Will Borland capture any part of Ashford by 2025-12-31?", control(part="any")),
        ("Will Borland enter Ashford by 2025-12-31?", control(part="any")),
        ("Will Borland take Birch in East Province by 2025-12-31?", control(LAND.place(7))),
        ("Will Borland take Birch by 2025-12-31?", control(BIRCH)),  # the other one is sixteen times smaller
        ("Will Ashford and Dogwood both fall by 2025-12-31?", several("all", ASHFORD, DOGWOOD)),
        ("Will Borland take Ashford, Cedar and Dogwood by 2025-12-31?", several("all", ASHFORD, CEDAR, DOGWOOD)),
        ("Will either Ashford or Dogwood fall by 2025-12-31?", several("any", ASHFORD, DOGWOOD)),
        ("Will Borland take at least one of Ashford or Dogwood by 2025-12-31?", several("any", ASHFORD, DOGWOOD)),
        ("Will Ashford fall before Dogwood?", several("in_order", ASHFORD, DOGWOOD, by=YEAR_ON)),
        (
            "Will Borland hold 80 % of East Province by 2025-12-31?",
            RegionShare(side="BO", region=EAST, share=0.8, by=DECEMBER),
        ),
        (
            "Will Borland enter West Province by 2025-12-31?",
            RegionShare(side="BO", region=WEST, share=ANY_OF_REGION, by=DECEMBER),
        ),
        (
            "Will Borland take the remaining part of West Province by 2025-12-31?",
            RegionShare(side="BO", region=WEST, share=WHOLE_REGION, by=DECEMBER),
        ),
        (
            "Will Borland control all of West Province by 2025-12-31?",
            RegionShare(side="BO", region=WEST, share=WHOLE_REGION, by=DECEMBER),
        ),
        (
            "Will Borland hold more than 20% of Alderland by 2025-12-31?",
            RegionShare(side="BO", region=LAND.region("AL"), share=0.2, by=DECEMBER),
        ),
        (
            "Will Borlandic forces come within 5 km of Ashford by 2025-12-31?",
            FrontNear(side="BO", place=ASHFORD, km=5.0, by=DECEMBER),
        ),
        (
            "Will Borland be less than 10 km from Ashford by 2025-12-31?",
            FrontNear(side="BO", place=ASHFORD, km=10.0, by=DECEMBER),
        ),
        (
            "Will Borland take more than 300 km² by 2025-12-31?",
            GroundTaken(side="BO", km2=300.0, by=DECEMBER),
        ),
        (
            "Will Borland take more than 300 km² in July?",
            GroundTaken(side="BO", km2=300.0, by=date(2025, 7, 31), since=date(2025, 7, 1)),
        ),
        (
            "Will Borland take more than 300 km² in June?",  # it has begun: what is left of it counts
            GroundTaken(side="BO", km2=300.0, by=date(2025, 6, 30)),
        ),
        (
            "Will Borland gain over 50 sq km in East Province by the end of September?",
            GroundTaken(side="BO", km2=50.0, by=date(2025, 9, 30), region=EAST),
        ),
        (
            "Will Borland gain over 50 sq km in the Dogwood sector by 2025-12-31?",
            GroundTaken(side="BO", km2=50.0, by=DECEMBER, sector=LAND.sector("dogwood")),
        ),
    ],
)
def test_a_question_is_understood(text, event):
    assert put(text).event == event


@pytest.mark.parametrize(
    "text",
    [
        "Will Borland ever take Ashford?",
        "Will Borland take Ashford?",
        "Will Ashford fall?",
        "When will Borland take Ashford?",
    ],
)
def test_an_open_question_reaches_a_year_and_says_that_it_is_open(text):
    found = put(text)
    assert found.open
    assert found.event.by == YEAR_ON


def test_neither_of_two_is_the_opposite_of_either():
    found = put("Will neither Ashford nor Dogwood fall by 2025-12-31?")
    assert (found.event, found.opposite) == (several("any", ASHFORD, DOGWOOD), True)


@pytest.mark.parametrize(
    "text, opposite",
    [
        ("Will Alderland still hold Ashford on 31 December 2025?", True),
        ("Will Ashford remain under Alderlandic control until the end of the year?", True),
        ("Will Borland not take Ashford by 2025-12-31?", True),
        ("Will Borland fail to take Ashford by 2025-12-31?", True),
        ("Will Alderland fail to hold Ashford until the end of the year?", False),
        ("Will Alderland hold Ashford until the end of the year?", True),
        ("Will Ashford stay in Alderlandic hands through 2025?", True),
        ("Will Ashford hold out until the end of the year?", True),
        ("Will Borland take Ashford by 2025-12-31?", False),
    ],
)
def test_a_question_whether_it_does_not_come_is_the_same_event_the_other_way_round(text, opposite):
    found = put(text)
    assert (found.event, found.opposite) == (control(), opposite)


@pytest.mark.parametrize(
    "text, says",
    [
        ("Will the war end by 2026?", "names no place or region"),
        ("Will Borland take Nowhereville by 2026?", "names no place or region"),
        ("Will Borland take Yonder by 2026?", "known by name only"),
        ("Will Borland take Ashford by 2025-02-31?", "There is no day 2025-02-31"),
        ("Will Borland take Ashford by 9999-12-31?", "out of reach"),
        ("Will Borland take Ashford by 3/4/2026?", "3/4/2026 is two days, by who writes it"),
        ("Will Borland take Ashford by 31/4/2026?", "There is no day 31/4/2026"),
        ("Will Borland take Ashford by the 31st of April?", "There is no day the 31st of April"),
        ("Will Borland take Ashford by Easter?", "day at 'Easter' is not understood"),
        ("Will Borland take Ashford before the next Harvest Moon?", "day at 'Harvest' is not understood"),
        ("Will Borland hold less than 75% of East Province on 1 October?", "ask whether it will be 75 % or more"),
        ("Will Borland take under 300 km2 by August?", "ask whether it will be 300 km² or more"),
        ("Will Borland hold between 70 and 75 % of East Province by August?", "or between two, cannot be asked"),
        ("Will Borland take 100 km2 around Ashford by August?", "not counted around a place"),
        ("Will Borland break through near Ashford by August?", "will its ground come within 5 km of Ashford"),
        ("Will Borland advance towards Ashford by August?", "will its ground come within 5 km of Ashford"),
        ("Will Borland annex East Province by August?", "to annex is law, which no map shows"),
        ("Will Borland take Ashford or Birch first?", "ask whether Ashford comes before Birch"),
        ("Will Borland take 5 more settlements near Ashford by August?", "settlements that it does not name"),
        ("Will Borland take any village in East Province by August?", "settlements that it does not name"),
        ("Will Borland take Ashford and two other towns by August?", "settlements that it does not name"),
        ("Will Borland take Ashford within 99999 days?", "day at '99999' is not understood"),
        ("Will Borland take Ashford by 2150?", "day at '2150' is not understood"),
        ("Will Borland take the Dogwood sector by 2026?", "A sector has no edge"),
        ("Will Borland advance 5 km towards Ashford by 2026?", "How far a side advances cannot be asked"),
        ("Will Borland come within 5 km of Ashford and Dogwood by 2026?", "asked of one place"),
        ("Will Borland hold half of Ashford by 2026?", "Of a place no share is asked about"),
        ("Will Borland open another front at Ashford?", "does not ask who will hold ground"),
        ("Is an assault on Ashford coming?", "does not ask who will hold ground"),
        ("Will Borland take the Marks by 2026?", "2 regions are named"),
        ("Will Borland take Ashford by July? Will Dogwood fall by July?", "ask one at a time"),
        ("", "There is no question"),
        ("Will Borland take Ashford? " * 30, "over 500 letters is a report"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_sentence(text, says):
    with pytest.raises(FrontwatchError, match=says):
        put(text)


def test_a_question_without_a_side_needs_to_know_who_holds_the_place():
    with pytest.raises(FrontwatchError, match="does not say who would hold Ashford; name Alderland or Borland"):
        asked("Will Ashford fall by 2026?", LAND, AS_OF)
    with pytest.raises(FrontwatchError, match="does not say who would hold"):
        asked("Will Ashford fall by 2026?", LAND, AS_OF, holder=lambda place: "contested")


def test_a_name_that_several_places_bear_is_refused_with_their_numbers():
    with pytest.raises(FrontwatchError, match=r"places are called 'Ivanivka'.*--place by its number: \d+"):
        asked("Will Russia take Ivanivka by 2026?", open_theatre(), AS_OF)


@pytest.mark.parametrize("text", ["Will Russia take Kyiv by 2026?", "Will Kyiv fall by 2026?"])
def test_a_capital_that_stands_for_its_government_is_a_place_where_no_other_is_named(text):
    found = asked(text, open_theatre(), AS_OF, holder=lambda place: "UA").event
    assert isinstance(found, Control)
    assert (found.place.name, found.side) == ("Kyiv", "RU")


def test_the_report_around_a_question_tells_what_its_words_leave_out():
    hint = Question("Will it fall by August?", 0, 23, 1, "BO", DOGWOOD, date(2025, 8, 31))
    assert asked(hint.quote, LAND, AS_OF, hint=hint).event == control(DOGWOOD, by=date(2025, 8, 31))


def test_words_count_from_the_day_they_were_said_on_and_an_open_question_from_the_as_of_day():
    early = date(2025, 2, 1)
    found = asked("Will Borland take Ashford by May?", LAND, AS_OF, said_on=early)
    assert found.event.by == date(2025, 5, 31)
    assert asked("Will Borland ever take Ashford?", LAND, AS_OF, said_on=early).event.by == YEAR_ON


def test_a_log_of_questions_takes_only_those_whether_something_comes():
    assert event_of("Will Borland take Ashford by 2025-12-31?", LAND, AS_OF) == control()
    with pytest.raises(FrontwatchError, match="ask whether it does"):
        event_of("Will Alderland still hold Ashford by 2026?", LAND, AS_OF)


WORDS = st.sampled_from(
    (
        *("Will", "Borland", "Alderland", "take", "hold", "fall", "to", "ever", "not", "still", "all", "of", "any"),
        *("Ashford", "Birch", "Dogwood", "Yonder", "East", "Province", "sector", "within", "5", "km", "300", "km²"),
        *("80", "%", "before", "by", "in", "2025-12-31", "July", "2026", "and", "or", "?", ","),
    )
)


@given(st.lists(WORDS, min_size=1, max_size=14).map(" ".join))
def test_any_words_make_an_event_or_one_sentence(text):
    try:
        found = put(text)
    except FrontwatchError as refused:
        assert str(refused).strip()
        return
    assert found.event.side in ("AL", "BO")
    assert found.event.by >= date(2025, 1, 1)


@given(st.text(max_size=60))
def test_any_text_is_understood_or_refused(text):
    try:
        assert put(text).event.side in ("AL", "BO")
    except FrontwatchError as refused:
        assert str(refused).strip()


SWAPPED = {"Alderland": "Borland", "Borland": "Alderland", "Alderlandic": "Borlandic", "Borlandic": "Alderlandic"}
SIDES = {"AL": "BO", "BO": "AL"}


def swapped(text):
    return re.sub(r"\w+", lambda word: SWAPPED.get(word[0], word[0]), text)


@pytest.mark.parametrize(
    "text",
    [
        "Will Borland take Ashford by 2025-12-31?",
        "Will Alderland retake Ashford by 2025-12-31?",
        "Will Ashford fall by 2025-12-31?",
        "Will Alderland lose Ashford by 2025-12-31?",
        "Will Alderland still hold Ashford by 2025-12-31?",
        "Will Ashford be in Borlandic hands by 2025-12-31?",
        "Will Ashford hold out until 2026?",
        "Will Borlandic forces come within 5 km of Ashford by 2025-12-31?",
        "Will Borland hold 80 % of East Province by 2025-12-31?",
        "Will Borland take more than 300 km² in July?",
    ],
)
def test_the_same_question_of_the_other_side_is_the_same_event_of_the_other_side(text):
    one = asked(text, LAND, AS_OF, holder=lambda place: "AL")
    other = asked(swapped(text), LAND, AS_OF, holder=lambda place: "BO")
    assert other.event == replace(one.event, side=SIDES[one.event.side])
    assert (other.opposite, other.open) == (one.opposite, one.open)
