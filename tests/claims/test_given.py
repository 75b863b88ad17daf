"""A file of claims: what may stand in it, and the one sentence that each mistake gets."""

from __future__ import annotations

import json
from datetime import date

import pytest

import frontwatch

TEXT = """Russia took Toretsk, Kyiv said. Pokrovsk is held by Ukraine.

Russia took Toretsk, Moscow said. Fighting went on near Pokrovsk for a year, and Luhansk Oblast is Russian.
"""
DAY = date(2025, 6, 28)
HELD = {"kind": "control", "quote": "Pokrovsk is held by Ukraine", "side": "UA", "place": "Pokrovsk"}


def sha256() -> str:
    return frontwatch.check(TEXT, published=DAY).sha256


def given(tmp_path, *claims, **members):
    """A checked report, its claims from a file."""
    file = tmp_path / "claims.json"
    file.write_text(json.dumps({"report": {"sha256": sha256()}, "claims": list(claims), **members}))
    return frontwatch.check(TEXT, published=DAY, claims=file)


def test_kind_and_quote_are_enough(tmp_path):
    (finding,) = given(tmp_path, {"kind": "control", "quote": "Pokrovsk is held by Ukraine"}).findings
    assert (finding.claim.start, finding.claim.end, finding.claim.line) == (32, 59, 1)
    assert type(finding.claim).__name__ == "Control" and finding.claim.places == ()


@pytest.mark.parametrize(
    "members, why",
    [
        ({"place": "Pokrovsk"}, "by its name"),
        ({"place_id": 704422}, "by its number"),
        ({"place": ["Pokrovsk"], "place_id": [704422]}, "by both, as lists"),
        ({"place": "Покровськ"}, "by its name in another script"),
        ({"start": 3, "end": 9}, "offsets that do not fit are mended where the quote stands once"),
        ({"verdict": "supported", "reason": "", "figures": [], "by_hand": None}, "the answer of check, given back"),
    ],
)
def test_what_may_be_given_in_several_ways(tmp_path, members, why):
    (finding,) = given(tmp_path, {**HELD, **members}).findings
    assert finding.claim.places[0].name == "Pokrovsk", why
    assert finding.verdict == "supported", why


def test_ground_may_be_a_region_or_a_sector(tmp_path):
    quote = "Luhansk Oblast is Russian"
    claims = [
        {"kind": "control", "quote": quote, "side": "RU", **where}
        for where in ({"region": "Luhansk Oblast"}, {"region": "UA-09"}, {"place": "Luhansk region"})
    ]
    assert {f.claim.region.code for f in given(tmp_path, *claims).findings} == {"UA-09"}
    (finding,) = given(tmp_path, {"kind": "intensity", "quote": quote, "sector": "pokrovsk"}).findings
    assert finding.claim.sector.name == "Pokrovsk sector"


def test_own_members_are_those_of_the_kind(tmp_path):
    own = {"change": "took", "share": [0.9, 1], "contested": True}
    (finding,) = given(tmp_path, {**HELD, "own": own}).findings
    claim = finding.claim
    assert (claim.change, claim.share, claim.contested, claim.part) == ("took", (0.9, 1.0), True, None)


def test_a_unit_may_be_given_in_words(tmp_path):
    claim = {**HELD, "kind": "exposure", "quantity": {"low": 5, "high": 5, "unit": "kilometres"}}
    (finding,) = given(tmp_path, claim).findings
    assert finding.claim.quantity.unit == "km"


