"""Kind `force_size`: N troops stand near a place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from frontwatch.kinds.bench import Bench
from frontwatch.kinds.sanity import recorded
from frontwatch.kinds.telling import name_of, where
from frontwatch.kinds.verdicts import as_said
from frontwatch.model import Claim, Finding, Span
from frontwatch.reading.clauses import Clause
from frontwatch.reading.context import Context
from frontwatch.reading.quantities import Amount

KIND = "force_size"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceSize(Claim):
    """A claim that N troops stand near a place."""


# ---------------------------------------------------------------- how it is said


_FEWEST = 100
"""A number without a noun that a force is said to have."""


def said(clause: Clause, context: Context) -> Iterable[ForceSize]:
    """A number of troops told to stand somewhere: massed, deployed, present, or the strength of a force."""
    amount = clause.amount("troops") or _in_units(clause) or clause.amount("units") or _strength(clause)
    if clause.noun or amount is None or amount.per or clause.mood in _UNREAL:
        return
    if "of them" in amount.noun or (amount.value or 0) < 2 or clause.words & _LOST:
        return
    ahead = amount.at < clause.head and not clause.passive
    fighting = clause.predicate == "CLASH" and clause.progressive and ahead
    defending = clause.lemma in ("defend", "hold") and ahead
    massed = clause.predicate == "MASS" or fighting or defending
    left = clause.lemma == "leave" and clause.passive and amount.at < clause.head
    standing = left or (clause.predicate in _STANDING and bool("remain" in clause.marks or _stands(clause)))
    if not (massed or standing):
        return
    rejected = clause.predicate == "DENY"
    near = [m for m in clause.people() if m.what != "actor" or not rejected]
    standing = standing and not rejected
    near = [m for m in near if m.first < max(clause.head, amount.first) or not standing]
    near = near[::-1] if clause.lemma == "put" else near
    earlier = next((c.side for c in reversed(context.before) if c.side), None)
    side = next((m.side for m in near), None) or clause.side or earlier or context.side
    if (standing and not side) or (clause.predicate == "NONE" and not (clause.ground() or side)):
        return
    where = [m for m in clause.ground() if m.what in ("place", "sector", "region")][:1]
    if not where and "where" in clause.words and context.before:
        where = [m for m in context.before[-1].ground() if m.what in ("place", "sector", "region")][-1:]
    if not where and context.ground and not any(m.what == "country" for m in clause.mentions):
        where = [context.ground]
    made = context.claim(ForceSize, clause, where, amount=amount, side=side, day=context.published, since=None)
    owner = next((m for m in clause.mentions if m.what == "actor" and clause.head < m.first < amount.first), None)
    if rejected and owner:
        figure = Span(owner.span.start, clause.span.end)
        quote = context.document.text[figure.start : figure.end]
        name = str(owner.ref or owner.text)
        yield replace(made, speaker=name, negated=False, quote=quote, start=figure.start, end=figure.end)
    yield replace(made, negated=rejected != clause.denied)
    for other in clause.amounts if massed else ():
        if other.unit in ("tanks", "vehicles", "artillery systems", "aircraft") and not other.money:
            yield replace(made, quantity=other.quantity, negated=clause.denied)


def _in_units(clause: Clause) -> Amount | None:
    """People counted beside the units that they serve in: "two divisions, around 12,000 people"."""
    return clause.amount("people") if clause.words & {"divisions", "brigades", "regiments", "battalions"} else None


_UNREAL = ("conditional", "asked", "wished", "gerund", "possible", "future")
_LOST = frozenset(["killed", "wounded", "lost", "losses", "died", "captured", "prisoner", "casualties", "recruited"])
_STANDING = ("BE", "REMAIN", "HAVE", "NONE", "SAY", "HOLD", "LIVE", "OTHER", "STRETCH", "DENY")
_FORCE = frozenset(["group", "grouping", "force", "army", "contingent", "garrison", "strength", "strong", "forces"])


def _stands(clause: Clause) -> bool:
    """Whether the number is said to be somewhere, or to be a force's strength."""
    if clause.block == "row":
        return True
    if clause.predicate in ("OTHER", "STRETCH"):
        return bool(clause.words & _FORCE) and bool(clause.people())
    somewhere = clause.ground("in", "near", "around", "at", "opposite", "against")
    have = clause.predicate == "HAVE" and (clause.ground() or clause.agent is not None)
    put = clause.predicate == "SAY" and clause.passive and bool(clause.words & (_FORCE | {"number", "total"}))
    put = put or (clause.lemma == "put" and "number" in clause.words)
    put = put or bool(clause.words & {"figure", "estimate"} and clause.predicate in ("SAY", "DENY", "BE"))
    return bool(somewhere or have or put or clause.words & {"involved", "engaged"})


def _strength(clause: Clause) -> Amount | None:
    """A bare number that a force is said to have: "numbers 60,000", "a 50,000-strong grouping", "is put at 700,000"."""
    told = clause.lemma == "number" or clause.words & {"strong", "strength"}
    put = clause.predicate in ("SAY", "STRETCH", "MASS") and clause.words & _FORCE and clause.people()
    if not (told or put) or clause.words & {"square", "killed", "percent", "%"}:
        return None
    bare = (a for a in clause.amounts if not a.unit and not a.money and not a.per)
    found = next((a for a in bare if (a.value or 0) >= _FEWEST and not 1990 <= (a.value or 0) <= 2100), None)
    return replace(found, quantity=replace(found.quantity, unit="troops")) if found else None


# ---------------------------------------------------------------- how it is tested and told


def test(claim: ForceSize, bench: Bench) -> Finding:
    """Not on the ground: recorded with speaker, period and bounds, and held against a sanity range."""
    return recorded(claim, "No open record counts troops")


def told(claim: ForceSize, names: Mapping[str, str]) -> str:
    """The claim in one plain line."""
    amount = as_said(claim.quantity) or "forces"
    return f"{name_of(claim.side, names)} has {'no ' if claim.negated else ''}{amount} at {where(claim)}"
