"""Kind `front_length`: the front, or a part of it, is N km long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from frontwatch.kinds.bench import Bench, Sight, over_records
from frontwatch.kinds.verdicts import KM, as_said, compare, scaled
from frontwatch.model import Claim, Finding
from frontwatch.reading.clauses import Clause
from frontwatch.reading.context import Context

KIND = "front_length"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontLength(Claim):
    """A claim that the front, or a part of it, is N km long."""

    active: bool = False
    """Only the active part is meant."""


# ---------------------------------------------------------------- how it is said

_LONG = (
    "BE",
    "STRETCH",
    "HAVE",
    "NONE",
    "SAY",
    "CLASH",
    "REMAIN",
    "HOLD",
    "MEASURE",
    "OTHER",
    "ATTACK",
    "ADVANCE",
    "HAPPEN",
    "CONTINUE",
)
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
        {"from", "away"} if clause.predicate == "STRETCH" or "long" in clause.words else set()
    ):
        return
    if clause.predicate not in _LONG:
        return
    lengths = [a for a in clause.amounts if a.unit in ("km", "mi") and (a.value or 0) >= _SHORTEST and not a.per]
    if not lengths or clause.words & {"longer", "shorter"}:
        return
    if any(m.prep in clause.directions for m in clause.mentions):
        return
    amount = lengths[-1] if clause.lemma in ("shrink", "shorten") else lengths[0]
    sector = [m for m in clause.mentions if m.what in ("sector", "region")]
    yield context.claim(FrontLength, clause, sector[:1], amount=amount, active="active" in clause.marks)


# ---------------------------------------------------------------- how it is tested and told


def test(claim: FrontLength, bench: Bench) -> Finding:
    """The front's length at two scales: supported within the tolerance of the span between them."""

    from frontwatch.ground.figures import figures_of_front
    from frontwatch.ground.front import front

    def ask(sight: Sight) -> Finding:
        found = front(sight.record, sight.theatre, sight.map, sector=claim.sector)
        where = ["--sector", claim.sector.id] if claim.sector else []
        query = sight.query("front", "--on", sight.map.day.isoformat(), *where)
        figures = figures_of_front(found)
        claimed = scaled(claim.quantity, KM) if claim.quantity else None
        state = f"{sight.stamp()}: front {found.km_2km:,.0f} km at 2 km scale, {found.km_drawn:,.0f} km as drawn"
        if claimed is None:
            return Finding(claim, "untested", f"{state}.", code="not_on_a_map", figures=figures, query=query)
        verdict, factor = compare(claimed, found.km_2km, found.km_drawn)
        if claim.negated:
            verdict = "contradicted" if verdict == "supported" else "supported"
        if claim.active and verdict == "understated":
            reason = f"{state}; a map does not show which part of it is active; claimed {as_said(claim.quantity)}."
            return Finding(claim, "untested", reason, code="not_on_a_map", figures=figures, query=query)
        return Finding(
            claim, verdict, f"{state}; claimed {as_said(claim.quantity)}.",
            figures=figures, query=query, map=sight.map, factor=factor,
        )  # fmt: skip

    return over_records(claim, bench, ask)


def told(claim: FrontLength, names: Mapping[str, str]) -> str:
    """The claim in one plain line."""
    where = f" in {claim.sector.name}" if claim.sector else ""
    active = "active " if claim.active else ""
    return f"the {active}front{where} is {'not ' if claim.negated else ''}{as_said(claim.quantity)} long"
