"""What a report says, as JSON: its claims, questions and unread sentences, before anything is tested."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta

from frontwatch.claims.article import Article
from frontwatch.claims.resolved import own_members
from frontwatch.model import Claim, Question, Quote, Reading
from frontwatch.theatre.theatre import Theatre

T = TypeVar("T")

Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$", description="SHA-256, hexadecimal.")]
Offset = Annotated[int, Meta(ge=0, description="Offset in the extracted plain text, in characters.")]


class QuantityJson(msgspec.Struct, frozen=True):
    """A number as said, not converted: "more than" has low only, "up to" high only."""

    low: float | None
    high: float | None
    unit: str
    approx: Annotated[bool, Meta(description='Said with "about", "almost", "some".')]


class QuoteJson(msgspec.Struct, frozen=True):
    """A slice of the extracted plain text, word for word."""

    quote: str
    start: Offset
    end: Offset


class SaidJson(msgspec.Struct, frozen=True):
    """One claim as it was read: everything that gives it back."""

    kind: str
    line: Annotated[int, Meta(ge=1, description="Line of the extracted plain text, counted from 1.")]
    quote: str
    start: Offset
    end: Offset
    speaker: Annotated[str | None, Meta(description="Who says it; null is the report's own voice.")]
    side: Annotated[
        str | None,
        Meta(
            description="Of control who is said to hold or have taken the place; of exposure who is endangered; "
            "of losses who suffers; of the others who acts."
        ),
    ]
    place: Annotated[str | list[str] | None, Meta(description="Names in the official romanisation.")]
    place_id: Annotated[
        int | list[int] | None,
        Meta(description="GeoNames ids, negative where the theatre's own; 0 for a place that no list at hand has."),
    ]
    sector: str | None
    region: str | None
    day: Annotated[date | None, Meta(description="The day, or the last day of the span, the claim is about.")]
    since: Annotated[date | None, Meta(description="The first day of the span the claim is about.")]
    quantity: QuantityJson | None
    negated: Annotated[bool, Meta(description="The speaker denies it.")]
    hedged: Annotated[bool, Meta(description="The speaker leaves room.")]
    also: Annotated[list[QuoteJson], Meta(description="Where the same speaker says the same again.")]
    named: Annotated[list[str], Meta(description="The ground's names as the report has them.")]
    rivals: Annotated[list[int], Meta(description="Ids of other places of the same name, which were not chosen.")]
    trouble: Annotated[str | None, Meta(description="Why it is not settled what is meant, in a word.")]
    own: Annotated[dict[str, Any], Meta(description="The members that only claims of this kind have.")]


class QuestionJson(msgspec.Struct, frozen=True):
    """What the report asks or predicts about the future."""

    quote: str
    start: Offset
    end: Offset
    side: str | None
    place: str | None
    by: date | None


class TheatreJson(msgspec.Struct, frozen=True):
    """The theatre the report was read with."""

    name: str
    hash: str


class ReadReportJson(msgspec.Struct, frozen=True):
    """The report that was read, and with what."""

    name: str
    sha256: Sha256
    published: date
    published_from: Annotated[str, Meta(description="Where the publication day comes from.")]
    theatre: TheatreJson


class ReadingJson(msgspec.Struct, frozen=True):
    """What `frontwatch read --json` prints."""

    report: ReadReportJson
    claims: list[SaidJson]
    questions: list[QuestionJson]
    unread: Annotated[list[QuoteJson], Meta(description="Sentences that may hold claims and were not read.")]


def reading_json(reading: Reading, article: Article, theatre: Theatre) -> str:
    """A reading as JSON text, ending in a line break; `frontwatch check --claims` takes it back."""
    told = ReadingJson(
        report=ReadReportJson(
            name=article.name,
            sha256=article.sha256,
            published=article.published,
            published_from=article.published_from,
            theatre=TheatreJson(theatre.name, theatre.hash),
        ),
        claims=[said(c) for c in reading.claims],
        questions=[question(q) for q in reading.questions],
        unread=[quote(q) for q in reading.unread],
    )
    return as_text(told)


def as_text(told: msgspec.Struct) -> str:
    """One of these shapes as text for people and programs."""
    return msgspec.json.format(msgspec.json.encode(told), indent=1).decode() + "\n"


def said(c: Claim) -> SaidJson:
    """A claim's own members, the same wherever claims are shown."""
    q = c.quantity
    return SaidJson(
        kind=c.kind,
        line=c.line,
        quote=c.quote,
        start=c.start,
        end=c.end,
        speaker=c.speaker,
        side=c.side,
        place=_one_or_many([p.name for p in c.places] or list(c.named)),
        place_id=_one_or_many([p.id for p in c.places]),
        sector=c.sector.name if c.sector else None,
        region=c.region.name if c.region else None,
        day=c.day,
        since=c.since,
        quantity=QuantityJson(q.low, q.high, q.unit, q.approx) if q else None,
        negated=c.negated,
        hedged=c.hedged,
        also=[quote(q) for q in c.also],
        named=list(c.named),
        rivals=list(c.rivals),
        trouble=c.trouble,
        own={name: getattr(c, name) for name in own_members(c.kind) if hasattr(c, name)},
    )


def question(q: Question) -> QuestionJson:
    """A question's members."""
    return QuestionJson(q.quote, q.start, q.end, q.side, q.place.name if q.place else None, q.by)


def quote(q: Quote) -> QuoteJson:
    """A quote's members."""
    return QuoteJson(q.text, q.start, q.end)


def _one_or_many(values: list[T]) -> T | list[T] | None:
    """A single value by itself, several as a list, none as null."""
    return None if not values else values[0] if len(values) == 1 else values
