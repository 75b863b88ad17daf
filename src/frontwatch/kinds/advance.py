"""Kind `advance`: a side moved forward N km, took N km² or N settlements, or just advanced, in a period; or failed
to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from frontwatch.model import Claim, Quantity
from frontwatch.reading.clauses import Clause
from frontwatch.reading.context import HYPOTHETICAL, Context
from frontwatch.reading.mentions import Mention
from frontwatch.reading.quantities import Amount

KIND = "advance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance(Claim):
    """A claim that a side moved forward N km, took N km² or N settlements, or just advanced, in a period; or
    failed to."""

    stopped: bool = False
    """The advance is said to have failed, been stopped or repelled."""
    measure: Literal["", "distance", "area", "settlements"] = ""


# ---------------------------------------------------------------- how it is said

_FAILING = ("repel", "repulse", "thwart", "foil", "halt", "stop", "beat", "fend", "rebuff", "stall", "contain")


def said(clause: Clause, context: Context) -> Iterable[Advance]:
    """Forward movement told by a clause; also ground taken by area or number of settlements, and attempts that
    failed."""
    if clause.noun or clause.mood in HYPOTHETICAL:
        return
    if clause.predicate == "ADVANCE":
        yield from _moved(clause, context)
    elif clause.predicate == "TAKE":
        yield from _counted(clause, context)
    elif clause.predicate == "ENTER" and clause.side and clause.mood == "asserted":
        ground = [m for m in clause.ground() if m.what in ("place", "region") and m.first > clause.head]
        distance = clause.amount("km", "mi")
        if ground and not (distance and distance.quantity.high is not None and "within" in clause.words):
            yield context.claim(
                Advance, clause, ground[:1], amount=distance, side=clause.side, stopped=clause.denied or clause.failed,
                measure="distance" if distance else "",
            )  # fmt: skip
    elif clause.predicate == "STOP" and "ATTACK" in clause.nouns and clause.side and not clause.passive:
        ground = [m for m in clause.ground() if m.what in ("place", "sector") and m.first > clause.head]
        if ground and not clause.amounts:
            attacker = context.other(clause.side)
            yield context.claim(Advance, clause, ground[:1], side=attacker, stopped=True, negated=not clause.denied)
    elif clause.predicate == "LOSE" and "ATTACK" in clause.nouns and clause.lemma in ("abandon", "give", "relinquish"):
        yield context.claim(
            Advance, clause, context.nearest(clause)[:1], side=clause.side, stopped=True, negated=not clause.denied
        )


def _moved(clause: Clause, context: Context) -> Iterable[Advance]:
    side = clause.side
    if clause.lemma == "push" and clause.passive:
        return
    front = "front" in clause.marks and clause.agent is None
    if not side and not front:
        return
    if clause.lemma in ("gain", "expand", "breach", "progress", "surge") and not (clause.amounts or clause.ground()):
        return
    distance = clause.amount("km", "mi", "m")
    area = clause.amount("km2", "sq mi")
    settlements = clause.amount("settlements")
    ground = [m for m in clause.ground() if m.what != "country" and m.first > clause.head] or list(
        context.nearest(clause, sector_first=True)
    )[:1]
    measure = "distance" if distance else "area" if area else "settlements" if settlements else ""
    targets: list[Mention | None] = [*ground] or [None]
    for mention in targets:
        yield context.claim(
            Advance, clause, (mention,) if mention else (), amount=_rate(distance or area or settlements), side=side,
            stopped=clause.denied or clause.failed, measure=measure,
        )  # fmt: skip


def _counted(clause: Clause, context: Context) -> Iterable[Advance]:
    side = clause.side
    amounts = [a for a in clause.amounts if a.unit in ("settlements", "km2", "sq mi") and (a.value or 0) > 0]
    if not side or not amounts or any(m.what == "place" for m in clause.patients):
        return
    ground = [m for m in clause.mentions if m.what in ("region", "sector")][:1] or list(
        context.nearest(clause, sector_first=True)
    )[:1]
    country = [m for m in clause.mentions if m.what == "country" and m.prep in ("in", "of")]
    for amount in amounts:
        measure = "settlements" if amount.unit == "settlements" else "area"
        yield context.claim(
            Advance, clause, country[:1] or ground, amount=amount, side=side, stopped=clause.denied, measure=measure
        )  # fmt: skip


def _rate(amount: Amount | None) -> Quantity | None:
    if amount is None:
        return None
    q = amount.quantity
    return Quantity(q.low, q.high, f"{q.unit}/{amount.per}", q.approx) if amount.per else q
