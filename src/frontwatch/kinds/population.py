"""Kind `population`: N residents before the war, N remain, N were evacuated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from frontwatch.kinds.bench import Bench, untested
from frontwatch.kinds.settings import POPULATION_TOLERANCE
from frontwatch.kinds.telling import where
from frontwatch.kinds.verdicts import as_said, compare
from frontwatch.model import Claim, Figure, Finding, Quantity
from frontwatch.reading.clauses import Clause
from frontwatch.reading.context import Context
from frontwatch.reading.quantities import Amount

KIND = "population"


@dataclass(frozen=True, slots=True, kw_only=True)
class Population(Claim):
    """A claim that N residents before the war, N remain, N were evacuated."""

    when: Literal["before", "now", "evacuated"] = "now"


# ---------------------------------------------------------------- how it is said


def _nobody_left(clause: Clause) -> bool:
    """ "There are no children left in X"."""
    if "nobody" in clause.words or clause.words >= {"no", "one"}:
        return "left" in clause.words or clause.predicate == "LIVE"
    people = clause.words & {"children", "residents", "civilians", "inhabitants"}
    return bool(people) and "left" in clause.words and "no" in clause.words and not clause.noun


_OUT_OF = 4
"""Tokens between a number of residents and the number it is out of: "7,000 of its 60,000 residents"."""
_APPOSED = frozenset(["home", "town", "city", "village"])
_TOWN = frozenset(["city", "town", "village", "settlement", "home", "population", "hub"])
_TOLD = ("FALL", "STRETCH", "LIVE", "HAVE", "BE", "REMAIN", "FLEE", "LOSE", "NONE", "SAY", "MOVE", "TAKE")


def _thought_to_live(clause: Clause, context: Context) -> list[Amount]:
    """The figure of "some 200 people are thought to live there", which stands with the verb of thinking."""
    thinking = context.before[-1] if context.before else None
    if clause.predicate not in ("LIVE", "REMAIN") or thinking is None or thinking.predicate != "SAY":
        return []
    return [a for a in thinking.amounts if a.unit == "people" and a.at < thinking.head] if thinking.passive else []


def _home_to(clause: Clause) -> list[Amount]:
    """The figure of "once home to 4,500", which names no unit."""
    if "before_war" not in clause.marks or "home" not in clause.words:
        return []
    return [a for a in clause.amounts if not a.unit and not a.money and (a.value or 0) >= 500][:1]


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
            a
            for a in clause.amounts
            if not a.unit
            and not a.money
            and (a.value or 0) >= 50
            and a.at < clause.head + 3
            and not ("of them" in a.noun and "left" not in clause.words)
        ][:1]
    if not amounts and "population" in clause.words and clause.predicate in ("HAVE", "BE", "NONE", "FALL", "STRETCH"):
        amounts = [a for a in clause.amounts if not a.unit and not a.money and (a.value or 0) >= 50][:1]
    if not amounts and "before_war" in clause.marks and clause.words & _TOWN:
        amounts = [a for a in clause.amounts if not a.unit and not a.money and (a.value or 0) >= 500][:1]
    if not amounts and _nobody_left(clause) and clause.mood == "asserted":
        ground = [m for m in clause.ground("in") if m.what == "place"] or [m for m in [context.place] if m]
        yield context.claim(Population, clause, ground[:1], amount=Quantity(0, 0, "people"), when="now", negated=False)
        return
    if not amounts and clause.lemma in ("remain", "stay") and not clause.side:
        amounts = [a for a in clause.amounts if not a.unit and not a.money and (a.value or 0) >= 50][:1]
    if clause.predicate == "LOSE" and clause.lemma == "lose":
        return
    amounts = amounts and [*amounts, *_home_to(clause)]
    amounts = amounts or _thought_to_live(clause, context)
    if any(m.what == "force" for m in clause.mentions) and clause.words & {"groups", "group", "enemy", "soldiers"}:
        return
    if clause.noun or not amounts or clause.mood in ("conditional", "asked", "wished", "gerund", "future", "purpose"):
        return
    if clause.predicate not in _TOLD and not ("before_war" in clause.marks and clause.words & _TOWN):
        return
    if clause.words & {"killed", "wounded", "injured", "died", "dead", "soldiers", "brigade", "divisions", "brigades"}:
        return
    before = "before_war" in clause.marks
    stayed = clause.denied and clause.lemma in ("leave", "evacuate", "flee")
    gone = (
        not stayed
        and not (clause.lemma == "leave" and clause.passive)
        and (
            clause.predicate == "FLEE"
            or (clause.predicate == "TAKE" and "out" in clause.words)
            or (clause.lemma in ("leave", "evacuate") and clause.predicate != "LIVE")
        )
    )
    stays = (
        clause.predicate in ("LIVE", "HAVE")
        or bool(clause.marks & {"remain"})
        or before
        or "there" in clause.words
        or clause.block == "row"
        or stayed
    )
    if not (before or gone or stays):
        return
    own = [m for m in (*clause.subjects, *clause.ground("in", "of", "from", "")) if m.what in ("place", "region")]
    if len(amounts) == 2 and amounts[1].first - amounts[0].last <= _OUT_OF and not before:
        amounts = amounts[:1]
    at = amounts[0].at
    apposed = [m for m in clause.ground() if m.what == "place" and m.first < at] if clause.words & _APPOSED else []
    said = apposed[-1:] or [m for c in context.before for m in c.ground("", "of", "in") if m.what == "place"]
    here = context.place if any(a.unit for a in amounts) or before else context.lately()
    ground = (
        apposed[-1:] or own[:1] or said[-1:] or ([here] if here else []) or ([context.ground] if context.ground else [])
    )
    if not ground:
        return
    for amount in amounts:
        when: Any = "before" if before else "evacuated" if gone else "now"
        negated = clause.denied and not stayed
        yield context.claim(Population, clause, ground, amount=amount, when=when, negated=negated)


# ---------------------------------------------------------------- how it is tested and told


def test(claim: Population, bench: Bench) -> Finding:
    """Residents before the war against the official count of 2022; the gazetteer may support, never contradict.

    Who lives there now is on no open record.
    """
    if claim.when != "before" or not claim.places or claim.quantity is None:
        return untested(claim, "not_on_a_map", "No open record counts who lives there now or was taken out.")
    place = claim.places[0]
    official = bench.theatre.population(place.id)
    residents, source, day = place.population, "GeoNames, of no stated year", None
    if official is not None:
        residents, source, day = official.residents, official.source, official.day
    figures = (Figure("residents", residents, "people", day, source),)
    query = f"frontwatch population {place.id}"
    state = f"{source}: {place.name} {residents:,} residents; claimed {as_said(claim.quantity)}."
    if not residents:
        return untested(claim, "not_on_a_map", f"No count of the residents of {place.name} is at hand.")
    verdict, factor = compare(claim.quantity, residents, tolerance=POPULATION_TOLERANCE)
    if official is None and verdict != "supported":
        return untested(
            claim,
            "not_on_a_map",
            f"{state[:-1]}; the gazetteer's figure may be of wartime.",
            figures=figures,
            query=query,
        )
    return Finding(claim, verdict, state, figures=figures, query=query, factor=factor)


def told(claim: Population, names: Mapping[str, str]) -> str:
    """The claim in one plain line."""
    words = {"before": "lived in {} before the war", "now": "live in {} now", "evacuated": "left {}"}
    return f"{as_said(claim.quantity)} {words[claim.when].format(where(claim))}"
