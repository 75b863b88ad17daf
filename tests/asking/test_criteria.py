"""The text that settles a question says all that decides it, alike for both sides."""

from __future__ import annotations

from dataclasses import replace

import pytest
from alder_records import ALDERLAND, ASHFORD, BIRCH, META, OTHER, POINT, alder, day
from hypothesis import given
from invented_events import events

from frontwatch.asking.already import already_so
from frontwatch.asking.criteria import criteria
from frontwatch.asking.event_words import question_words
from frontwatch.asking.events import Control, FrontNear, GroundTaken, RegionShare, Several
from frontwatch.ground.format import Layer

NAMES = {"AL": "Alderland", "BO": "Borland"}
BIRCH_BY = Control(side="BO", place=BIRCH, by=day(10))


def text(event, *, persist: int = 0, records=(META,)) -> str:
    return criteria(event, day(2), records, ALDERLAND, persist_days=persist)


def test_the_text_says_place_layers_persistence_sources_and_what_annuls_it():
    told = text(BIRCH_BY, persist=14, records=(META, OTHER))
    for part in (
        "Will Borland hold the centre of Birch by 2024-03-10?",
        "any day from 2024-03-03 to 2024-03-10",
        "50.0000 N, 30.2000 E",
        "every map up to 14 days later",
        "contested (grey) ground is held by nobody, and claimed ground is not held",
        "a map of day D shows the ground at the end of the day before",
        "up to 2 days late",
        "in this order: Alder maps (Alder; polygon scale); if it cannot tell, Watch maps",
        "they must agree",
        "It is annulled where no record has a map within 7 days",
        "within 3 maps is a flip",
        "version 1",
    ):
        assert part in told, part


@pytest.mark.parametrize("event, part", [
    (replace(BIRCH_BY, part="any"), "any point of the disc of 0.7 km around 50.0000 N, 30.2000 E"),
    (replace(BIRCH_BY, part="all"), "90 % of the disc of 0.7 km"),
    (replace(BIRCH_BY, place=POINT), "Will Borland hold the point 50.0000 N, 30.2000 E by"),
    (Several(of=(BIRCH_BY, replace(BIRCH_BY, place=ASHFORD)), how="all"), "Will Borland hold Birch and Ashford by"),
    (Several(of=(BIRCH_BY, replace(BIRCH_BY, place=ASHFORD)), how="any"), "any of these: Borland holds"),
    (Several(of=(BIRCH_BY, replace(BIRCH_BY, place=ASHFORD)), how="in_order"), "on an earlier map than the second"),
    (RegionShare(side="BO", region=ALDERLAND.region("AL-2"), share=0.8, by=day(10)), "80 % of the area of East"),
    (GroundTaken(side="BO", km2=1500, by=day(10)), "less what it lost, from the last map of 2024-03-02 to this one"),
    (GroundTaken(side="BO", km2=1500, by=day(10), since=day(5)), "from the last map of 2024-03-05 to this one"),
    (FrontNear(side="BO", place=BIRCH, km=5, by=day(10)), "lies within 5 km of Birch"),
])  # fmt: skip
def test_each_kind_of_event_is_told(event, part):
    assert part in text(event)


def test_the_side_of_what_no_layer_covers_is_told_so():
    assert "no layer gives to another side" in text(replace(BIRCH_BY, side="AL"))


@given(events)
def test_no_word_differs_by_side(event):
    mirrored = replace(META, layers=(Layer("held", "AL"), Layer("contested")), rest="BO")
    swapped = {"AL": "BO", "BO": "AL"}
    of = {"of": tuple(replace(c, side=swapped[c.side]) for c in event.of)} if isinstance(event, Several) else {}
    other = replace(event, **(of or {"side": swapped[event.side]}))

    def swap(told: str) -> str:
        return told.replace("Alderland", "X").replace("Borland", "Alderland").replace("X", "Borland")

    if "X" not in repr(event):
        assert swap(text(event)) == text(other, records=(mirrored,))
        assert swap(question_words(event, NAMES)) == question_words(other, NAMES)


@pytest.mark.parametrize("event, so", [
    (BIRCH_BY, True), (replace(BIRCH_BY, side="AL"), False), (replace(BIRCH_BY, place=ASHFORD), False),
    (FrontNear(side="BO", place=ASHFORD, km=10, by=day(10)), True),
    (Several(of=(BIRCH_BY, replace(BIRCH_BY, place=ASHFORD)), how="all"), False),
    (Several(of=(BIRCH_BY, replace(BIRCH_BY, place=ASHFORD)), how="any"), True),
    (Several(of=(BIRCH_BY, replace(BIRCH_BY, place=ASHFORD)), how="in_order"), True),
    (GroundTaken(side="BO", km2=0, by=day(10)), False),
])  # fmt: skip
def test_what_is_so_already_is_seen_on_the_last_map_of_the_day(event, so):
    assert (already_so(event, day(2), alder("east birch*5"), ALDERLAND) is not None) is so
    assert already_so(BIRCH_BY, day(1), alder("east birch*5"), ALDERLAND) is None
