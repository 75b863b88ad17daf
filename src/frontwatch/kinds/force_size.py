"""Kind `force_size`: N troops stand near a place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from frontwatch.kinds.bench import Bench
from frontwatch.kinds.sanity import recorded
from frontwatch.kinds.telling import name_of, where
from frontwatch.kinds.verdicts import as_said
from frontwatch.model import Claim, Finding
from frontwatch.reading.clauses import Clause
from frontwatch.reading.context import Context

KIND = "force_size"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceSize(Claim):
    """A claim that N troops stand near a place."""


# ---------------------------------------------------------------- how it is said


_FEWEST = 100
"""A number without a noun that a force is said to have."""


def said(clause: Clause, context: Context) -> Iterable[ForceSize]:
    """A number of troops told to stand somewhere: massed, deployed, present."""
    amount = clause.amount("troops", "units")
    if amount is None and clause.lemma == "number" and clause.side:
        amount = next((a for a in clause.amounts if not a.unit and not a.money and (a.value or 0) >= _FEWEST), None)
    if (
        clause.noun
        or amount is None
        or amount.per
        or clause.mood in ("conditional", "asked", "wished", "gerund", "possible", "future")
    ):
        return
    if (
        "of them" in amount.noun
        or (amount.value or 0) < 2
        or clause.words & {"killed", "wounded", "lost", "losses", "died", "captured", "prisoner"}
    ):
        return
    fighting = clause.predicate == "CLASH" and clause.progressive and amount.at < clause.head
    defending = clause.lemma in ("defend", "hold") and amount.at < clause.head and not clause.passive
    massed = clause.predicate == "MASS" or fighting or defending
    standing = clause.predicate in ("BE", "REMAIN", "HAVE", "NONE", "SAY") and bool(
        clause.marks & {"remain"}
        or clause.ground("in", "near", "around", "at")
        or clause.words & {"involved", "engaged"}
        or (clause.predicate == "HAVE" and clause.ground())
    )
    if not (massed or standing):
        return
    near = [m for m in clause.people() if m.first < clause.head or not standing]
    earlier = next((c.side for c in reversed(context.before) if c.side), None)
    side = next((m.side for m in near), None) or clause.side or earlier or context.side
    if (standing and not side) or (clause.predicate == "NONE" and not (clause.ground() or side)):
        return
    where = [m for m in clause.ground() if m.what in ("place", "sector", "region")][:1] or (
        [context.ground] if context.ground and not any(m.what == "country" and m.prep for m in clause.mentions) else []
    )
    yield context.claim(ForceSize, clause, where, amount=amount, side=side, day=context.published, since=None)


# ---------------------------------------------------------------- how it is tested and told


def test(claim: ForceSize, bench: Bench) -> Finding:
    """Not on the ground: recorded with speaker, period and bounds, and held against a sanity range."""
    return recorded(claim, "No open record counts troops")


def told(claim: ForceSize, names: Mapping[str, str]) -> str:
    """The claim in one plain line."""
    amount = as_said(claim.quantity) or "forces"
    return f"{name_of(claim.side, names)} has {'no ' if claim.negated else ''}{amount} at {where(claim)}"
