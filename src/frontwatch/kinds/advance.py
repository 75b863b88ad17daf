"""Kind `advance`: a side moved forward N km, took N km² or N settlements, or just advanced, in a period; or failed
to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal

from frontwatch.kinds.bench import Bench, Evidence, Sight, over_records, told_day, untested
from frontwatch.kinds.changed import changed
from frontwatch.kinds.settings import (
    ADVANCE_DAYS,
    AREA_SLACK_KM2,
    COARSE_KM2,
    COARSE_STEP_KM,
    COUNT_SLACK,
    DISTANCE_TOLERANCE_KM,
    NEARER_KM,
    SHARE_SLACK,
    STOPPED_KM2,
)
from frontwatch.kinds.telling import name_of, uncovered, where
from frontwatch.kinds.verdicts import KM, KM2, MONTHS, as_said, compare, scaled
from frontwatch.model import Claim, Finding, Place, Quantity, Verdict
from frontwatch.reading.clauses import Clause
from frontwatch.reading.context import HYPOTHETICAL, Context
from frontwatch.reading.lexicon import lexicon
from frontwatch.reading.mention import Mention
from frontwatch.reading.quantities import Amount
from frontwatch.theatre.theatre import Theatre

if TYPE_CHECKING:
    from frontwatch.ground.change import Change

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
    went = clause.predicate == "MOVE" and clause.lemma == "move" and clause.side and not clause.passive
    rolled = (
        clause.predicate == "MOVE"
        and "front" in clause.marks
        and clause.agent is None
        and clause.lemma in ("move", "shift")
    )
    if (
        clause.predicate == "ADVANCE"
        or ((rolled or went) and clause.amount("km", "mi", "m"))
        or (clause.lemma == "cover" and clause.side and clause.amount("km", "mi"))
        or (clause.lemma in ("get", "go", "come") and clause.amount("km", "mi") and clause.words & _FORWARD)
    ):
        yield from _moved(clause, context)
    elif clause.predicate == "TAKE":
        yield from _counted(clause, context)
    elif clause.predicate == "LOSE" and clause.side and clause.amount("settlements", "km2", "sq mi"):
        yield from _given_up(clause, context)
    elif clause.predicate == "PASS":
        yield from _passed(clause, context)
    elif clause.predicate == "ENTER" and clause.side and clause.mood == "asserted":
        ground = [m for m in clause.ground() if m.what in ("place", "region") and m.first > clause.head]
        inside = set(clause.after[:5]) & (_QUARTERS | lexicon().words.buildings) and not any(
            m.first > clause.head for m in clause.mentions
        )
        ground = ground or [m for m in [context.lately()] if m and inside]
        deep = not ground and clause.words & {"depth", "depths", "defence", "defences", "defense", "defenses"}
        ground = ground or [m for c in context.after for m in c.ground() if m.what == "place" and deep]
        distance = clause.amount("km", "mi")
        if ground and not (distance and distance.quantity.high is not None and "within" in clause.words):
            yield context.claim(
                Advance, clause, ground[:1], amount=distance, side=clause.side, stopped=clause.denied or clause.failed,
                measure="distance" if distance else "",
            )  # fmt: skip
    elif clause.predicate in ("SAY", "BE", "REMAIN") and "ADVANCE" in clause.nouns and clause.words & {"rate", "pace"}:
        yield from _at_a_rate(clause, context)
    elif ("ADVANCE" in clause.nouns and clause.predicate in (*_GOING, *_ENDING)) or (
        clause.lemma in ("stall", "falter") and "ATTACK" in clause.nouns
    ):
        yield from _told_by_noun(clause, context)
    elif clause.predicate == "STOP" and "ATTACK" in clause.nouns and clause.side and not clause.passive:
        ground = [m for m in clause.ground() if m.what in ("place", "sector") and m.first > clause.head]
        if ground and not clause.amounts:
            attacker = context.other(clause.side)
            yield context.claim(Advance, clause, ground[:1], side=attacker, stopped=True, negated=not clause.denied)
    elif clause.predicate == "STOP" and clause.passive and clause.mood == "asserted" and not clause.amounts:
        yield from _beaten_off(clause, context)
    elif clause.predicate == "LOSE" and "ATTACK" in clause.nouns and clause.lemma in ("abandon", "give", "relinquish"):
        yield context.claim(
            Advance, clause, context.nearest(clause)[:1], side=clause.side, stopped=True, negated=not clause.denied
        )


_QUARTERS = frozenset(["streets", "suburbs", "outskirts", "districts", "quarters", "centre", "center"])
"""Parts of the settlement spoken of: "broke into the northern streets"."""
_FORWARD = frozenset(["deep", "into", "closer", "further", "farther", "forward", "inside", "beyond", "nearer"])


def _beaten_off(clause: Clause, context: Context) -> Iterable[Advance]:
    """ "Russian assaults near X were repelled", "attempts to advance near X were repulsed"."""
    tried = context.before[-1] if context.before and context.before[-1].mood == "attempted" else None
    ground = [m for m in clause.ground() if m.what in ("place", "sector", "region")]
    if any(m.what == "region" and m.prep == "into" for m in ground):
        return  # A raid into a region that was driven off tells who holds it, not that nobody went forward.
    side = next((m.side for m in clause.people() if m.first < clause.head), None)
    told = clause.speaker.side if clause.speaker else None
    if tried is None and told and "ATTACK" in clause.nouns and "the" in clause.words:
        side, ground = side or context.other(told), ground or list(context.nearest(clause)[:1])
    if tried is not None and not ground:
        ground, side = [m for m in tried.ground() if m.what in ("place", "sector")], tried.side
    elif "ATTACK" not in clause.nouns:
        driven = [m for m in clause.people() if m.first < clause.head and m.what in ("pronoun", "force", "side")]
        if not driven or clause.lemma not in ("stop", "halt", "contain", "stall"):
            return
        ground = ground or list(context.nearest(clause)[:1])
    if side and ground:
        yield context.claim(Advance, clause, ground[:1], side=side, stopped=True, negated=not clause.denied)


_GOING = (
    "CONTINUE",
    "HAPPEN",
    "INCREASE",
    "HAVE",
    "COMPLETE",
    "BEGIN",
    "SUFFER",
    "BE",
    "OTHER",
    "STRETCH",
    "HOLD",
    "NONE",
)
_ENDING = ("STOP", "FAIL")


def _told_by_noun(clause: Clause, context: Context) -> Iterable[Advance]:
    """ "Continue their slow advance on X", "had tactical success in X", "the advance near X has been halted"."""
    people = [m for m in clause.people() if m.what in ("force", "side", "country", "pronoun")]
    after = [m for m in people if m.first >= clause.head]
    ending = clause.predicate in _ENDING and clause.lemma != "slow"
    if ending:
        acting = clause.side if not after else None
        side = after[0].side if after and not clause.passive else acting or next((m.side for m in people), None)
    else:
        side = clause.side or next((m.side for m in people), None)
    area = clause.amount("km2", "sq mi")
    ground = [m for m in clause.ground() if m.what != "country"]
    going_on = clause.lemma in ("continue", "resume") and clause.agent is not None
    if not side or not (ground or area or going_on) or clause.mood != "asserted":
        return
    if clause.predicate in ("BE", "OTHER", "STRETCH", "HOLD", "NONE") and not area:
        return
    none = "no" in clause.words
    stopped = ending or none or clause.denied
    yield context.claim(
        Advance, clause, ground[:1], amount=_rate(area), side=side, stopped=stopped,
        negated=none or ending != clause.denied,
        measure="area" if area else "",
    )  # fmt: skip


_A_STEP = frozenset(["metre", "meter", "metres", "meters", "inch", "step", "yard", "yards", "ground"])


def _moved(clause: Clause, context: Context) -> Iterable[Advance]:
    side = clause.side
    pushed = [m for m in clause.people() if m.first >= clause.head and m.prep == "" and m.what in ("force", "side")]
    if clause.amount("times"):
        return
    if clause.lemma == "push" and (clause.passive or (pushed and not clause.amount("km", "mi", "m"))):
        return
    front = "front" in clause.marks and clause.agent is None
    if not side and not front:
        return
    vague = clause.lemma in ("gain", "expand", "breach", "progress", "surge") and not (
        clause.amounts or clause.ground()
    )
    nothing = clause.lemma == "gain" and "nothing" in clause.after[:1]
    if vague and not (nothing or (clause.denied and clause.words & _A_STEP)):
        return
    distance = clause.amount("km", "mi", "m")
    country = [m for m in clause.mentions if m.what == "country" and m.first > clause.head][:1]
    area = clause.amount("km2", "sq mi") or (clause.amount("%") if country else None)
    settlements = clause.amount("settlements")
    if area and area.unit == "%":
        yield context.claim(Advance, clause, country, amount=area, side=side, measure="area")
        return
    ground = [m for m in clause.ground() if m.what != "country" and m.first > clause.head]
    whole = clause.words & {"whole", "entire", "all"} and "front" in clause.marks
    everywhere = whole or (
        clause.words & {"rate", "pace", "speed"} and clause.words & {"fastest", "slowest", "quickest"}
    )
    if not ground and not everywhere and (clause.ground() or not (area or settlements)):
        deep = clause.words & {"depth", "deep", "deeper"}
        later = [m for c in context.after for m in c.ground() if deep and m.what != "country" and not m.stands_for]
        named = [m for c in context.before for m in c.ground() if m.what != "country"]
        ground = (
            later[:1]
            if later and not (named or clause.ground())
            else list(context.nearest(clause, sector_first=True))[:1]
        )
    measure = "distance" if distance else "area" if area else "settlements" if settlements else ""
    targets: list[Mention | None] = [*ground] or [None]
    figures = [a for a in clause.amounts if a.unit == (area or settlements or distance or a).unit] if measure else []
    for mention in targets:
        for figure in figures if len(targets) == 1 and figures else [distance or area or settlements]:
            since, day = context.days(clause, figure)
            yield context.claim(
                Advance, clause, (mention,) if mention else (), amount=_rate(figure), side=side,
                stopped=clause.denied or clause.failed, measure=measure, since=since, day=day,
            )  # fmt: skip


def _share_taken(clause: Clause) -> list[Mention]:
    """The country of which a side took a share in a span of time: "less than 1 % of it in a year"."""
    spans = any(p.what in ("span", "since") for p in clause.periods)
    told = clause.side and clause.amount("%") and spans and not clause.passive
    return [m for m in clause.mentions if m.what == "country" and m.first > clause.head] if told else []


def _counted(clause: Clause, context: Context) -> Iterable[Advance]:
    if share := _share_taken(clause):
        for amount in [a for a in clause.amounts if a.unit in ("%", "km2", "sq mi")]:
            yield context.claim(Advance, clause, share[:1], amount=amount, side=clause.side, measure="area")
        return
    side = clause.side
    if not side and clause.passive:
        freed = (
            (context.issuer or context.theatre.home) if clause.lemma in ("liberate", "free", "win", "regain") else None
        )
        side = (clause.speaker.side if clause.speaker else None) or freed
    amounts = [a for a in clause.amounts if a.unit in ("settlements", "km2", "sq mi") and (a.value or 0) > 0]
    if not side or not amounts or any(m.what == "place" for m in clause.patients):
        return
    # A figure told of no place is told of the whole front: it must not be held against one sector.
    ground = [m for m in clause.mentions if m.what in ("region", "sector")][:1]
    ground = ground or [m for m in clause.ground() if m.what != "country"][:1]
    if not ground and "where" in clause.words and context.before:
        ground = [m for m in context.before[-1].ground() if m.what in ("region", "sector")][-1:]
    drawn = {region.code for region in context.theatre.regions}
    country = [m for m in clause.mentions if m.what == "country" and m.prep in ("in", "of") and m.ref in drawn]
    for amount in amounts:
        days = _days_after(amount, clause) if len(amounts) > 1 else {}
        measure = "settlements" if amount.unit == "settlements" else "area"
        yield context.claim(
            Advance, clause, country[:1] or ground, amount=amount, side=side, stopped=clause.denied, measure=measure,
            **days,
        )  # fmt: skip


def _given_up(clause: Clause, context: Context) -> Iterable[Advance]:
    """Ground by area or number of settlements that a side left, and so the other gained."""
    amount = clause.amount("settlements", "km2", "sq mi")
    ground = [m for m in clause.ground() if m.what in ("region", "sector")][:1]
    if amount is None or clause.mood != "asserted" or any(m.what == "place" for m in clause.patients):
        return
    measure = "settlements" if amount.unit == "settlements" else "area"
    yield context.claim(
        Advance, clause, ground, amount=amount, side=context.other(clause.side), stopped=clause.denied, measure=measure
    )


def _at_a_rate(clause: Clause, context: Context) -> Iterable[Advance]:
    """ "Estimates the rate of Russian advance at 14.6 km² per day"."""
    area = clause.amount("km2", "sq mi")
    told = [m for m in clause.people() if m.what in ("side", "force")]
    side = next((m.side for m in told if m.first > clause.head or clause.predicate != "SAY"), None)
    side = side or (context.side if clause.predicate != "SAY" else None)
    if area and area.per and side and clause.mood == "asserted":
        yield context.claim(Advance, clause, (), amount=_rate(area), side=side, measure="area")


def _passed(clause: Clause, context: Context) -> Iterable[Advance]:
    """Ground by area or number of settlements told to have come under a side."""
    taker = next((m.side for m in clause.people() if m.first > clause.head), None)
    for amount in clause.amounts if taker else ():
        if amount.unit in ("settlements", "km2", "sq mi") and amount.at < clause.head:
            measure = "settlements" if amount.unit == "settlements" else "area"
            yield context.claim(Advance, clause, clause.ground()[:1], amount=amount, side=taker, measure=measure)


def _days_after(amount: Amount, clause: Clause) -> dict[str, Any]:
    """The period named next after a figure, where a clause has several of both."""
    after = [p for p in clause.periods if p.first >= amount.last and p.what in ("day", "span", "since")]
    return {"since": after[0].since, "day": after[0].day} if after else {}


def _rate(amount: Amount | None) -> Quantity | None:
    if amount is None:
        return None
    q = amount.quantity
    return Quantity(q.low, q.high, f"{q.unit}/{amount.per}", q.approx) if amount.per else q


# ---------------------------------------------------------------- how it is tested and told


def test(claim: Advance, bench: Bench) -> Finding:
    """What the side gained between the first and the last day, near the place, in the sector or region, or in all.

    Without a period the month before the report counts. "Stopped", "failed" is supported where the side's ground came
    no nearer to the place, or under 5 km² were gained in the sector.
    """
    if claim.side is None:
        return untested(claim, "place_unclear", "Which side is meant is not clear from the report.")
    if any(not p.covered for p in claim.places) or (claim.region and not claim.region.covered):
        return untested(claim, "not_on_a_map", uncovered(claim))
    if claim.places and claim.measure in ("", "distance"):
        return over_records(claim, bench, lambda sight: _towards(claim, claim.places[0], sight))
    return over_records(claim, bench, lambda sight: _gained(claim, sight))


def _first_day(claim: Advance, sight: Sight) -> Sight:
    last = sight.map.day
    first = claim.since if claim.since and claim.since < last else last - timedelta(days=ADVANCE_DAYS)
    return sight.on(first)


def _towards(claim: Advance, place: Place, sight: Sight) -> Finding:
    """Whether the side's ground came nearer to a place, and by how much."""

    from frontwatch.ground.disc import disc_share
    from frontwatch.ground.figures import figures_of_place

    assert claim.side is not None
    before = _first_day(claim, sight)
    then, now = (disc_share(sight.record, sight.theatre, place, s.map) for s in (before, sight))
    was, is_ = then.nearest_km(claim.side), now.nearest_km(claim.side)
    query = sight.query("place", sight.name_of(place), "--on", f"{sight.map.day}")
    seen = Evidence(claim, sight, figures_of_place(now), query)
    name = sight.theatre.side(claim.side).name
    if was is None or is_ is None:
        return seen.untested("not_on_a_map", f"{sight.stamp()}: no ground held by {name}.")
    state = (
        f"{sight.stamp()}: nearest ground held by {name} {is_:.1f} km from the centre of {place.name}, "
        f"{was:.1f} km on {told_day(before.map.day)}"
    )
    if claim.measure == "distance" and claim.quantity is not None:
        return _by_km(claim, place, before, sight, max(was - is_, 0.0), state)
    moved = was - is_ >= NEARER_KM or now.share_of(claim.side) - then.share_of(claim.side) >= 0.05
    if claim.stopped or claim.negated:
        if failed_against(now.centre == claim.side, then.centre == claim.side):
            return seen.judged("contradicted", f"{state}.")
        if moved and claim.stopped == claim.negated:
            return seen.judged("disputed", f"{state}.", code="contested")
        return seen.judged("supported", f"{state}.")
    if moved:
        return seen.judged("supported", f"{state}.")
    if is_ == 0.0 and was == 0.0:
        return seen.untested("not_on_a_map", f"{state}; all of it was held before.")
    return seen.untested("not_on_a_map", f"{state}; a step shorter than {NEARER_KM} km does not show on it.")


