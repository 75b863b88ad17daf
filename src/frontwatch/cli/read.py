"""`frontwatch read`: the claims of a report, read but not tested; with --explain what each layer made of a sentence."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from frontwatch.cli.options import DAY, json_option, theatre_option
from frontwatch.model import Claim, FrontwatchError, Place, Question, Quote, Reading


@click.command()
@click.argument("report", metavar="REPORT|-")
@click.option("--published", type=DAY, help="The day the report was published; else its metadata or dateline say.")
@click.option("--explain", type=int, metavar="N", help="Show what each layer made of the sentences on line N.")
@theatre_option
@json_option
def read(report: str, published: date | None, explain: int | None, theatre: str, as_json: bool) -> None:
    """List the claims of a report without testing them.

    \b
    Example:
      frontwatch read examples/pokrovsk-2025-06.txt --published 2025-06-27
    """
    from frontwatch.kinds.kinds import KINDS
    from frontwatch.reading.document import read_document
    from frontwatch.reading.reader import read as read_report
    from frontwatch.theatre.theatre import open_theatre

    given = sys.stdin.buffer.read() if report == "-" else Path(report).read_bytes()
    document = read_document(given, name="" if report == "-" else Path(report).name)
    day = published or next((found.day for found in document.published), None)
    if day is None:
        raise FrontwatchError(f"{report}: no publication day found in it; give it with --published YYYY-MM-DD.")
    stage = open_theatre(theatre)
    if explain is not None:
        from frontwatch.reading.explain import explained

        click.echo(explained(document, stage, day, KINDS, explain))
        return
    reading = read_report(document, stage, day, KINDS)
    click.echo(json.dumps(as_plain(reading), ensure_ascii=False, indent=1) if as_json else _table(reading))


def as_plain(reading: Reading) -> dict[str, Any]:
    """A reading as plain JSON values, in the shape that `frontwatch check --json` gives claims."""
    return {
        "claims": [_claim(c) for c in reading.claims],
        "questions": [_question(q) for q in reading.questions],
        "unread": [_quote(q) for q in reading.unread],
    }


def _claim(claim: Claim) -> dict[str, Any]:
    names = [p.name for p in claim.places] or list(claim.named)
    ids = [p.id for p in claim.places]
    q = claim.quantity
    return {
        "kind": claim.kind, "line": claim.line, "quote": claim.quote, "start": claim.start, "end": claim.end,
        "speaker": claim.speaker, "side": claim.side, "place": names[0] if len(names) == 1 else names or None,
        "place_id": ids[0] if len(ids) == 1 else ids or None, "sector": claim.sector.name if claim.sector else None,
        "region": claim.region.name if claim.region else None, "day": str(claim.day) if claim.day else None,
        "since": str(claim.since) if claim.since else None,
        "quantity": {"low": q.low, "high": q.high, "unit": q.unit} if q else None,
        "negated": claim.negated, "hedged": claim.hedged, "also": [_quote(a) for a in claim.also],
    }  # fmt: skip


def _question(question: Question) -> dict[str, Any]:
    place: Place | None = question.place
    return {
        "quote": question.quote, "start": question.start, "end": question.end, "side": question.side,
        "place": place.name if place else None, "by": str(question.by) if question.by else None,
    }  # fmt: skip


def _quote(quote: Quote) -> dict[str, Any]:
    return {"quote": quote.text, "start": quote.start, "end": quote.end}


def _table(reading: Reading) -> str:
    rows = [_row(c) for c in reading.claims]
    rows += [f"   ?  {q.place.name if q.place else '-'}: {' '.join(q.quote.split())}" for q in reading.questions]
    rows.append(
        f"{len(reading.claims)} claims, {len(reading.questions)} questions, {len(reading.unread)} sentences unread."
    )
    return "\n".join(rows)


def _row(claim: Claim) -> str:
    where = ", ".join(p.name for p in claim.places) or (claim.sector or claim.region or Place(0, "-", 0, 0, 0, "")).name
    q = claim.quantity
    figure = f" [{q.low if q.low is not None else ''}..{q.high if q.high is not None else ''} {q.unit}]" if q else ""
    words = f"{'not ' if claim.negated else ''}{claim.side or '-'} {where}{figure}"
    said = " ".join(claim.quote.split())[:90]
    return f"{claim.line:4}  {claim.kind:13} {words}  ({claim.speaker or 'own voice'})  {said!r}"
