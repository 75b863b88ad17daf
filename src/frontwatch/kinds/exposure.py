"""Kind `exposure`: a place or force is, or is not, surrounded, approached from directions, N roads left, N km from
the other side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal

from frontwatch.kinds.bench import Bench, Sight, over_records, untested
from frontwatch.kinds.settings import (
    DIRECTION_WIDTH,
    DISTANCE_TOLERANCE_KM,
    NEARLY_SURROUNDED,
    PARTLY_SURROUNDED,
    RISING_BEARINGS,
    SURROUNDED,
    TREND_DAYS,
)
from frontwatch.kinds.telling import uncovered, where
from frontwatch.kinds.verdicts import KM, as_said, compare, scaled
from frontwatch.model import Claim, Finding, Place, Verdict
from frontwatch.reading.clauses import Clause
from frontwatch.reading.context import Context
from frontwatch.reading.lexicon import lexicon
from frontwatch.reading.mention import Mention

if TYPE_CHECKING:
    from frontwatch.ground.exposure import Exposure as Seen

KIND = "exposure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure(Claim):
    """A claim that a place or force is, or is not, surrounded, approached from directions, N roads left, N km from
    the other side."""

    degree: Literal["surrounded", "nearly", "partly", "threatened", "fire", "distance", "roads"] = "threatened"
    directions: tuple[str, ...] = ()
    """Compass words said: "south", "north-east"."""
    trend: bool = False
    """Said to be happening ("have started encircling"), so the change counts."""


# ---------------------------------------------------------------- how it is said

_SUPPLY = frozenset(["supply", "supplies", "logistics", "communications", "line", "lines"])
_NEAR = ("from", "of", "to", "away", "within", "outside", "off", "short", "outskirts", "it", "near", "")


def said(clause: Clause, context: Context) -> Iterable[Exposure]:
    """Encirclement, threat, fire control, ways left, and the distance from a place to the other side's ground or
    troops."""
    if clause.mood in ("conditional", "asked", "gerund", "wished"):
        return
    if "fire" in clause.marks and not clause.noun:
        over = [m for m in clause.ground("over", "of", "on", "into", "to", "in", "near") if m.what == "place"]
        ground = [m for m in (*clause.subjects, *clause.patients) if m.what == "place"] or over
        holder = next((m.side for m in clause.people() if m.side and m.stands_for != "it"), None)
        road = context.lately() if not ground and clause.words & {"road", "roads", "route"} else None
        for mention in ground[:1] or ([road] if road else []):
            side = context.other(holder) if holder else context.home(mention)
            yield context.claim(Exposure, clause, (mention,), side=side, degree="fire")
        return
    if "by_air" in clause.marks and not clause.noun and clause.mood == "asserted":
        ground = [m for m in context.nearest(clause) if m.what == "place"][:1]
        yield context.claim(Exposure, clause, ground, side=context.home(ground[0]) if ground else None, degree="nearly")
    elif clause.predicate == "CUT" and clause.passive and clause.words & _SUPPLY and "their" in clause.words:
        ground = [m for m in clause.ground("in", "at") if m.what == "place"] or [m for m in [context.lately()] if m]
        side = next((c.side for c in reversed(context.before) if c.side), None)
        if ground and side and clause.mood == "asserted":
            yield context.claim(Exposure, clause, ground[:1], side=side, degree="nearly")
    elif clause.predicate == "JOIN" and "corridor" in clause.words and clause.mood == "asserted":
        ground = [m for m in (*clause.subjects, *clause.patients) if m.what == "place"][:1]
        if ground:
            home = context.home(ground[0])
            yield context.claim(
                Exposure, clause, ground, side=home, degree="nearly", amount=clause.amount("km", "mi", "m")
            )
    elif clause.predicate == "SURROUND" or (
        clause.lemma == "block" and (clause.passive or clause.amount("troops", "units")) and not _held_up(clause)
    ):
        yield from _surrounded(clause, context)
    elif clause.predicate in ("HAVE", "LOSE", "REMAIN") and _one_way_left(clause) and clause.mood == "asserted":
        ground = [m for m in context.nearest(clause) if m.what == "place"][:1]
        side = clause.side or (context.home(ground[0]) if ground else None)
        yield context.claim(Exposure, clause, ground, side=side, degree="roads")
    elif clause.predicate in ("BE", "REMAIN") and _ringed(clause):
        yield from _surrounded(replace(clause, passive=True, agent=None), context)
    elif clause.predicate == "THREATEN" and clause.mood == "asserted" and not clause.noun:
        ground = [m for m in (*clause.subjects, *clause.patients) if m.what == "place"]
        if clause.directions and ground:
            yield context.claim(
                Exposure, clause, ground[:1], side=context.home(ground[0]), degree="threatened",
                directions=clause.directions,
            )  # fmt: skip
    elif (
        clause.predicate in ("BE", "REMAIN", "COME", "ENTER", "ADVANCE", "OTHER", "NONE", "STOP", "HAVE", "STRETCH")
        and not clause.noun
    ):
        told = [*_distance(clause, context), *_on_sides(clause, context)]
        yield from told
        if not told and clause.predicate in ("BE", "REMAIN", "COME", "ENTER") and clause.mood == "asserted":
            yield from _at_the_gates(clause, context)


_AROUND = ("pincers", "pincer", "noose", "cauldron", "cauldrons", "siege", "blockade", "envelopment")
"""What the encirclers make: "Russian pincers" are around the others."""


_GATES = frozenset(["door", "doors", "edge", "gates", "outskirts", "doorstep", "approaches"])


def _ringed(clause: Clause) -> bool:
    """ "The garrison is practically in a ring", "finds itself in a pocket"."""
    words = clause.after
    rings = {"ring", "trap"}
    near = (set(words[k : k + 4]) & rings for k in range(len(words)) if words[k] == "in")
    return not clause.noun and any(near)


def _one_way_left(clause: Clause) -> bool:
    """ "Have only one road left"."""
    return "one" in clause.words and bool(
        clause.words & {"left", "only", "just"} and clause.words & {"road", "crossing", "route", "way"}
    )


def _on_sides(clause: Clause, context: Context) -> Iterable[Exposure]:
    """ "The Russians are on three sides"."""
    sides = clause.amount("sides")
    place = context.lately()
    if sides and clause.side and place and clause.predicate in ("BE", "REMAIN") and clause.mood == "asserted":
        yield context.claim(Exposure, clause, (place,), amount=sides, side=context.other(clause.side), degree="partly")


def _at_the_gates(clause: Clause, context: Context) -> Iterable[Exposure]:
    """Troops said to stand at the edge of a place, not in it."""
    ground = [m for m in clause.ground("of", "to", "on", "at") if m.what == "place" and m.first > clause.head]
    if clause.side and ground and clause.words & _GATES and clause.words & {"at", "on", "near", "before"}:
        yield context.claim(Exposure, clause, ground[:1], side=context.other(clause.side), degree="threatened")


def _held_up(clause: Clause) -> bool:
    """ "Enemy units are being blocked": kept from going on, not shut in."""
    return "being" in clause.words and not any(m.what == "place" for m in (*clause.subjects, *clause.patients))


def _surrounded(clause: Clause, context: Context) -> Iterable[Exposure]:
    if clause.noun and clause.words & {"easier", "harder", "likelier", "unlikely", "possible", "impossible"}:
        return
    if clause.noun and (
        "despite" in clause.words or clause.host_lemma in ("slip", "escape", "avoid", "break", "leave")
    ):
        return
    if clause.noun and (clause.lemma in ("siege", "blockade") or clause.host in ("SURROUND", "STRETCH")):
        return
    if clause.mood in ("future", "possible", "purpose", "attempted") or clause.host_lemma == "use":
        return
    ground = _encircled_ground(clause, context)
    if clause.words & {"bank", "river"} and not clause.ground() and not clause.words & {"there", "here"}:
        ground = []
    inside = _encircled_side(clause, context, ground)
    if not ground and not inside:
        return
    degree: Any = "surrounded"
    if "threat" in clause.marks:
        degree = "threatened"
    elif "nearly" in clause.marks or clause.progressive or clause.lemma == "pincers":
        degree = "nearly"
    elif "partly" in clause.marks or clause.directions:
        degree = "partly"
    trend = clause.form == "ing" or clause.progressive
    amount = clause.amount("units", "troops", "sides")
    yield context.claim(
        Exposure, clause, ground, side=inside, degree=degree, directions=clause.directions, trend=trend, amount=amount
    )  # fmt: skip


def _encircled_ground(clause: Clause, context: Context) -> list[Mention]:
    ground = [m for m in (*clause.patients, *clause.subjects) if m.what == "place"]
    ground = ground or [m for m in clause.ground("in", "around", "near", "at", "of", "on", "") if m.what == "place"]
    ground = ground or [m for m in clause.ground(*lexicon().words.directions) if m.what == "place"]
    if not ground and context.lately() and not clause.ground() and not context.elsewhere(clause):
        ground = [m for m in [context.lately()] if m]
    seen: dict[object, Mention] = {m.ref: m for m in reversed(ground)}
    return list(reversed(seen.values()))


def _encircled_side(clause: Clause, context: Context, ground: Sequence[Mention]) -> str | None:
    if not clause.noun and not clause.passive and clause.agent and clause.side:
        return context.other(clause.side)
    if not clause.noun and clause.passive:
        own = next(
            (m.side for m in reversed(clause.mentions) if m.side and m.first < clause.head and m.prep != "by"), None
        )
        if own:
            return own
        if clause.side:
            return context.other(clause.side)
    around = next((m for m in clause.mentions if m.side and m.last in (clause.head, clause.head - 1)), None)
    if clause.noun and around and clause.lemma in _AROUND and around.what in ("side", "force"):
        return context.other(around.side)
    if clause.noun and clause.lemma in _AROUND and clause.agent and clause.agent.first < clause.head and clause.side:
        return context.other(clause.side)
    own = next((m.side for m in clause.mentions if m.side and m.what in ("side", "force") and m.prep != "by"), None)
    return own if clause.noun and own else context.home(ground[0]) if ground else None


def _distance(clause: Clause, context: Context) -> Iterable[Exposure]:
    """Kilometres between a place and a side's troops or the front; between two towns it is geography."""
    amount = clause.amount("km", "mi", "m")
    if (
        amount is None
        or clause.mood not in ("asserted",)
        or ((amount.value or 0) > 60 and amount.unit != "m")
        or amount.per
    ):
        return
    to_go = clause.predicate == "HAVE" and bool(context.after) and context.after[0].lemma == "go" and clause.side
    if to_go and context.lately():
        yield context.claim(
            Exposure, clause, [m for m in [context.lately()] if m], amount=amount, side=context.other(clause.side),
            degree="distance",
        )  # fmt: skip
        return
    if not clause.words & {"from", "of", "within", "away", "to", "outside", "behind"} or clause.words & {
        "deep",
        "wide",
        "long",
        "width",
        "border",
    }:
        return
    if clause.predicate in ("ADVANCE", "ENTER") and "within" not in clause.words:
        return
    if clause.words & {"closer", "nearer", "beyond"} and clause.lemma in ("come", "get", "go"):
        return
    side = clause.side if clause.agent and clause.agent.stands_for != "it" else None
    front = "front" in clause.marks or clause.words & {"battle", "line"} >= {"battle", "line"}
    behind = (m for m in clause.people() if m.first > clause.head and m.prep in ("from", "of", "to", ""))
    theirs = next((m for m in behind if m.what in ("side", "force", "country")), None)
    # "45 km south of B, the target of Russia's offensive" is geography: the distance is to B.
    to_place = theirs and any(amount.at < m.first < theirs.first for m in clause.ground() if m.what == "place")
    if theirs and not side and not to_place and any(m.what == "place" for m in clause.subjects):
        place = next(m for m in clause.subjects if m.what == "place")
        yield context.claim(
            Exposure, clause, (place,), amount=amount, side=context.other(theirs.side), degree="distance",
            directions=clause.directions,
        )  # fmt: skip
        return
    compass = lexicon().words.directions
    ground = [m for m in clause.ground("from", "of", "to", "outside", "off", *compass) if m.what == "place"]
    ground += [
        m
        for m in clause.mentions
        if m.what == "pronoun" and m.stands_for == "it" and m.prep == "of" and m.ref is not None
    ]
    if front and not side:
        ground = ground or [m for m in clause.subjects if m.what == "place"]
    town = clause.words & ({"outskirts", "edge", "centre", "center"} | lexicon().words.buildings)
    if not ground and town and context.lately() and side:
        ground = [m for m in [context.lately()] if m]
    if not ground and side and clause.words & {"away"} and context.lately() and clause.predicate in ("BE", "REMAIN"):
        ground = [m for m in [context.lately()] if m]
    if not ground or not (side or front):
        return
    several = [a for a in clause.amounts if a.unit in ("km", "mi", "m") and not a.per]
    if len(ground) == len(several) > 1:
        pairs = list(zip(ground, several, strict=True))
    else:
        pairs = [(ground[-1] if clause.predicate != "BE" else ground[0], amount)]
    for place, far in pairs:
        endangered = context.other(side) if side else context.home(place)
        yield context.claim(
            Exposure, clause, (place,), amount=far, side=endangered, degree="distance", directions=clause.directions
        )  # fmt: skip


