"""Kind `intent`: a leader wants, plans or orders to take a place or region."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from frontwatch.model import Claim
from frontwatch.reading.clauses import Clause
from frontwatch.reading.context import Context

KIND = "intent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent(Claim):
    """A claim that a leader wants, plans or orders to take a place or region."""

    leader: str | None = None


# ---------------------------------------------------------------- how it is said


def said(clause: Clause, context: Context) -> Iterable[Intent]:
    """Ground that somebody wants, plans or is ordered to take, or means to keep."""
    if clause.noun or clause.mood in ("asked", "conditional"):
        return
    if "buffer" in clause.marks or ("goal" in clause.marks and clause.predicate in ("BE", "REMAIN", "NONE")):
        yield from _aimed(clause, context)
        return
    if (
        clause.predicate == "WANT"
        and clause.lemma in ("want", "seek", "demand", "target")
        and clause.mood == "asserted"
    ):
        ground = [m for m in clause.ground("", "of") if m.what in ("place", "region") and m.first > clause.head]
        for mention in ground if clause.side else []:
            yield context.claim(Intent, clause, (mention,), side=clause.side, day=context.published, since=None)
        return
    if clause.mood != "wished" or clause.predicate in ("SAY", "DENY", "KILL", "LIVE", "BE", "FLEE"):
        return
    if clause.host == "WANT" and clause.host_lemma in ("prepare", "hope", "order", "demand") and not clause.side:
        return
    ground = [m for m in (*clause.patients, *clause.ground()) if m.what in ("place", "region", "sector")]
    seen = {m.ref: m for m in reversed(ground)}
    if not seen or not clause.side:
        return
    leader = clause.agent.text if clause.agent and clause.agent.what == "actor" else None
    for mention in reversed(seen.values()):
        yield context.claim(
            Intent, clause, (mention,), side=clause.side, leader=leader, negated=clause.denied,
            amount=clause.amount("km", "km2", "%"), day=context.published, since=None,
        )  # fmt: skip


def _aimed(clause: Clause, context: Context) -> Iterable[Intent]:
    """A buffer zone to be made somewhere, or a place called the target."""
    zone = "buffer" in clause.marks
    ground = [m for m in (clause.ground() if zone else clause.subjects) if m.what in ("place", "region")]
    if zone and not ground and context.region:
        ground = [context.region]
    if not ground:
        return
    side = clause.side or context.side if zone else context.other(context.home(ground[0]))
    yield context.claim(
        Intent, clause, ground[:3], side=side, amount=clause.amount("km", "km2"), negated=clause.denied,
        day=context.published, since=None,
    )  # fmt: skip
