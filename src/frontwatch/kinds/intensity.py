"""Kind `intensity`: a part of the front is the hottest, has N clashes, heavy fighting, pressure, or is calm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from frontwatch.kinds.bench import Bench, Sight, over_records, told_day, untested
from frontwatch.kinds.changed import changed
from frontwatch.kinds.settings import TREND_DAYS
from frontwatch.kinds.telling import where
from frontwatch.kinds.verdicts import as_said
from frontwatch.model import Claim, Finding, Place, Quantity
from frontwatch.reading.clauses import Clause
from frontwatch.reading.context import Context
from frontwatch.reading.mention import Mention
from frontwatch.reading.quantities import Amount

KIND = "intensity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intensity(Claim):
    """A claim that a part of the front is the hottest, has N clashes, heavy fighting, pressure, or is calm."""

    rank_first: bool = False
    """Said to be the hottest, fiercest, most attacked."""
    calm: bool = False
    what: str = ""
    """What is counted: "clashes", "attacks", "share of clashes"."""


# ---------------------------------------------------------------- how it is said

_FIGHTS = ("clashes", "attacks")
_ATTACKED = (
    "ATTACK",
    "TRY",
    "HAPPEN",
    "BE",
    "STOP",
    "CLASH",
    "ADVANCE",
    "NONE",
    "SAY",
    "CONTINUE",
    "HAVE",
    "MOVE",
    "OTHER",
    "REMAIN",
)


_COUNT_ALONE = 3
"""Words behind "there were" where nothing but a figure follows: "in the X sector there were 26"."""
_SHELLING = ("shell", "bombard", "pound")
"""Attacks from afar, which bulletins count apart from assaults."""


def said(clause: Clause, context: Context) -> Iterable[Intensity]:
    """Fighting counted, compared or described: "57 clashes in the X sector", "the hottest", "heavy fighting near X"."""
    if clause.noun or clause.mood in ("conditional", "asked", "wished", "gerund", "future"):
        return
    numbered = "number" in clause.words and "CLASH" in clause.nouns and not any(a.unit for a in clause.amounts)
    if numbered and clause.predicate in ("OTHER", "BE", "HAPPEN", "INCREASE", "STRETCH"):
        for amount in [a for a in clause.amounts if a.first >= clause.head][:1]:
            q = amount.quantity
            yield _made(clause, context, Quantity(q.low, q.high, "clashes", q.approx), "clashes")
        return
    counted = [a for a in clause.amounts if a.unit in _FIGHTS or (a.unit == "times" and _fights(clause))]
    if clause.lemma in _SHELLING and all(a.unit == "times" for a in counted):
        counted = []
    if counted and clause.predicate in (*_ATTACKED, "KILL", "SUFFER", "MASS", "WANT"):
        for amount, ground in _by_sector(clause, counted):
            what = "attacks" if amount.unit == "times" else amount.unit
            yield _made(clause, context, amount, what, ground=ground)
        for part in [a for a in clause.amounts if a.unit == "%" and a.at > counted[0].at and "them" in clause.words]:
            behind = [m for m in clause.ground() if m.first > part.at and m.what in ("place", "sector", "region")]
            yield from [_made(clause, context, _part(part), "share of clashes", ground=behind[:1])] if behind else []
        return
    bare = next((a for a in clause.amounts if not a.unit and not a.money), None)
    if bare and clause.predicate == "BE" and "there" in clause.words and clause.words & {"sector", "direction", "axis"}:
        if any(m.what == "sector" for m in clause.ground("in", "on")) and len(clause.after) <= _COUNT_ALONE:
            q = bare.quantity
            yield _made(clause, context, Quantity(q.low, q.high, "clashes", q.approx), "clashes")
        return
    share = clause.amount("%")
    fights = "CLASH" in clause.nouns or clause.predicate == "CLASH" or bool(clause.words & {"attacks", "assaults"})
    if share and fights and clause.ground() and clause.predicate not in ("TAKE", "HOLD", "ADVANCE"):
        yield _made(clause, context, _part(share), "share of clashes")
    elif "hottest" in clause.marks and _about_fighting(clause, context):
        yield _made(clause, context, None, "", rank_first=True)
    elif (
        (clause.denied or "no" in clause.words)
        and "than" not in clause.words
        and clause.predicate in ("ATTACK", "HAPPEN", "BE")
        and clause.ground()
        and (
            ("ATTACK" in clause.nouns and (clause.side or _attacker(clause, context)))
            or "CLASH" in clause.nouns
            or (clause.lemma in ("attack", "storm", "assault") and clause.side)
        )
    ):
        for mention in context.nearest(clause, sector_first=True):
            yield _made(clause, context, Quantity(0, 0, "attacks"), "attacks", ground=(mention,), negated=True)
    elif clause.predicate == "INCREASE" and _pressing(clause):
        if clause.ground() and clause.mood == "asserted":
            yield _made(clause, context, None, "")
    elif clause.lemma in ("put", "exert", "apply") and "pressure" in clause.words and clause.side and clause.ground():
        yield _made(clause, context, None, "")
    elif "heavy" in clause.marks and ("CLASH" in clause.nouns or clause.words & {"pressure", "situation", "things"}):
        if (
            clause.predicate in ("BE", "HAPPEN", "CONTINUE", "NONE", "REMAIN", "CLASH", "HAVE", "WORSEN")
            and (clause.ground() or context.ground)
        ) or (clause.lemma in ("call", "describe") and "situation" in clause.after[:3]):
            yield _made(clause, context, None, "")
    elif clause.predicate == "CLASH" and clause.progressive and "there" in clause.words and clause.ground():
        if clause.mood == "asserted" and not clause.denied:
            yield _made(clause, context, None, "")
    elif _attacking(clause, context) and not any(c.predicate == "ADVANCE" for c in context.after):
        yield _made(clause, context, None, "")
    elif (
        "calm" in clause.marks
        and clause.predicate in ("BE", "REMAIN", "NONE")
        and (clause.words & {"situation", "tense", "things", "front", "sector"} or "CLASH" in clause.nouns)
    ):
        yield _made(clause, context, None, "", calm=True)
    elif (
        clause.predicate == "ATTACK"
        and clause.lemma in _SHELLING
        and not clause.amounts
        and (clause.patients or clause.subjects)
        and clause.mood == "asserted"
    ):
        ground = clause.subjects if clause.passive or not clause.patients else clause.patients
        yield context.claim(Intensity, clause, ground, side=clause.side, what="shelling")


_PRESSING = frozenset(["pressure", "activity", "attacks", "assaults", "shelling", "operations", "strikes", "efforts"])


def _pressing(clause: Clause) -> bool:
    return bool(clause.words & _PRESSING) and not any(a.unit in ("drones", "missiles", "%") for a in clause.amounts)


def _attacking(clause: Clause, context: Context) -> bool:
    """ "Attacked near X", "continued attacks in the Y direction": where the attacks were, not how many."""
    ground = [m for m in clause.ground() if m.what in ("place", "sector") and m.prep and m.first > clause.head]
    there = any(m.text.lower() in ("there", "here") for m in clause.ground())
    ground = ground or [m for m in clause.ground("in", "at", "near", "around", "on") if m.first < clause.head or there]
    if not clause.ground() and clause.predicate == "ATTACK":
        ground = [m for c in context.before for m in c.ground("in", "at", "near", "around", "on")]
    attack = clause.predicate == "ATTACK" and clause.lemma in ("attack", "assault", "storm") and not clause.passive
    going_on = clause.predicate in ("CONTINUE", "HAPPEN", "ATTACK") and "ATTACK" in clause.nouns
    by_air = clause.words & {"drone", "drones", "missile", "missiles", "bomb", "bombs", "air", "strike", "strikes"}
    told = clause.mood == "asserted" and not (clause.amounts or clause.denied or by_air)
    return bool((attack or going_on) and ground and clause.side and told)


def _by_sector(clause: Clause, counted: list[Amount]) -> list[tuple[Amount, tuple[Mention, ...] | None]]:
    """Each figure with its own ground: "40 in the X sector and ten in the Y sector"; () where they share it, None for
    all of the front: "142, of them 44 in the X sector"."""
    ground = [m for m in clause.ground() if m.what in ("sector", "place", "region")]
    if len(counted) == 2 and "of them" in counted[1].noun and ground and ground[0].first > counted[1].at:
        return [(counted[0], None), (counted[1], tuple(ground[:1]))]
    if len(counted) < 2 or len(ground) < len(counted):
        return [(amount, ()) for amount in counted]
    ends = [*(a.at for a in counted[1:]), 10**6]
    own = [tuple(m for m in ground if a.at < m.first < end)[:1] for a, end in zip(counted, ends, strict=True)]
    return list(zip(counted, own if all(own) else [()] * len(own), strict=True))


def _part(share: Amount) -> Quantity:
    """A share of all fighting as a fraction of one: "every third battle" is .333."""
    value = (share.value or 0) / 100
    value = round(1 / 3, 3) if value == 0.33 else round(2 / 3, 3) if value == 0.67 else value
    return Quantity(value, value, "share", share.quantity.approx)


def _fights(clause: Clause) -> bool:
    return (
        clause.predicate in ("ATTACK", "TRY", "CLASH", "ADVANCE")
        or "ATTACK" in clause.nouns
        or bool(clause.words & {"attack", "attacked", "storm"})
    )


def _about_fighting(clause: Clause, context: Context) -> bool:
    fighting = "CLASH" in clause.nouns or "ATTACK" in clause.nouns or clause.predicate == "CLASH"
    place = clause.words & {
        "spot",
        "sector",
        "direction",
        "area",
        "situation",
        "axis",
        "fighting",
        "section",
        "front",
    } or any(m.what == "sector" for m in clause.mentions)
    return bool(fighting or place) and clause.predicate in (
        "BE",
        "REMAIN",
        "NONE",
        "CLASH",
        "HAPPEN",
        "SAY",
        "CONTINUE",
        "HAVE",
        "STRETCH",
    )


def _made(
    clause: Clause, context: Context, amount: Amount | Quantity | None, what: str,
    ground: Sequence[Mention] | None = (), **fields: Any,
) -> Intensity:  # fmt: skip
    ground = () if ground is None else ground or _spoken_of(clause, context)
    daily = {"day"} if isinstance(amount, Amount) and not amount.per else set()
    whole_front = (
        bool(clause.words & {"total", "front", "line", *daily})
        and not clause.ground()
        and "where" not in clause.words
        and amount is not None
    )
    if whole_front:
        ground = ()
    side = _attacker(clause, context)
    if isinstance(amount, Amount):
        q = amount.quantity
        amount = Quantity(q.low, q.high, f"{q.unit}/{amount.per}", q.approx) if amount.per else q
    return context.claim(
        Intensity, clause, ground[:1] if amount else ground[:3], amount=amount, side=side, what=what, **fields
    )


def _spoken_of(clause: Clause, context: Context) -> tuple[Mention, ...]:
    """The ground of a clause; the sector under whose head a bulletin names places of it."""
    near = context.nearest(clause, sector_first=True)
    sector = context.sector
    if sector is None or context.issuer is None or not near or any(not isinstance(m.ref, Place) for m in near):
        return near
    own = [context.theatre.sector_of(m.ref) for m in near if isinstance(m.ref, Place)]
    return (sector,) if sector.ref in own else near


def _attacker(clause: Clause, context: Context) -> str | None:
    if clause.predicate == "STOP" and clause.side:
        return context.other(clause.side)
    if clause.predicate in ("ATTACK", "TRY", "ADVANCE") and clause.side:
        return clause.side
    if clause.predicate == "ATTACK" and clause.passive and any(m.what == "place" for m in clause.subjects):
        return context.other(context.home(clause.subjects[0]))
    if "ATTACK" in clause.nouns or clause.words & {"attacks", "assaults"}:
        named = next((m.side for m in clause.people() if m.what in ("force", "side")), None)
        told = clause.speaker.side if clause.speaker and clause.predicate in ("STOP", "NONE", "BE", "HAVE") else None
        beaten = clause.predicate == "STOP" or "attacks" in {a.unit for a in clause.amounts}
        named = named or (context.other(context.issuer) if context.issuer and beaten else None)
        return named or (context.other(told) if told and all(m.stands_for == "it" for m in clause.people()) else None)
    return None


# ---------------------------------------------------------------- how it is tested and told


NOT_FIGHTING = "this measures ground, not fighting"


def test(claim: Intensity, bench: Bench) -> Finding:
    """The sector said to be hottest by ground changed in a month: supported if first, else untested.

    Fighting itself is on no map, so counts of clashes and "heavy" are untested.
    """

    from frontwatch.ground.figures import figures_of_change

    if not claim.rank_first or claim.negated:
        return untested(claim, "not_on_a_map", "No open record counts fighting; the armies' daily bulletins claim it.")
    near = claim.sector or (bench.theatre.sector_of(claim.places[0]) if claim.places else None)
    sector = next((s for s in bench.theatre.sectors if near and s.id == near.id), None)
    if sector is None:
        return untested(claim, "place_unclear", "Which sector is meant is not clear from the report.")

    def ask(sight: Sight) -> Finding:
        before = sight.on(sight.map.day - timedelta(days=TREND_DAYS))
        found = changed(before, sight)
        ranked = [id for id, _ in found.changed_by_sector]
        total = sum(km2 for _, km2 in found.changed_by_sector)
        km2 = dict(found.changed_by_sector).get(sector.id, 0.0)
        first = sight.theatre.sector(ranked[0]).name if ranked else "none"
        rank = ranked.index(sector.id) + 1 if sector.id in ranked else len(sight.theatre.sectors)
        anchor = sight.theatre.place(sector.anchor).name
        reason = (
            f"{sight.stamp()}: by ground changed since {told_day(before.map.day)} the {sector.name} (ground nearest to "
            f"{anchor}) is number {rank} of {len(sight.theatre.sectors)}, {km2:,.0f} km², "
            f"{100 * km2 / (total or 1):.0f} % of all; first: {first}; {NOT_FIGHTING}."
        )
        query = sight.query("change", "--since", f"{before.map.day}", "--on", f"{sight.map.day}", "--sector", sector.id)
        figures = figures_of_change(found, sector=sector.id)
        if rank == 1:
            return Finding(claim, "supported", reason, figures=figures, query=query, map=sight.map)
        return Finding(claim, "untested", reason, code="not_on_a_map", figures=figures, query=query, map=sight.map)

    return over_records(claim, bench, ask)


def told(claim: Intensity, names: Mapping[str, str]) -> str:
    """The claim in one plain line."""
    if claim.rank_first:
        return f"{where(claim)} is {'not ' if claim.negated else ''}the hottest part of the front"
    if claim.quantity is not None:
        return f"{as_said(claim.quantity)} at {where(claim)}"
    words = "calm" if claim.calm else "under shelling" if claim.what == "shelling" else "fought over heavily"
    return f"{where(claim)} is {words}"