def _by_km(claim: Advance, place: Place, before: Sight, sight: Sight, nearer: float, state: str) -> Finding:
    """Kilometres advanced: so much nearer to the place, or so deep into ground around it that was not held before."""

    from frontwatch.ground.around import around
    from frontwatch.ground.figures import figures_of_around

    assert claim.side is not None and claim.quantity is not None
    km = scaled(claim.quantity, KM)
    found = around(sight.record, place, before.map, sight.map)
    depth = found.of(claim.side).depth_km
    days = ["--since", f"{before.map.day}", "--on", f"{sight.map.day}"]
    query = sight.query("change", "--around", sight.name_of(place), *days)
    seen = Evidence(claim, sight, figures_of_around(found), query)
    reason = (
        f"{state}; ground gained within {found.radius_km:.0f} km of it lies up to {depth:.1f} km deep; "
        f"claimed {as_said(claim.quantity)}."
    )
    if km is None or "/" in claim.quantity.unit:
        return seen.untested("period_unclear", reason)
    coarse = sight.record.meta.scale == "settlement"
    if coarse and max(nearer, depth) < NEARER_KM and max(km.low or 0.0, km.high or 0.0) <= COARSE_STEP_KM:
        return seen.untested("not_on_a_map", f"{reason[:-1]}; a record of settlement scale is too coarse for it.")
    slack = COARSE_STEP_KM if coarse else DISTANCE_TOLERANCE_KM
    verdict, factor = compare(km, min(nearer, depth), max(nearer, depth), slack=slack)
    return _measured(seen, verdict, reason, factor)