@pytest.mark.parametrize(
    "claim, said",
    [
        ({**HELD, "kind": "rumour"}, "there is no kind 'rumour'; there are: control, front_length"),
        ({**HELD, "quote": "Pokrovsk fell"}, "does not stand in the report word for word"),
        ({**HELD, "quote": " "}, "the quote is empty"),
        ({**HELD, "quote": "Russia took Toretsk"}, "stands in the report 2 times; give its start and end"),
        ({**HELD, "place": "Nosuchplace"}, "place: no place of theatre ukraine is called 'Nosuchplace'"),
        ({**HELD, "place": "Toretsk", "place_id": 704422}, "place says Toretsk and place_id means Pokrovsk"),
        ({**HELD, "place_id": 1}, "place_id: theatre ukraine has no place 1"),
        ({**HELD, "place_id": 10**30}, "place_id: "),
        ({**HELD, "region": "Nosuchland"}, "region: no region of theatre ukraine is called 'Nosuchland'"),
        (
            {**HELD, "place": "Luhansk region", "region": "Donetsk Oblast"},
            "which is Luhansk Oblast, and another",
        ),
        ({**HELD, "sector": "Nosuchsector"}, "sector: no sector of theatre ukraine is called 'Nosuchsector'"),
        ({**HELD, "side": "XX"}, "side: no side of theatre ukraine is called 'XX'; there are: UA (Ukraine)"),
        ({**HELD, "side": 7}, "side: 7 is not a side's code or null"),
        ({**HELD, "day": "28.6.2025"}, 'day: "28.6.2025" is not a day written YYYY-MM-DD'),
        ({**HELD, "since": "2025-07-01", "day": "2025-06-01"}, "since: 2025-07-01 is after the day"),
        ({**HELD, "negated": "no"}, 'negated: "no" is not true or false'),
        ({**HELD, "sidee": "UA"}, 'there is no member "sidee"; there are kind, quote'),
        ({**HELD, "quantity": {"low": "5"}}, 'quantity: {"low":"5"} is not null or'),
        ({**HELD, "quantity": {"low": 5, "high": 4}}, "low, 5, is more than high, 4"),
        ({**HELD, "kind": "duration", "quantity": {"low": 1, "unit": "km"}}, "'km' is no unit of time"),
        ({**HELD, "own": {"degree": "nearly"}}, "kind control has no member 'degree'; it has: change, share"),
        ({**HELD, "own": {"change": "hold"}}, 'own.change: "hold" is not one of "held", "took", "lost"'),
        ({**HELD, "own": {"share": 0.5}}, "own.share: 0.5 is not null or two numbers"),
        ({**HELD, "also": [{"quote": "Avdiivka"}]}, "also: the quote does not stand in the report"),
        ({"quote": "Pokrovsk"}, "the member kind is missing"),
        ({"kind": "control"}, "the member quote is missing"),
    ],
)
def test_a_mistake_names_the_claim_the_member_and_what_is_expected(tmp_path, claim, said):
    with pytest.raises(frontwatch.FrontwatchError) as refused:
        given(tmp_path, HELD, claim)
    assert str(refused.value).startswith("claims.json: claim 2")
    assert said in str(refused.value)


@pytest.mark.parametrize(
    "content, said",
    [
        ("", "this is no JSON"),
        ("[" * 100_000, "this is no JSON"),
        ("[]", "the whole must be an object"),
        ('{"claims": []}', 'the member "report" must be an object'),
        ('{"report": {}, "claims": []}', "it must say which report it is of"),
        ('{"report": {"sha256": "12"}, "claims": []}', "it must say which report it is of"),
        ('{"report": {"sha256": "SHA"}}', 'the member "claims" must be a list'),
        ('{"report": {"sha256": "SHA"}, "claims": [3]}', "claim 1: 3 is not an object"),
        ('{"report": {"sha256": "SHA", "published": "May"}, "claims": []}', "report.published"),
        ('{"report": {"sha256": "SHA", "published": "2025-06-01"}, "claims": []}', "read for a report of 2025-06-01"),
        ('{"report": {"sha256": "SHA"}, "claims": [], "questions": {}}', 'the member "questions" must be a list'),
        ('{"report": {"sha256": "SHA"}, "claims": [], "unread": [{"quote": "x y"}]}', "unread sentence 1 (“x y”)"),
        ('{"report": {"sha256": "' + "0" * 64 + '"}, "claims": []}', "these are claims of another report"),
    ],
)
def test_a_file_that_is_none_of_claims_of_this_report_is_refused(tmp_path, content, said):
    file = tmp_path / "claims.json"
    file.write_text(content.replace("SHA", sha256()))
    with pytest.raises(frontwatch.FrontwatchError) as refused:
        frontwatch.check(TEXT, published=DAY, claims=file)
    assert str(refused.value).startswith("claims.json: ") and said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_files_publication_day_counts_where_the_report_has_none(tmp_path):
    file = tmp_path / "claims.json"
    file.write_text(json.dumps({"report": {"sha256": sha256(), "published": "2025-06-28"}, "claims": [HELD]}))
    report = frontwatch.check(TEXT, claims=file)
    assert (report.published, report.published_from) == (DAY, "claims")


def test_questions_and_unread_are_as_given_else_as_read(tmp_path):
    read = frontwatch.check(TEXT, published=DAY)
    assert given(tmp_path, HELD).questions == read.questions
    made = given(tmp_path, questions=[{"quote": "Fighting went on", "place": "Pokrovsk"}], unread=[])
    assert made.questions[0].place.name == "Pokrovsk" and made.unread == ()
    listed = [{"quote": "Pokrovsk is held by Ukraine."}, {"quote": "Fighting went on"}]
    assert [q.text for q in given(tmp_path, HELD, unread=listed).unread] == ["Fighting went on"]
