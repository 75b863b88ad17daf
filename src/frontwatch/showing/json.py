"""The answer as JSON: the shapes (from which `docs/report.schema.json` is made) and the filling of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta

from frontwatch.model import Claim, Figure, Finding, MapRef, Question, Quote, RecordUsed, Report, Verdict
from frontwatch.showing.table import remarks
from frontwatch.showing.words import verdict_counts

T = TypeVar("T")

Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$", description="SHA-256, hexadecimal.")]
Offset = Annotated[int, Meta(ge=0, description="Offset in the extracted plain text, in characters.")]


class QuantityJson(msgspec.Struct, frozen=True):
    """A number as said, not converted: "more than" has low only, "up to" high only."""

    low: float | None
    high: float | None
    unit: str


class QuoteJson(msgspec.Struct, frozen=True):
    """A slice of the extracted plain text, word for word."""

    quote: str
    start: Offset
    end: Offset


class FigureJson(msgspec.Struct, frozen=True):
    """A number found; the finding's query prints the same name and value."""

    name: str
    value: float | int | str | None
    unit: str
    day: date | None
    source: str


class ClaimJson(msgspec.Struct, frozen=True):
    """One claim with its finding."""

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
    place_id: Annotated[int | list[int] | None, Meta(description="GeoNames ids, negative where the theatre's own.")]
    sector: str | None
    region: str | None
    day: Annotated[date | None, Meta(description="The day, or the last day of the span, the claim is about.")]
    since: Annotated[date | None, Meta(description="The first day of the span the claim is about.")]
    quantity: QuantityJson | None
    negated: Annotated[bool, Meta(description="The speaker denies it.")]
    hedged: Annotated[bool, Meta(description="The speaker leaves room.")]
    verdict: Verdict
    code: Annotated[str | None, Meta(description="Why it is untested or disputed, in a word.")]
    reason: Annotated[str, Meta(description="The figure found, with its source and its map's day.")]
    figures: list[FigureJson]
    query: Annotated[str | None, Meta(description="The command that gives the figures again by itself.")]
    also: Annotated[list[QuoteJson], Meta(description="Where the same speaker says the same again.")]


class QuestionJson(msgspec.Struct, frozen=True):
    """What the report asks or predicts about the future."""

    quote: str
    start: Offset
    end: Offset
    side: str | None
    place: str | None
    by: date | None


class MapJson(msgspec.Struct, frozen=True):
    """The map that counts for the report."""

    day: date
    published: datetime | None
    sha256: str
    age: Annotated[int, Meta(description="Days between the map's day and the report's publication.")]


class RecordJson(msgspec.Struct, frozen=True):
    """A record that was asked, and under `also` the further ones."""

    name: str
    publisher: str
    ties: str
    credit: str
    scale: str
    resolution_km: float
    delay_days: int
    hash: Sha256
    first_day: date
    last_day: date
    map: MapJson | None
    also: list[RecordJson]


class FoundDayJson(msgspec.Struct, frozen=True):
    """A publication day found, and where."""

    where: str
    day: date


class TheatreJson(msgspec.Struct, frozen=True):
    """The theatre the report was read with."""

    name: str
    hash: str


class ReportJson(msgspec.Struct, frozen=True):
    """The report that was checked, and with what."""

    name: str
    sha256: Sha256
    published: date
    published_from: Annotated[str, Meta(description="Where the publication day comes from.")]
    published_found: Annotated[list[FoundDayJson], Meta(description="Every publication day found; all if they differ.")]
    version: Annotated[str, Meta(description="Frontwatch's version.")]
    theatre: TheatreJson
    options: Annotated[dict[str, str], Meta(description="The options that bear on the answer.")]
    counts: Annotated[dict[str, int], Meta(description="How many claims have each verdict. No rating.")]


class AnswerJson(msgspec.Struct, frozen=True):
    """What `frontwatch check --json` prints."""

    report: ReportJson
    record: RecordJson | None
    claims: list[ClaimJson]
    questions: list[QuestionJson]
    unread: Annotated[list[QuoteJson], Meta(description="Sentences that may hold claims and were not read.")]


def answer(report: Report) -> AnswerJson:
    """A checked report in the shapes above."""
    return AnswerJson(
        report=_report(report),
        record=_records(report),
        claims=[_claim(f) for f in report.findings],
        questions=[_question(q) for q in report.questions],
        unread=[_quote(q) for q in report.unread],
    )


def to_json(report: Report) -> str:
    """A checked report as JSON text, ending in a line break."""
    return msgspec.json.format(msgspec.json.encode(answer(report)), indent=1).decode() + "\n"


def _report(report: Report) -> ReportJson:
    return ReportJson(
        name=report.name,
        sha256=report.sha256,
        published=report.published,
        published_from=report.published_from,
        published_found=[FoundDayJson(where, day) for where, day in report.published_found],
        version=report.version,
        theatre=TheatreJson(report.theatre, report.theatre_hash),
        options=dict(sorted(report.options)),
        counts={str(v): n for v, n in verdict_counts(report).items()},
    )


def _records(report: Report) -> RecordJson | None:
    if not report.records:
        return None
    first, *others = report.records
    return _record(first, report.published, [_record(r, report.published, []) for r in others])


def _record(record: RecordUsed, published: date, also: list[RecordJson]) -> RecordJson:
    return RecordJson(
        name=record.name,
        publisher=record.publisher,
        ties=record.ties,
        credit=record.credit,
        scale=record.scale,
        resolution_km=record.resolution_km,
        delay_days=record.delay_days,
        hash=record.hash,
        first_day=record.first_day,
        last_day=record.last_day,
        map=_map(record.map, published),
        also=also,
    )


def _map(m: MapRef | None, published: date) -> MapJson | None:
    return None if m is None else MapJson(m.day, m.published, m.sha256, (published - m.day).days)


def _claim(finding: Finding) -> ClaimJson:
    c: Claim = finding.claim
    return ClaimJson(
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
        quantity=QuantityJson(c.quantity.low, c.quantity.high, c.quantity.unit) if c.quantity else None,
        negated=c.negated,
        hedged=c.hedged,
        verdict=finding.verdict,
        code=finding.code,
        reason="; ".join(remarks(finding, again=False)),
        figures=[_figure(f) for f in finding.figures],
        query=finding.query,
        also=[_quote(q) for q in c.also],
    )


def _one_or_many(values: list[T]) -> T | list[T] | None:
    """A single value by itself, several as a list, none as null."""
    return None if not values else values[0] if len(values) == 1 else values


def _figure(f: Figure) -> FigureJson:
    return FigureJson(f.name, f.value, f.unit, f.day, f.source)


def _question(q: Question) -> QuestionJson:
    return QuestionJson(q.quote, q.start, q.end, q.side, q.place.name if q.place else None, q.by)


def _quote(q: Quote) -> QuoteJson:
    return QuoteJson(q.text, q.start, q.end)
