"""The JSON: its shape is the issue's, the schema in docs/ is made from the types, and the output keeps to it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from alder import TEXT, by_hand, older_record, report

from frontwatch.showing.json import to_json
from frontwatch.showing.schema import schema, schema_text

DOCS = Path(__file__).parents[2] / "docs"
CLAIM = (
    *("kind", "line", "quote", "start", "end", "speaker", "side", "place", "place_id", "sector", "region"),
    *("day", "since", "quantity", "negated", "hedged", "also", "named", "rivals", "trouble", "own"),
    *("verdict", "code", "reason", "figures", "query", "map", "by_hand"),
)


@pytest.mark.parametrize("made", [report(), older_record(9), by_hand(), replace(report(), findings=(), records=())])
def test_the_output_keeps_to_the_schema(made):
    jsonschema.validate(json.loads(to_json(made)), schema())


def test_the_schema_in_docs_is_made_from_the_types():
    assert (DOCS / "report.schema.json").read_text() == schema_text()


def test_the_schema_would_notice_a_missing_member():
    answer = json.loads(to_json(report()))
    del answer["claims"][0]["verdict"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(answer, schema())


def test_the_shape_is_the_one_promised():
    answer = json.loads(to_json(report()))
    assert list(answer) == ["report", "record", "claims", "dropped", "questions", "unread", "forecasts"]
    assert tuple(answer["claims"][0]) == CLAIM
    assert list(answer["questions"][0]) == ["quote", "start", "end", "side", "place", "by"]
    assert list(answer["unread"][0]) == ["quote", "start", "end"]
    assert list(answer["claims"][0]["figures"][0]) == ["name", "value", "unit", "day", "source"]


def test_quotes_are_slices_of_the_text():
    answer = json.loads(to_json(report()))
    said = [*answer["claims"], *(q for c in answer["claims"] for q in c["also"]), *answer["unread"]]
    assert [q for q in said if TEXT[q["start"] : q["end"]] != q["quote"]] == []


def test_it_says_with_what_it_was_made():
    told = json.loads(to_json(report()))
    assert told["report"]["sha256"] == report().sha256
    assert told["report"]["published_from"] == "dateline"
    assert told["record"]["hash"] == report().records[0].hash
    assert told["record"]["map"]["age"] == 1


def test_several_places_are_a_list_and_one_is_a_name():
    finding = report().findings[0]
    two = replace(finding, claim=replace(finding.claim, places=finding.claim.places * 2))
    claims = json.loads(to_json(replace(report(), findings=(finding, two))))["claims"]
    assert [c["place"] for c in claims] == ["Alder", ["Alder", "Alder"]]


def test_further_records_stand_under_also():
    record = report().records[0]
    told = json.loads(to_json(replace(report(), records=(record, replace(record, name="Other")))))
    assert [r["name"] for r in told["record"]["also"]] == ["Other"]


def test_two_runs_are_the_same_bytes():
    assert to_json(report()) == to_json(report())


def test_what_was_done_by_hand_is_said_of_each_claim_and_of_those_that_are_gone():
    told = json.loads(to_json(by_hand()))
    assert [c["by_hand"] for c in told["claims"][:3]] == ["changed", "added", None]
    gone = told["dropped"][0]
    assert list(gone) == ["kind", "quote", "start", "end"]
    assert gone["quote"] == TEXT[gone["start"] : gone["end"]]