def failed_against(reached: bool, held_before: bool) -> bool:
    """Whether an advance said to have failed did reach the place.

    >>> failed_against(True, False), failed_against(True, True), failed_against(False, False)
    (True, False, False)
    """
    return reached and not held_before


def _gained(claim: Advance, sight: Sight) -> Finding:
    """Ground or settlements gained in a sector, a region, or everywhere."""

    from frontwatch.ground.area import region_share
    from frontwatch.ground.figures import figures_of_change

    assert claim.side is not None
    before = _first_day(claim, sight)
    sector, region = _part(claim, sight.theatre)
    found = changed(before, sight, regions=bool(region))
    part = ["--sector", sector] if sector else ["--region", region] if region else []
    query = sight.query("change", "--since", f"{before.map.day}", "--on", f"{sight.map.day}", *part)
    seen = Evidence(claim, sight, figures_of_change(found, sector=sector, region=region), query)
    gain = found.of(claim.side, sector=sector, region=region)
    name, span = sight.theatre.side(claim.side).name, f"since {told_day(before.map.day)}"
    state = f"{sight.stamp()}: {name} gained {gain.gained_km2:,.0f} km², lost {gain.lost_km2:,.0f} km² {span}"
    coarse = sight.record.meta.scale == "settlement" and max(gain.gained_km2, _claimed_km2(claim)) < COARSE_KM2
    if coarse and claim.measure != "settlements":
        reason = f"{state}; a record of settlement scale is too coarse for so little ground."
        return seen.untested("not_on_a_map", reason)
    months = (sight.map.day - before.map.day).days / 30.4
    if claim.measure == "settlements" and claim.quantity is not None:
        turned = float(_turned(found, claim))
        state = f"{sight.stamp()}: {turned:.0f} settlements came under {name} {span}"
        return _figure(seen, _over(claim, months), turned, COUNT_SLACK, state)
    if claim.quantity is not None and claim.quantity.unit == "%" and claim.region is not None:
        whole = region_share(sight.record, sight.theatre, claim.region.code, sight.map).km2
        share = f"{state}, {100 * gain.gained_km2 / whole:.2f} % of {claim.region.name}"
        return _figure(seen, claim.quantity, 100 * gain.gained_km2 / whole, SHARE_SLACK, share)
    if claim.measure == "area" and claim.quantity is not None:
        return _figure(seen, scaled(_over(claim, months), KM2), gain.gained_km2, AREA_SLACK_KM2, state)
    if claim.measure == "distance":
        return seen.untested("place_unclear", f"{state}; from where to where is not clear.")
    stopped = claim.stopped or claim.negated
    if stopped and gain.gained_km2 >= STOPPED_KM2:
        return seen.untested("not_on_a_map", f"{state}; a map does not show which attempts failed.")
    return seen.judged("supported" if stopped or gain.gained_km2 >= AREA_SLACK_KM2 else "contradicted", f"{state}.")


