"""Kind `population`: N residents before the war, N remain, N were evacuated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from frontwatch.model import Claim
from frontwatch.reading.clauses import Clause
from frontwatch.reading.context import Context

KIND = "population"


@dataclass(frozen=True, slots=True, kw_only=True)
class Population(Claim):
    """A claim that N residents before the war, N remain, N were evacuated."""

    when: Literal["before", "now", "evacuated"] = "now"


# ---------------------------------------------------------------- how it is said


def said(clause: Clause, context: Context) -> Iterable[Population]:
    """Residents counted: before the war, remaining, taken out."""
    amounts = [a for a in clause.amounts if a.unit in ("people", "children") and not a.per]
    if (
        not amounts
        and clause.words & {"there", "left"}
        and (clause.predicate in ("BE", "REMAIN", "LIVE") or (clause.lemma == "leave" and clause.passive))
        and not clause.side
    ):
        amounts = [
            a for a in clause.amounts if not a.unit and not a.money and (a.value or 0) >= 50 and a.at < clause.head + 3
        ][:1]
    if clause.noun or not amounts or clause.mood in ("conditional", "asked", "wished", "gerund", "future", "purpose"):
        return
    if clause.predicate not in ("LIVE", "HAVE", "BE", "REMAIN", "FLEE", "LOSE", "NONE", "SAY", "MOVE", "TAKE"):
        return
    if clause.words & {"killed", "wounded", "injured", "died", "dead", "soldiers"}:
        return
    before = "before_war" in clause.marks
    gone = not (clause.lemma == "leave" and clause.passive) and (
        clause.predicate == "FLEE"
        or (clause.predicate == "TAKE" and "out" in clause.words)
        or (clause.lemma in ("leave", "evacuate") and clause.predicate != "LIVE")
    )
    stays = clause.predicate in ("LIVE", "HAVE") or bool(clause.marks & {"remain"}) or before or "there" in clause.words
    if not (before or gone or stays):
        return
    own = [m for m in (*clause.subjects, *clause.ground("in", "of", "from", "")) if m.what in ("place", "region")]
    ground = own[:1] or ([context.ground] if context.ground else [])
    if not ground:
        return
    for amount in amounts:
        when: Any = "before" if before else "evacuated" if gone else "now"
        yield context.claim(Population, clause, ground, amount=amount, when=when)
