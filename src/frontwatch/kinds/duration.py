"""Kind `duration`: the war, a battle or an occupation has lasted so long, or began N years ago."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from frontwatch.kinds.bench import Bench, Sight, over_records, told_day, untested
from frontwatch.kinds.settings import DURATION_TOLERANCE
from frontwatch.kinds.telling import where
from frontwatch.kinds.verdicts import as_said, compare
from frontwatch.model import Claim, Figure, Finding, KeyDay, Place, Quantity
from frontwatch.reading.clauses import Clause
from frontwatch.reading.context import Context

KIND = "duration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration(Claim):
    """A claim that the war, a battle or an occupation has lasted so long, or began N years ago."""

    of: Literal["war", "battle", "occupation", "annexation"] = "war"


# ---------------------------------------------------------------- how it is said


_LONGEST = 1000
"""Years, months or weeks: no war lasts longer, and a calendar must hold them."""


def said(clause: Clause, context: Context) -> Iterable[Duration]:
    """How long the war, a battle or an attempt on a place has lasted, or when it began."""
    if clause.noun or clause.mood in ("conditional", "asked", "future", "possible", "gerund"):
        return
    if any((a.value or 0) > _LONGEST for a in clause.amounts if a.unit in ("years", "months", "weeks")):
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


# ---------------------------------------------------------------- how it is tested and told


_DAYS = {"years": 365.25, "months": 30.44, "weeks": 7.0, "days": 1.0}


def test(claim: Duration, bench: Bench) -> Finding:
    """The theatre's key day of the war or the battle; without one, since when the front has been near the place.

    A battle begins between the day from which the other side's ground lies within 20 km of the place without a break
    and that from which it lies within 5 km: a length between the two is supported.
    """
    if claim.quantity is None or claim.day is None:
        return untested(claim, "period_unclear", "How long is meant is not clear from the report.")
    key = key_day_of(claim, bench)
    if key is not None:
        lasted = (
            ((key.end or claim.day) - key.day).days if key.end and key.end < claim.day else (claim.day - key.day).days
        )
        return _against(
            claim,
            lasted,
            f"{key.name}, from {key.day.isoformat()} ({key.source})",
            Figure("days", lasted, "days", key.day, key.source),
            f"frontwatch days {key.id} --on {claim.day.isoformat()}",
        )
    if not claim.places or not claim.places[0].covered:
        return untested(claim, "not_on_a_map", f"The theatre has no key day for {where(claim)}.")
    return over_records(claim, bench, lambda sight: _near_for(claim, claim.places[0], sight))


def _near_for(claim: Duration, place: Place, sight: Sight) -> Finding:
    """How long the other side's ground has been within 20 km and 5 km of a place without a key day."""

    from frontwatch.ground.figures import figures_of_nearness
    from frontwatch.ground.nearness import nearness

    assert claim.quantity is not None
    holder = str(sight.record.holder(place.lon, place.lat, sight.map.index)[0])
    side = next(s for s in sight.theatre.sides if s.code != holder)
    found = nearness(sight.record, sight.theatre, place.lon, place.lat, sight.map, to_side=side.code)
    far, close = found.near
    query = sight.query("exposure", sight.name_of(place), "--on", f"{sight.map.day}", "--side", side.code)
    figures = figures_of_nearness(found)
    if far.since is None:
        reason = f"{sight.stamp()}: no ground held by {side.name} within {far.reach_km:.0f} km of {place.name}."
        return untested(claim, "not_on_a_map", reason, figures=figures, query=query)
    each = [
        f"within {n.reach_km:.0f} km since {told_day(n.since)}{' or before' if n.since_start else ''}"
        for n in found.near
        if n.since
    ]
    reason = (
        f"{sight.stamp()}: ground held by {side.name} {', '.join(each)}; no key day of {place.name} is known; "
        f"claimed {as_said(claim.quantity)}."
    )
    days = _DAYS[claim.quantity.unit]
    longest = (sight.map.day - far.since).days / days
    shortest = (sight.map.day - close.since).days / days if close.since else 0.0
    verdict, factor = compare(claim.quantity, shortest, longest, tolerance=DURATION_TOLERANCE)
    if verdict == "overstated" and far.since_start:
        reason += " The record begins too late to tell."
        return untested(claim, "not_on_a_map", reason, figures=figures, query=query)
    return Finding(claim, verdict, reason, figures=figures, query=query, map=sight.map, factor=factor)


def key_day_of(claim: Duration, bench: Bench) -> KeyDay | None:
    """The key day that the claim counts from: of its place's battle, else of the whole war."""
    if claim.of == "war":
        words = bench.theatre.key_day_words
        return next((k for k in bench.theatre.key_days if {"war", "full-scale war"} & set(words[k.id])), None)
    names = {p.name.lower() for p in claim.places}
    return next((k for k in bench.theatre.key_days if any(n in k.name.lower() for n in names)), None)


def _against(claim: Duration, days: int, source: str, figure: Figure, query: str) -> Finding:
    assert claim.quantity is not None
    unit = claim.quantity.unit
    found = days / _DAYS[unit]
    reason = f"{source}: {found:,.1f} {unit}; claimed {as_said(claim.quantity)}."
    verdict, factor = compare(claim.quantity, found, tolerance=DURATION_TOLERANCE)
    return Finding(claim, verdict, reason, figures=(figure,), query=query, factor=factor)


def told(claim: Duration, names: Mapping[str, str]) -> str:
    """The claim in one plain line."""
    what = "the war" if claim.of == "war" else f"the {claim.of} of {where(claim)}"
    return f"{what} has lasted {as_said(claim.quantity)}"