# ---------------------------------------------------------------- how it is tested and told


_BEARINGS = {"north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180, "southwest": 225, "west": 270,
             "northwest": 315}  # fmt: skip
_LEAST = {"surrounded": SURROUNDED, "nearly": NEARLY_SURROUNDED, "partly": PARTLY_SURROUNDED, "threatened": 1 / 72}


def test(claim: Exposure, bench: Bench) -> Finding:
    """Bearings within 20 km in which the other side's ground lies, their change over a month, or the distance.

    Surrounded is supported from 90 % of the 72 bearings, nearly from 75 %, partly from 40 %; short of that overstated,
    and contradicted where none is exposed; understated where the other side holds the place itself. Directions named
    must each be exposed; a process said to go on must show more bearings than a month before.
    """
    if not claim.places:
        return untested(claim, "place_unclear", "The place is not clear from the report.")
    place = claim.places[0]
    if not place.covered:
        return untested(claim, "not_on_a_map", uncovered(claim))
    if claim.degree == "distance":
        return over_records(claim, bench, lambda sight: _distance_found(claim, place, sight))
    return over_records(claim, bench, lambda sight: _bearings_found(claim, place, sight))


def _other_side(claim: Exposure, place: Place, sight: Sight) -> str:
    """The side that endangers: not the one said to be endangered, else not the one that holds the place."""
    codes = [s.code for s in sight.theatre.sides]
    own = claim.side or str(sight.record.holder(place.lon, place.lat, sight.map.index)[0])
    return next((code for code in codes if code != own), codes[0])


