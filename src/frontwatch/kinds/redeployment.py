"""Kind `redeployment`: N troops moved from A to B, or were not moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from frontwatch.kinds.bench import Bench, untested
from frontwatch.kinds.telling import name_of, where
from frontwatch.kinds.verdicts import as_said
from frontwatch.model import Claim, Finding
from frontwatch.reading.clauses import Clause
from frontwatch.reading.context import Context
from frontwatch.reading.mention import Mention

KIND = "redeployment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Redeployment(Claim):
    """A claim that N troops moved from A to B, or were not moved."""

    origin: str | None = None
    destination: str | None = None


# ---------------------------------------------------------------- how it is said

_FORCES = frozenset(
    {
        "troops", "forces", "units", "brigades", "brigade", "soldiers", "elements", "division", "divisions", "regiment",
        "regiments", "battalion", "battalions", "reserves", "marines", "paratroopers", "reinforcements", "men",
        "personnel", "grouping", "force", "corps", "army", "armies", "group", "groups", "unit",
        "contingent", "companies", "detachments", "infantry", "airborne", "reserve",
    }
)  # fmt: skip


_SOMEWHERE = frozenset(["south", "north", "east", "west", "fronts", "sectors", "directions", "bank", "out", "across"])
_MANY = 500
"""Troops: so many sent nowhere in particular are sent where the report is."""


def said(clause: Clause, context: Context) -> Iterable[Redeployment]:
    """Troops told to have been moved from somewhere to somewhere, or not moved."""
    moved = clause.predicate == "MOVE" or (
        clause.predicate == "LOSE" and clause.lemma in ("pull", "withdraw") and clause.passive
    )
    moved = moved or (
        clause.lemma == "take"
        and clause.passive
        and bool(clause.ground("from"))
        and bool(clause.amount("troops", "units"))
    )
    moved = moved or (clause.lemma == "leave" and bool(clause.ground("for")) and bool(clause.words & _FORCES))
    away = clause.predicate == "LOSE" and clause.lemma in ("withdraw", "pull") and not clause.passive
    moved = moved or (
        away and bool(set(clause.after[:5]) & {"part", "some", "units", "brigades"}) and bool(clause.words & _FORCES)
    )
    moved = moved and not (clause.lemma == "move" and not clause.passive and clause.amount("km", "mi", "m"))
    moved = moved or (
        clause.lemma in ("throw", "commit") and bool(clause.words & {"reserve", "reserves", "reinforcements"})
    )
    if (
        clause.noun
        or not moved
        or "HOLDING" in clause.nouns
        or clause.mood in ("conditional", "asked", "gerund", "future", "possible", "wished", "purpose")
    ):
        return
    amount = clause.amount("troops", "units", "equipment")
    they = clause.passive and any(m.what == "pronoun" and m.side and m.first < clause.head for m in clause.mentions)
    force = clause.agent is not None and clause.agent.what == "force" and not clause.passive
    if not (amount or they or force or clause.words & _FORCES):
        return
    left_for = clause.lemma == "leave" and clause.agent is not None and clause.ground("for")
    origins = (clause.ground("") if left_for else ()) + clause.ground("from", "of", "out", "like")
    goals = clause.ground("to", "into", *(("for",) if left_for else ()), "towards", "toward", "near", "in", "across")
    goals += tuple(m for m in clause.ground("") if m.text.lower() in ("here", "there") and m not in goals)
    sent = clause.lemma in ("send", "dispatch", "rush") and amount is not None and (amount.value or 0) >= _MANY
    if sent and not (origins or goals) and context.ground:
        goals = (context.ground,)
    thrown_in = clause.lemma in ("throw", "commit") and clause.side
    if not (
        origins
        or goals
        or thrown_in
        or (amount and clause.lemma in ("redeploy", "transfer", "relocate"))
        or clause.words & _SOMEWHERE
    ):
        return
    goals = goals or (clause.ground("for") if clause.lemma in ("throw", "commit") else ())
    side = clause.side or next((m.side for m in clause.people() if m.side), None)
    if clause.passive and not clause.agent:
        side = next((m.side for m in clause.people() if m.side and m.first < clause.head), side)
        side = side or (clause.speaker.side if clause.speaker else None)
    yield context.claim(
        Redeployment, clause, (*goals, *origins), amount=amount, side=side,
        origin=_name(origins), destination=_name(goals),
    )  # fmt: skip


def _name(ground: tuple[Mention, ...]) -> str | None:
    ref = ground[0].ref if ground else None
    return getattr(ref, "name", None) if ref is not None else None


# ---------------------------------------------------------------- how it is tested and told


def test(claim: Redeployment, bench: Bench) -> Finding:
    """Not on the ground: recorded with its speaker."""
    said_by = claim.speaker or "the report"
    return untested(claim, "not_on_a_map", f"No open record shows where troops move; recorded as claimed by {said_by}.")


def told(claim: Redeployment, names: Mapping[str, str]) -> str:
    """The claim in one plain line."""
    origin = f" from {claim.origin}" if claim.origin else ""
    to = f" to {claim.destination}" if claim.destination else "" if claim.origin else f" at {where(claim)}"
    verb = "did not move" if claim.negated else "moved"
    return f"{name_of(claim.side, names)} {verb} {as_said(claim.quantity) or 'troops'}{origin}{to}"
