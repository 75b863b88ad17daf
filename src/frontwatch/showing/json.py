"""The answer as JSON: the shapes (from which `docs/report.schema.json` is made) and the filling of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from frontwatch.asking.asked import Answered
from frontwatch.model import ByHand, Figure, Finding, MapRef, RecordUsed, Report, Verdict
from frontwatch.showing.forecast_json import ForecastJson, forecast_json
from frontwatch.showing.questioned import Called
from frontwatch.showing.said import (
    Offset,
    QuestionJson,
    QuoteJson,
    SaidJson,
    Sha256,
    TheatreJson,
    as_text,
    question,
    quote,
    said,
)
from frontwatch.showing.table import remarks
from frontwatch.showing.words import verdict_counts


class FigureJson(msgspec.Struct, frozen=True):
    """A number found; the finding's query prints the same name and value."""

    name: str
    value: float | int | str | None
    unit: str
    day: date | None
    source: str


class MapJson(msgspec.Struct, frozen=True):
    """A map of a record."""

    day: date
    published: datetime | None
    sha256: str
    age: Annotated[int, Meta(description="Days between the map's day and the report's publication.")]


class ClaimJson(SaidJson, frozen=True):
    """One claim with its finding."""

    verdict: Verdict
    code: Annotated[str | None, Meta(description="Why it is untested or disputed, in a word.")]
    reason: Annotated[str, Meta(description="The figure found, with its source and its map's day.")]
    figures: list[FigureJson]
    query: Annotated[str | None, Meta(description="The command that gives the figures again by itself.")]
    map: Annotated[MapJson | None, Meta(description="The map that decided.")]
    by_hand: Annotated[
        ByHand | None, Meta(description="Whether somebody changed or added the claim; null: it is as read.")
    ]


class DroppedJson(msgspec.Struct, frozen=True):
    """A claim that the reader finds and that was taken out by hand."""

    kind: str
    quote: str
    start: Offset
    end: Offset


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
    path: Annotated[str, Meta(description="As it was given; empty for the one shipped with the theatre.")]
    first_day: date
    last_day: date
    maps_hash: Annotated[
        Sha256, Meta(description="SHA-256 over its maps' days and hashes: `recheck` knows them by it.")
    ]
    map: MapJson | None
    also: list[RecordJson]


class FoundDayJson(msgspec.Struct, frozen=True):
    """A publication day found, and where."""

    where: str
    day: date


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


class AnsweredJson(msgspec.Struct, frozen=True):
    """The forecast for one of the questions, where `--ask` asked for it."""

    question: Annotated[int, Meta(ge=1, description="Its number in `questions`, counted from 1.")]
    forecast: ForecastJson | None
    no_forecast: Annotated[str | None, Meta(description="Why there is none; null where there is one.")]


class AnswerJson(msgspec.Struct, frozen=True):
    """What `frontwatch check --json` prints."""

    report: ReportJson
    record: RecordJson | None
    claims: list[ClaimJson]
    dropped: Annotated[list[DroppedJson], Meta(description="Claims of the reader's that were taken out by hand.")]
    questions: list[QuestionJson]
    unread: Annotated[list[QuoteJson], Meta(description="Sentences that may hold claims and were not read.")]
    forecasts: Annotated[list[AnsweredJson], Meta(description="For the questions; empty where none were asked for.")]


Answers = Mapping[int, Answered | str]
"""By a question's number its answer, or why there is none."""


def answer(report: Report, answers: Answers | None = None, names: Called | None = None) -> AnswerJson:
    """A checked report in the shapes above.

    Args:
        answers: to its questions, where they were asked for. names: of sides and regions.
    """
    return AnswerJson(
        report=_report(report),
        record=_records(report),
        claims=[_claim(f, report.published) for f in report.findings],
        dropped=[DroppedJson(c.kind, c.quote, c.start, c.end) for c in report.dropped],
        questions=[question(q) for q in report.questions],
        unread=[quote(q) for q in report.unread],
        forecasts=[_answered(n, found, names) for n, found in sorted((answers or {}).items())],
    )


def to_json(report: Report, answers: Answers | None = None, names: Called | None = None) -> str:
    """A checked report as JSON text, ending in a line break; see ``answer``."""
    return as_text(answer(report, answers, names))


def _answered(number: int, found: Answered | str, names: Called | None) -> AnsweredJson:
    forecast = forecast_json(found.answer, names or Called({})) if isinstance(found, Answered) else None
    return AnsweredJson(number, forecast, found if isinstance(found, str) else None)


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
        path=record.path,
        first_day=record.first_day,
        last_day=record.last_day,
        maps_hash=record.maps_hash,
        map=_map(record.map, published),
        also=also,
    )


def _map(m: MapRef | None, published: date) -> MapJson | None:
    return None if m is None else MapJson(m.day, m.published, m.sha256, (published - m.day).days)


def _claim(finding: Finding, published: date) -> ClaimJson:
    return ClaimJson(
        **msgspec.structs.asdict(said(finding.claim)),
        verdict=finding.verdict,
        code=finding.code,
        reason="; ".join(remarks(finding, again=False)),
        figures=[_figure(f) for f in finding.figures],
        query=finding.query,
        map=_map(finding.map, published),
        by_hand=finding.by_hand,
    )


def _figure(f: Figure) -> FigureJson:
    return FigureJson(f.name, f.value, f.unit, f.day, f.source)