def _distance_found(claim: Exposure, place: Place, sight: Sight) -> Finding:
    from frontwatch.ground.disc import disc_share
    from frontwatch.ground.figures import figures_of_place

    disc = disc_share(sight.record, sight.theatre, place, sight.map)
    side = _other_side(claim, place, sight)
    km = disc.nearest_km(side)
    query = sight.query("place", sight.name_of(place), "--on", f"{sight.map.day}")
    figures = figures_of_place(disc)
    claimed = scaled(claim.quantity, KM) if claim.quantity else None
    name = sight.theatre.side(side).name
    if km is None or claimed is None:
        return untested(
            claim, "not_on_a_map", f"{sight.stamp()}: no ground held by {name}.", figures=figures, query=query
        )
    edge = max(km - place.radius_km, 0.0)
    verdict, factor = compare(claimed, edge, km, slack=DISTANCE_TOLERANCE_KM)
    # A distance too small goes too far: the danger is said to be nearer than it is.
    turned: dict[Verdict, Verdict] = {"overstated": "understated", "understated": "overstated"}
    verdict = turned.get(verdict, verdict)
    reason = (
        f"{sight.stamp()}: nearest ground held by {name} {km:.1f} km from the centre of {place.name}, {edge:.1f} km "
        f"from its edge; claimed {as_said(claim.quantity)}."
    )
    return Finding(claim, verdict, reason, figures=figures, query=query, map=sight.map, factor=factor)


