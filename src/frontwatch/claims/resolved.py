"""A given claim to the claim of its kind: its quote found in the report, its ground and side in the theatre."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cache
from types import ModuleType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from frontwatch.claims.given import GivenClaim, GivenQuantity, GivenQuestion, shown
from frontwatch.claims.ground import Ground, ground_of, place_named, side_of
from frontwatch.claims.standing import standing
from frontwatch.kinds.kinds import BY_NAME
from frontwatch.model import Claim, FrontwatchError, Quantity, Question
from frontwatch.reading.document import Document
from frontwatch.reading.lexicon import lexicon
from frontwatch.theatre.theatre import Theatre

TIMES = ("days", "weeks", "months", "years")
"""The units in which something can have lasted."""


def claim_of(given: GivenClaim, document: Document, theatre: Theatre, where: str) -> Claim:
    """The claim that a given one is.

    Args:
        where: the words that name it in messages.
    Raises: FrontwatchError: an unknown kind, ground or side, a member of another kind, a quote that does not stand.
    """
    made = kind_class(given.kind, where)
    quote = standing(document.text, given.quote, given.start, given.end, where)
    ground = ground_of(given, theatre, where)
    return made(
        kind=given.kind,
        quote=quote.text,
        start=quote.start,
        end=quote.end,
        line=document.line(quote.start),
        speaker=given.speaker,
        side=side_of(given.side, theatre, where),
        places=ground.places,
        sector=ground.sector,
        region=ground.region,
        day=given.day,
        since=_since(given, where),
        quantity=_quantity(given.quantity, given.kind, where),
        negated=given.negated,
        hedged=given.hedged,
        also=tuple(standing(document.text, q.quote, q.start, q.end, f"{where}, also") for q in given.also),
        named=_named(given, ground, theatre),
        rivals=tuple(given.rivals),
        trouble=given.trouble,
        **_own(given, where),
    )


def question_of(given: GivenQuestion, document: Document, theatre: Theatre, where: str) -> Question:
    """The question that a given one is.

    Raises: FrontwatchError: an unknown place or side, a quote that does not stand in the report.
    """
    quote = standing(document.text, given.quote, given.start, given.end, where)
    return Question(
        quote=quote.text,
        start=quote.start,
        end=quote.end,
        line=document.line(quote.start),
        side=side_of(given.side, theatre, where),
        place=place_named(given.place, theatre, where) if given.place else None,
        by=given.by,
    )


def kind_class(kind: str, where: str) -> type[Claim]:
    """The dataclass of a kind. Raises: FrontwatchError: there is no such kind."""
    if kind not in BY_NAME:
        raise FrontwatchError(f"{where}: kind: there is no kind {kind!r}; there are: {', '.join(BY_NAME)}.")
    return _class_of(BY_NAME[kind])


def own_members(kind: str) -> Mapping[str, Any]:
    """The members that a kind of claim adds to those of every claim, with their types."""
    return _added_by(BY_NAME[kind]) if kind in BY_NAME else {}


@cache
def _added_by(kind: ModuleType) -> Mapping[str, Any]:
    made = _class_of(kind)
    common = {f.name for f in dataclasses.fields(Claim)}
    types = get_type_hints(made)
    return {f.name: types[f.name] for f in dataclasses.fields(made) if f.name not in common}


@cache
def _class_of(kind: ModuleType) -> type[Claim]:
    own = (thing for thing in vars(kind).values() if isinstance(thing, type) and thing.__module__ == kind.__name__)
    return next(thing for thing in own if issubclass(thing, Claim))


def _own(given: GivenClaim, where: str) -> dict[str, Any]:
    types = own_members(given.kind)
    told = {}
    for member, value in given.own.items():
        if member not in types:
            known = ", ".join(types) or "none"
            raise FrontwatchError(f"{where}: own: kind {given.kind} has no member {member!r}; it has: {known}.")
        try:
            told[member] = msgspec.convert(value, types[member])
        except msgspec.ValidationError as error:
            raise FrontwatchError(
                f"{where}: own.{member}: {shown(value)} is not {_expected(types[member])}; mend it."
            ) from error
    return told


def _expected(kind_of_value: Any) -> str:
    """A type in words."""
    if get_origin(kind_of_value) is Literal:
        return "one of " + ", ".join(shown(value) for value in get_args(kind_of_value))
    words = {
        bool: "true or false",
        str: "a text",
        str | None: "a text or null",
        tuple[str, ...]: "a list of texts",
        tuple[float, float] | None: "null or two numbers, like [0.5, 1.0]",
    }
    return words.get(kind_of_value, str(kind_of_value))


def _since(given: GivenClaim, where: str) -> Any:
    if given.since and given.day and given.since > given.day:
        raise FrontwatchError(f"{where}: since: {given.since} is after the day, {given.day}; mend one of them.")
    return given.since


def _quantity(given: GivenQuantity | None, kind: str, where: str) -> Quantity | None:
    """The number as said, its unit as the reader writes it: "km" for "kilometres"."""
    if given is None:
        return None
    if given.low is not None and given.high is not None and given.low > given.high:
        raise FrontwatchError(f"{where}: quantity: low, {given.low:g}, is more than high, {given.high:g}; mend them.")
    unit = lexicon().units.get(given.unit.lower(), given.unit)
    if kind == "duration" and unit not in TIMES:
        raise FrontwatchError(f"{where}: quantity: {unit!r} is no unit of time; give one of {', '.join(TIMES)}.")
    return Quantity(given.low, given.high, unit, given.approx)


def _named(given: GivenClaim, ground: Ground, theatre: Theatre) -> tuple[str, ...]:
    """The report's words for the ground; not those of a region or sector that somebody has replaced."""
    if ground.places:
        return tuple(given.named)
    meant = (ground.region, ground.sector)
    looked_up = {name: theatre.look_up(name) for name in given.named}
    return tuple(name for name, hits in looked_up.items() if not hits or any(hit in meant for hit in hits))
