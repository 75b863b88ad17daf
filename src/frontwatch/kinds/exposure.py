"""Kind `exposure`: a place or force is, or is not, surrounded, approached from directions, N roads left, N km from
the other side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from frontwatch.model import Claim
from frontwatch.reading.clauses import Clause
from frontwatch.reading.context import Context
from frontwatch.reading.mentions import Mention

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

_NEAR = ("from", "of", "to", "away", "within", "outside", "off", "short", "outskirts", "it", "near", "")


def said(clause: Clause, context: Context) -> Iterable[Exposure]:
    """Encirclement, threat, fire control, ways left, and the distance from a place to the other side's ground or
    troops."""
    if clause.mood in ("conditional", "asked", "gerund", "wished"):
        return
    if "fire" in clause.marks and not clause.noun:
        ground = [m for m in (*clause.subjects, *clause.patients) if m.what == "place"]
        holder = next((m.side for m in clause.people() if m.side), None)
        for mention in ground[:1]:
            yield context.claim(Exposure, clause, (mention,), side=context.other(holder), degree="fire")
        return
    if clause.predicate == "SURROUND":
        yield from _surrounded(clause, context)
    elif clause.predicate == "THREATEN" and clause.mood == "asserted" and not clause.noun:
        ground = [m for m in (*clause.subjects, *clause.patients) if m.what == "place"]
        if clause.directions and ground:
            yield context.claim(
                Exposure, clause, ground[:1], side=context.home(ground[0]), degree="threatened",
                directions=clause.directions,
            )  # fmt: skip
    elif (
        clause.predicate in ("BE", "REMAIN", "COME", "ENTER", "ADVANCE", "OTHER", "NONE", "STOP", "HAVE")
        and not clause.noun
    ):
        yield from _distance(clause, context)


def _surrounded(clause: Clause, context: Context) -> Iterable[Exposure]:
    if clause.noun and (clause.lemma in ("siege", "blockade") or clause.host == "SURROUND"):
        return
    if clause.mood in ("future", "possible", "purpose", "attempted"):
        return
    ground = _encircled_ground(clause, context)
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
    amount = clause.amount("units", "troops", "sides", "km", "mi")
    yield context.claim(
        Exposure, clause, ground, side=inside, degree=degree, directions=clause.directions, trend=trend, amount=amount
    )  # fmt: skip


def _encircled_ground(clause: Clause, context: Context) -> list[Mention]:
    ground = [m for m in (*clause.patients, *clause.subjects) if m.what == "place"]
    ground = ground or [m for m in clause.ground("in", "around", "near", "at", "of", "on", "") if m.what == "place"]
    if not ground and context.lately() and not clause.noun:
        ground = [m for m in [context.lately()] if m]
    if not ground and context.lately() and clause.noun:
        ground = [m for m in [context.lately()] if m]
    seen: dict[object, Mention] = {m.ref: m for m in reversed(ground)}
    return list(reversed(seen.values()))


def _encircled_side(clause: Clause, context: Context, ground: Sequence[Mention]) -> str | None:
    if not clause.noun and not clause.passive and clause.agent and clause.side:
        return context.other(clause.side)
    if not clause.noun and clause.passive:
        own = next((m.side for m in clause.mentions if m.side and m.first < clause.head and m.prep != "by"), None)
        if own:
            return own
        if clause.side:
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
    if not clause.words & {"from", "of", "within", "away", "to", "outside"} or clause.words & {
        "wide",
        "long",
        "width",
        "border",
    }:
        return
    if clause.predicate in ("ADVANCE", "ENTER") and "within" not in clause.words:
        return
    side = clause.side if clause.agent else None
    front = "front" in clause.marks or clause.words & {"battle", "line"} >= {"battle", "line"}
    ground = [m for m in clause.ground("from", "of", "to", "outside", "off") if m.what == "place"]
    ground += [
        m
        for m in clause.mentions
        if m.what == "pronoun" and m.stands_for == "it" and m.prep == "of" and m.ref is not None
    ]
    if front and not side:
        ground = ground or [m for m in clause.subjects if m.what == "place"]
    if not ground and clause.words & {"outskirts", "edge", "centre", "center"} and context.lately() and side:
        ground = [m for m in [context.lately()] if m]
    if not ground or not (side or front):
        return
    ground = ground[-1:] if clause.predicate != "BE" else ground[:1]
    endangered = context.other(side) if side else context.home(ground[0])
    yield context.claim(
        Exposure, clause, ground, amount=amount, side=endangered, degree="distance", directions=clause.directions
    )  # fmt: skip
