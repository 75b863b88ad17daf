"""The file of claims that somebody gives with a report: its members, and what each may be.

It is what `frontwatch read REPORT --json` prints, edited or not, or what another reader made: only `report.sha256` and,
of each claim, `kind` and `quote` must be there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta

from frontwatch.model import FrontwatchError

S = TypeVar("S", bound=msgspec.Struct)

Id = Annotated[int, Meta(ge=-(2**31), lt=2**31)]
MAKING = "`frontwatch read REPORT --json` prints one"
_HASH = re.compile(r"[0-9a-f]{64}\Z")


class GivenQuote(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of the report; the offsets may be missing where they stand in it once."""

    quote: str
    start: int | None = None
    end: int | None = None


class GivenQuantity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A number as said: "more than" has low only, "up to" high only."""

    low: float | None = None
    high: float | None = None
    unit: str = ""
    approx: bool = False


class GivenClaim(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A claim as it is given; what is missing takes the default."""

    kind: str
    quote: str
    start: int | None = None
    end: int | None = None
    line: int | None = None
    speaker: str | None = None
    side: str | None = None
    place: str | list[str] | None = None
    place_id: Id | list[Id] | None = None
    sector: str | None = None
    region: str | None = None
    day: date | None = None
    since: date | None = None
    quantity: GivenQuantity | None = None
    negated: bool = False
    hedged: bool = False
    also: list[GivenQuote] = []
    named: list[str] = []
    rivals: list[Id] = []
    trouble: str | None = None
    own: dict[str, Any] = {}


class GivenQuestion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question as it is given."""

    quote: str
    start: int | None = None
    end: int | None = None
    side: str | None = None
    place: str | None = None
    by: date | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """A file of claims, in its own words: nothing of it was looked for in the report or the theatre yet."""

    name: str
    sha256: str
    published: date | None
    claims: tuple[GivenClaim, ...]
    questions: tuple[GivenQuestion, ...] | None
    """None: as the reader finds them."""
    unread: tuple[GivenQuote, ...] | None


FOUND = frozenset({"verdict", "code", "reason", "figures", "query", "map", "by_hand"})
"""What `frontwatch check --json` adds to a claim: passed over, so that its answer may be given back too."""

EXPECTED = {
    "kind": "the name of a kind of claim",
    "quote": "words of the report",
    "start": "a whole number, the quote's offset in the report's text, or null",
    "end": "a whole number, the offset where the quote ends, or null",
    "line": "a whole number or null",
    "speaker": "a name, or null for the report's own voice",
    "side": "a side's code or null",
    "place": "a place's name, a list of names, or null",
    "place_id": "a GeoNames number, a list of numbers, or null",
    "sector": "a sector's name or null",
    "region": "a region's name or null",
    "day": "a day written YYYY-MM-DD, or null",
    "since": "a day written YYYY-MM-DD, or null",
    "by": "a day written YYYY-MM-DD, or null",
    "quantity": 'null or {"low": 3, "high": 5, "unit": "km", "approx": false}',
    "negated": "true or false",
    "hedged": "true or false",
    "also": 'a list of {"quote": …}',
    "named": "a list of names",
    "rivals": "a list of GeoNames numbers",
    "trouble": "a code or null",
    "own": "an object of the kind's own members",
}


def read_given(data: bytes, name: str) -> Given:
    """A file of claims.

    Raises: FrontwatchError: no JSON, no hash of a report, no claims, or a claim with a wrong member; the message names
    the claim, the member and what is expected there.
    """
    told = _object(_decoded(data, name), name, "the whole")
    report = _object(told.get("report"), name, 'the member "report"')
    sha256 = report.get("sha256")
    if not isinstance(sha256, str) or not _HASH.match(sha256.lower()):
        raise FrontwatchError(
            f'{name}: it must say which report it is of, {{"report": {{"sha256": 64 hexadecimal digits}}}}; {MAKING}.'
        )
    return Given(
        name=name,
        sha256=sha256.lower(),
        published=_published(report.get("published"), name),
        claims=_each(told.get("claims"), GivenClaim, name, "claim", "claims"),
        questions=_optional(told, "questions", GivenQuestion, name, "question"),
        unread=_optional(told, "unread", GivenQuote, name, "unread sentence"),
    )


def which(name: str, what: str, number: int, quote: object = None) -> str:
    """The words that name a claim in a message: its file, its number, and how its quote begins.

    >>> which("claims.json", "claim", 3, "Alder is held by Blue")
    'claims.json: claim 3 (“Alder is held by Blue”)'
    """
    words = " ".join(quote.split()) if isinstance(quote, str) else ""
    short = words if len(words) <= 40 else words[:40].rsplit(" ", 1)[0] + " …"
    return f"{name}: {what} {number}" + (f" (“{short}”)" if short else "")


def shown(value: object) -> str:
    """A value for a message, as JSON and not long."""
    text = msgspec.json.encode(value).decode()
    return text if len(text) <= 60 else text[:60] + "…"


def _decoded(data: bytes, name: str) -> object:
    try:
        return msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FrontwatchError(f"{name}: this is no JSON ({error}); {MAKING}.") from error


def _object(told: object, name: str, what: str) -> dict[str, Any]:
    if not isinstance(told, dict):
        raise FrontwatchError(f"{name}: {what} must be an object, like {{…}}; {MAKING}.")
    return told


def _published(told: object, name: str) -> date | None:
    try:
        return msgspec.convert(told, date | None)
    except msgspec.ValidationError as error:
        raise FrontwatchError(
            f"{name}: report.published: {shown(told)} is not a day; write it as YYYY-MM-DD, or leave it out."
        ) from error


def _optional(told: dict[str, Any], member: str, shape: type[S], name: str, what: str) -> tuple[S, ...] | None:
    return None if told.get(member) is None else _each(told[member], shape, name, what, member)


def _each(told: object, shape: type[S], name: str, what: str, member: str) -> tuple[S, ...]:
    if not isinstance(told, list):
        raise FrontwatchError(f'{name}: the member "{member}" must be a list, like [{{"quote": …}}]; {MAKING}.')
    return tuple(_one(one, shape, name, what, n) for n, one in enumerate(told, 1))


def _one(told: object, shape: type[S], name: str, what: str, number: int) -> S:
    where = which(name, what, number, told.get("quote") if isinstance(told, dict) else None)
    members = _members(told, shape, where)
    try:
        return msgspec.convert(members, shape)
    except msgspec.ValidationError as error:
        wrong = re.search(r"`\$\.(\w+)", str(error))
        member = wrong[1] if wrong else ""
        raise FrontwatchError(
            f"{where}: {member}: {shown(members.get(member))} is not {EXPECTED.get(member, 'expected there')}; mend it."
        ) from error


def _members(told: object, shape: type[msgspec.Struct], where: str) -> dict[str, Any]:
    """The members of one claim, all known and none needed missing."""
    if not isinstance(told, dict):
        raise FrontwatchError(f"{where}: {shown(told)} is not an object, like {{…}}; mend it.")
    known = shape.__struct_fields__
    members = {member: value for member, value in told.items() if member in known or member not in FOUND}
    for member in members:
        if member not in known:
            raise FrontwatchError(f"{where}: there is no member {shown(member)}; there are {_list(known)}.")
    for member in ("kind", "quote"):
        if member in known and member not in members:
            raise FrontwatchError(f"{where}: the member {member} is missing; it is {EXPECTED[member]}.")
    return members


def _list(words: Sequence[str] | Iterable[str]) -> str:
    return ", ".join(words)
