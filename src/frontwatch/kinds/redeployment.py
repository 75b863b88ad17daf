"""Kind `redeployment`: N troops moved from A to B, or were not moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from frontwatch.model import Claim
from frontwatch.reading.clauses import Clause
from frontwatch.reading.context import Context
from frontwatch.reading.mentions import Mention

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
        "personnel", "grouping", "force",
    }
)  # fmt: skip


def said(clause: Clause, context: Context) -> Iterable[Redeployment]:
    """Troops told to have been moved from somewhere to somewhere, or not moved."""
    moved = clause.predicate == "MOVE" or (
        clause.predicate == "LOSE" and clause.lemma in ("pull", "withdraw") and clause.passive
    )
    if (
        clause.noun
        or not moved
        or clause.mood in ("conditional", "asked", "gerund", "future", "possible", "wished", "purpose")
    ):
        return
    amount = clause.amount("troops", "units", "equipment")
    if not (amount or clause.words & _FORCES):
        return
    origins = clause.ground("from", "of", "out", "like")
    goals = clause.ground("to", "into", "towards", "toward", "near", "in", "across")
    if not (origins or goals or clause.words & {"fronts", "sectors", "directions", "bank", "out"}):
        return
    side = clause.side or next((m.side for m in clause.people() if m.side), None)
    if clause.passive and not clause.agent:
        side = next((m.side for m in clause.people() if m.side and m.first < clause.head), side)
    yield context.claim(
        Redeployment, clause, (*goals, *origins), amount=amount, side=side,
        origin=_name(origins), destination=_name(goals),
    )  # fmt: skip


def _name(ground: tuple[Mention, ...]) -> str | None:
    ref = ground[0].ref if ground else None
    return getattr(ref, "name", None) if ref is not None else None
