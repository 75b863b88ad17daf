"""Kind `front_length`: the front, or a part of it, is N km long."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from frontwatch.model import Claim
from frontwatch.reading.clauses import Clause
from frontwatch.reading.context import Context

KIND = "front_length"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontLength(Claim):
    """A claim that the front, or a part of it, is N km long."""

    active: bool = False
    """Only the active part is meant."""


# ---------------------------------------------------------------- how it is said

_LONG = ("BE", "STRETCH", "HAVE", "NONE", "SAY", "CLASH", "REMAIN", "HOLD", "MEASURE", "OTHER", "ATTACK", "ADVANCE")
_SHORTEST = 20.0
"""Shorter lengths in a sentence about the front are widths, depths and distances."""


def said(clause: Clause, context: Context) -> Iterable[FrontLength]:
    """A length told of the front: "the 1,200-km front line", "the line of contact stretches for 1,000 km"."""
    told = "front" in clause.marks or (
        clause.predicate == "STRETCH" and any("front" in c.marks or "line" in c.words for c in context.before)
    )
    if not told or clause.noun or clause.mood in ("conditional", "asked", "wished", "gerund"):
        return
    if clause.words & {"from", "away", "wide", "width", "deep", "depth", "behind", "border"} - (
        {"from"} if clause.predicate == "STRETCH" else set()
    ):
        return
    if clause.predicate not in _LONG:
        return
    lengths = [a for a in clause.amounts if a.unit in ("km", "mi") and (a.value or 0) >= _SHORTEST and not a.per]
    if not lengths or clause.words & {"longer", "shorter"}:
        return
    amount = lengths[-1] if clause.lemma in ("shrink", "shorten") else lengths[0]
    sector = [m for m in clause.mentions if m.what in ("sector", "region")]
    yield context.claim(FrontLength, clause, sector[:1], amount=amount, active="active" in clause.marks)