def _bearings_found(claim: Exposure, place: Place, sight: Sight) -> Finding:
    from frontwatch.ground.exposure import exposure
    from frontwatch.ground.figures import figures_of_exposure

    side = _other_side(claim, place, sight)
    now = exposure(sight.record, sight.theatre, place.lon, place.lat, sight.map, to_side=side)
    before, since = None, []
    if claim.trend or claim.degree == "threatened":
        then = sight.on(sight.map.day - timedelta(days=TREND_DAYS))
        before = exposure(sight.record, sight.theatre, place.lon, place.lat, then.map, to_side=side)
        since = ["--since", f"{then.map.day}"]
    query = sight.query("exposure", sight.name_of(place), "--on", f"{sight.map.day}", "--side", side, *since)
    figures = figures_of_exposure(now, before)
    share = now.count / len(now.distance_km)
    state = (
        f"{sight.stamp()}: ground held by {sight.theatre.side(side).name} in {now.count} of 72 bearings within 20 km "
        f"of {place.name} ({100 * share:.0f} %), {now.arc_words}"
    )
    if before is not None:
        state += f"; {before.count} of 72 a month before"
    if claim.degree in ("fire", "roads"):
        what = "what fire reaches" if claim.degree == "fire" else "which roads are used"
        return untested(claim, "not_on_a_map", f"{state}; a map does not show {what}.", figures=figures, query=query)
    verdict = _graded(claim, now, before, share)
    if str(sight.record.holder(place.lon, place.lat, sight.map.index)[0]) == side:
        state += f"; its centre itself is held by {sight.theatre.side(side).name}"
        verdict = verdict if claim.negated else "understated"
    return Finding(claim, verdict, f"{state}.", figures=figures, query=query, map=sight.map)


