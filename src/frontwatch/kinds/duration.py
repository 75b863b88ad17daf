"""Kind `duration`: the war, a battle or an occupation has lasted so long, or began N years ago."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from frontwatch.model import Claim, Quantity
from frontwatch.reading.clauses import Clause
from frontwatch.reading.context import Context

KIND = "duration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration(Claim):
    """A claim that the war, a battle or an occupation has lasted so long, or began N years ago."""

    of: Literal["war", "battle", "occupation", "annexation"] = "war"


# ---------------------------------------------------------------- how it is said


def said(clause: Clause, context: Context) -> Iterable[Duration]:
    """How long the war, a battle or an attempt on a place has lasted, or when it began."""
    if clause.noun or clause.mood in ("conditional", "asked", "future", "possible", "gerund"):
        return
    span = next(
        (p for p in clause.periods if p.unit and p.what in ("for", "ago") and p.unit in ("year", "month", "week")), None
    )
    if (
        span is None
        and clause.predicate == "LAST"
        and "war" in clause.marks
        and (years := clause.amount("years", "months"))
    ):
        began = context.published - timedelta(days=(years.value or 0) * (365.25 if years.unit == "years" else 30.4))
        yield context.claim(Duration, clause, (), of="war", amount=years, since=began, day=context.published)
    if span is None:
        return
    years = clause.amount("years", "months", "weeks")
    quantity = years.quantity if years else Quantity(1.0, 1.0, span.unit + "s")
    since = span.since or span.day
    if clause.predicate in ("BEGIN", "LAST", "CONTINUE", "HAPPEN") and "war" in clause.marks:
        yield context.claim(Duration, clause, (), of="war", amount=quantity, since=since, day=context.published)
    elif clause.predicate in ("TAKE", "CLASH", "ATTACK", "TRY", "BEGIN", "LAST", "HAPPEN") and (
        clause.mood in ("attempted", "asserted")
    ):
        ground = [m for m in (*clause.patients, *clause.ground()) if m.what in ("place", "region")][:1]
        trying = clause.mood == "attempted" or clause.progressive or clause.predicate in ("CLASH", "BEGIN", "LAST")
        if ground and trying:
            yield context.claim(
                Duration, clause, ground, of="battle", amount=quantity, since=since, day=context.published,
                side=clause.side,
            )  # fmt: skip