def _figure(seen: Evidence, claimed: Quantity | None, found: float, slack: float, state: str) -> Finding:
    """A claimed area or number of settlements against the one found."""
    said = seen.claim.quantity
    assert said is not None
    if seen.claim.since is None and "/" not in said.unit:
        return seen.untested("period_unclear", f"{state}; the report names no period.")
    if claimed is None:
        return seen.untested("not_on_a_map", f"{state}.")
    verdict, factor = compare(claimed, found, slack=slack)
    return _measured(seen, verdict, f"{state}; claimed {as_said(said)}.", factor)


def _measured(seen: Evidence, verdict: Verdict, reason: str, factor: float | None) -> Finding:
    """The finding of a figure compared; that so much was not gained holds where it goes too far."""
    if not seen.claim.negated:
        return seen.judged(verdict, reason, factor=factor)
    return seen.judged("supported" if verdict == "overstated" else "contradicted", reason)


def _claimed_km2(claim: Advance) -> float:
    """The area claimed, km²; 0 where none is."""
    area = scaled(claim.quantity, KM2) if claim.quantity else None
    return max(area.low or 0.0, area.high or 0.0) if area else 0.0


def _part(claim: Advance, theatre: Theatre) -> tuple[str, str]:
    """(sector id, region code) of the ground the claim is about; both "" for all of it."""
    if claim.sector is not None and any(s.id == claim.sector.id for s in theatre.sectors):
        return claim.sector.id, ""
    if claim.region is not None and "-" in claim.region.code:
        return "", claim.region.code
    near = theatre.sector_of(claim.places[0]) if claim.places else None
    return (near.id, "") if near else ("", "")


def _over(claim: Advance, months: float) -> Quantity:
    """The quantity over the whole period, where it was said a day or a month."""
    assert claim.quantity is not None
    unit, _, per = claim.quantity.unit.partition("/")
    times = months * MONTHS.get(per, 1.0) if per else 1.0
    low, high = claim.quantity.low, claim.quantity.high
    return Quantity(low and low * times, high and high * times, unit, claim.quantity.approx)


def _turned(found: Change, claim: Advance) -> int:
    here = [t for t in found.settlements if t.after == claim.side]
    if claim.region is not None and "-" in claim.region.code:
        here = [t for t in here if t.place.region == claim.region.code]
    return len(here)


def told(claim: Advance, names: Mapping[str, str]) -> str:
    """The claim in one plain line."""
    side = name_of(claim.side, names)
    amount = f" {as_said(claim.quantity)}" if claim.quantity else ""
    if claim.stopped or claim.negated:
        return f"{side} did not advance{amount} at {where(claim)}"
    at = "of" if claim.quantity and claim.quantity.unit == "%" else "at"
    return f"{side} {'gained' if claim.measure in ('area', 'settlements') else 'advanced'}{amount} {at} {where(claim)}"