def _graded(claim: Exposure, now: Seen, before: Seen | None, share: float) -> Verdict:
    """The verdict on a degree of encirclement, or its denial."""
    least = _LEAST[claim.degree]
    if claim.directions:
        exposed = [_faces(now, d) for d in claim.directions]
        rising = before is None or not claim.trend or now.count - before.count >= RISING_BEARINGS
        met = all(exposed) and rising
        some = any(exposed)
    else:
        met, some = share >= least, share >= min(least, 1 / 72)
        if claim.trend and before is not None:
            met = share >= min(least, PARTLY_SURROUNDED) and now.count - before.count >= RISING_BEARINGS
    if claim.negated:
        return "contradicted" if met else "supported"
    return "supported" if met else "overstated" if some else "contradicted"


def _faces(seen: Seen, word: str) -> bool:
    """Whether the side's ground lies in a direction: in any bearing within 45° of it."""
    key = word.lower().replace("-", "").replace("ern", "").replace(" ", "")
    if key not in _BEARINGS:
        return True
    bearings = [(_BEARINGS[key] + d) % 360 // 5 for d in range(-DIRECTION_WIDTH, DIRECTION_WIDTH + 1, 5)]
    return any(seen.distance_km[b] <= 20.0 for b in bearings)


def told(claim: Exposure, names: Mapping[str, str]) -> str:
    """The claim in one plain line."""
    if claim.degree == "distance":
        return f"the other side is {as_said(claim.quantity)} from {where(claim)}"
    words = {"surrounded": "surrounded", "nearly": "nearly surrounded", "partly": "partly surrounded",
             "threatened": "threatened", "fire": "under fire control", "roads": "left with few roads"}  # fmt: skip
    sides = f" from the {' and '.join(claim.directions)}" if claim.directions else ""
    being = "is being" if claim.trend else "is"
    return f"{where(claim)} {being} {'not ' if claim.negated else ''}{words[claim.degree]}{sides}"
