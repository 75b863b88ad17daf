"""Two tables of invented sentences: cases.jsonl, what must be read in a report and what must not, by the line of the
issue that asks for it; phrases.jsonl, ways of saying one claim each. A row with "limit" is not read rightly yet."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from scoring import same_name, words

from frontwatch.kinds.kinds import KINDS
from frontwatch.model import Claim
from frontwatch.reading.document import read_document
from frontwatch.reading.reader import read

HERE = Path(__file__).parent
SLIGHT = {"the", "a", "an", "of", "ukrainian", "russian"}
Row = dict[str, Any]


def rows(name: str, day: date) -> list[Any]:
    made = []
    for n, line in enumerate((HERE / name).read_text(encoding="utf-8").splitlines(), 1):
        row = json.loads(line)
        marks = [pytest.mark.xfail(strict=True, reason=row["limit"])] if row.get("limit") else []
        short = "".join(c if c.isalnum() else "-" for c in row["text"][:40])
        made.append(pytest.param(row, day, id=f"{n}-{row.get('line', row.get('kind'))}-{short}", marks=marks))
    return made


def grounds(claim: Claim) -> list[str]:
    wider = [x.name for x in (claim.sector, claim.region) if x]
    return [p.name for p in claim.places] + wider + list(claim.named)


def fits(claim: Claim, asked: Row, *, strict: bool = False) -> bool:
    """Whether a claim is the one asked; not strict: "A does not hold it" answers "B holds it" too."""
    if asked["kind"] not in ("*", claim.kind):
        return False
    if asked.get("place") and not any(same_name(asked["place"], name) for name in grounds(claim)):
        return False
    turned = not strict and claim.kind == "control" and asked.get("side") and claim.side and "negated" in asked
    if turned:
        if (claim.side != asked["side"]) != (claim.negated != asked["negated"]):
            return False
    elif any(getattr(claim, m) != asked[m] for m in ("side", "negated") if m in asked):
        return False
    if "part" in asked and getattr(claim, "part", None) != asked["part"]:
        return False
    return _speaks(claim, asked) and _counts(claim, asked)


def _speaks(claim: Claim, asked: Row) -> bool:
    if "speaker" not in asked:
        return True
    if not asked["speaker"] or not claim.speaker:
        return asked["speaker"] == claim.speaker
    return bool((set(words(asked["speaker"])) - SLIGHT) & set(words(claim.speaker)))


def _counts(claim: Claim, asked: Row) -> bool:
    if asked.get("value") is None:
        return True
    q = claim.quantity
    if q is None:
        return False
    low, high = (q.low if q.low is not None else q.high), (q.high if q.high is not None else q.low)
    least, most = asked["value"] if isinstance(asked["value"], list) else (asked["value"], asked["value"])
    return low <= least * 1.02 and high >= most * 0.98 and low >= least * 0.5


@pytest.mark.parametrize("row, day", rows("cases.jsonl", date(2025, 6, 28)))
def test_a_case_is_read_as_it_must_be(theatre, row, day):
    found = read(read_document(row["text"]), theatre, day, KINDS)
    for asked in row.get("must", []):
        if asked["kind"] == "question":
            assert found.questions, asked
        else:
            assert any(fits(claim, asked) for claim in found.claims), asked
    for wrong in row.get("must_not", []):
        assert not any(fits(claim, wrong, strict=True) for claim in found.claims), wrong


@pytest.mark.parametrize("row, day", rows("phrases.jsonl", date(2025, 12, 8)))
def test_a_way_of_saying_it_is_read(theatre, row, day):
    asked = {m: row[m] for m in ("kind", "negated", "place") if row[m] is not None}
    if row["side"] and row["kind"] not in ("population", "intensity"):
        asked["side"] = row["side"]
    found = read(read_document(row["text"]), theatre, day, KINDS)
    assert any(fits(claim, asked) for claim in found.claims)
