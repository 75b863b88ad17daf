from __future__ import annotations

import json

import jsonschema
import pytest
from hypothesis import given
from invented_events import events

from frontwatch.asking.events_json import event_from_json, event_to_json
from frontwatch.model import FrontwatchError
from frontwatch.showing.schema import schema

ALDER = {"id": 1, "name": "Alder", "lon": 30.0, "lat": 50.0, "population": 0, "region": ""}
CONTROL = {"kind": "control", "side": "BO", "by": "2024-06-01", "place": ALDER, "part": "centre"}


@given(events)
def test_an_event_comes_back_from_json_as_it_went(event):
    assert event_from_json(json.loads(json.dumps(event_to_json(event)))) == event


EVENT = schema("questions")
VALIDATOR = jsonschema.Draft202012Validator(
    {**EVENT["$defs"]["QuestionJson"]["properties"]["event"], "$defs": EVENT["$defs"]}
)


@given(events)
def test_every_event_keeps_to_the_schema_of_questions(event):
    VALIDATOR.validate(event_to_json(event))


def test_the_schema_of_an_event_allows_nothing_else():
    assert VALIDATOR.is_valid(CONTROL)
    for wrong in ({"kind": "weather"}, {"part": "half"}, {"place": None}, {"further": 1}):
        assert not VALIDATOR.is_valid({**CONTROL, **wrong})


@pytest.mark.parametrize("told, sentence", [
    ([], "this is none"),
    ({"kind": "weather", "side": "BO", "by": "2024-06-01"}, "no such kind"),
    ({**CONTROL, "part": "half"}, "none of centre, any, all"),
    ({**CONTROL, "by": "June"}, "June"),
    ({**CONTROL, "place": {**ALDER, "lon": 500}}, "500 is no number from -180 to 180"),
    ({**CONTROL, "place": {**ALDER, "lat": float("nan")}}, "nan is no number"),
    ({**CONTROL, "place": {"id": 1}}, "lacks 'name'"),
    ({**CONTROL, "side": 7}, "7 is no text"),
    ({"kind": "several", "how": "all", "of": [CONTROL]}, "two or more"),
    ({"kind": "region_share", "side": "BO", "by": "2024-06-01", "region": None, "share": 0.5}, "no region"),
])  # fmt: skip
def test_what_is_no_event_is_refused_in_one_sentence(told, sentence):
    with pytest.raises(FrontwatchError, match=sentence):
        event_from_json(told)
