"""The main job: a report to its claims, and each claim tested against the record of the ground."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from frontwatch.ground.errors import NoMap
from frontwatch.ground.record import Record, open_record
from frontwatch.kinds.bench import Bench
from frontwatch.kinds.kinds import BY_NAME, KINDS
from frontwatch.model import FrontwatchError, MapRef, RecordUsed, Report
from frontwatch.reading.document import Document, read_document
from frontwatch.reading.reader import read
from frontwatch.theatre.theatre import Theatre, open_theatre

VERSION = "0.1.0"


def check(
    text: str | bytes,
    *,
    published: date | None = None,
    ground: str | Path | Sequence[str | Path] | None = None,
    theatre: str | Path = "ukraine",
    name: str = "",
    known_by: date | None = None,
    max_age: int = 7,
) -> Report:
    """Read a report's claims and test each against the record of the ground; nothing is fetched or written.

    Args:
        text: the report as plain text, Markdown or HTML.
        published: the day it appeared; else its metadata or dateline say.
        ground: a record's path, or several; else the theatre's own.
        theatre: a shipped theatre's name, or a folder.
        name: the file's name, for messages and for its ending.
        known_by: use maps published by this day too; else only those known when the report appeared.
        max_age: days that a map may be older than the day it stands for.
    Raises: FrontwatchError: no publication day, no text in English, no such record or theatre.
    """
    document = read_document(text, name=name)
    day, day_from = _publication_day(document, published, name)
    stage = open_theatre(theatre)
    paths = _paths(ground, stage)
    bench = Bench(
        theatre=stage,
        records=tuple(open_record(path) for path, _ in paths),
        published=day,
        known_by=known_by,
        max_age=max_age,
        ground_args=tuple(given for _, given in paths),
    )
    if known_by is not None:
        for record in bench.records:
            record.map_on(min(day, record.map_at(-1).day), known_by=known_by, max_age=10**6)
    reading = read(document, stage, day, KINDS)
    return Report(
        name=name,
        text=document.text,
        sha256=hashlib.sha256(text if isinstance(text, bytes) else text.encode()).hexdigest(),
        published=day,
        published_from=day_from,
        published_found=(
            *((("flag", published),) if published else ()),
            *((found.where, found.day) for found in document.published),
        ),
        theatre=stage.name,
        theatre_hash=stage.hash,
        version=VERSION,
        records=tuple(_used(r, given, bench) for r, (_, given) in zip(bench.records, paths, strict=True)),
        findings=tuple(BY_NAME[claim.kind].test(claim, bench) for claim in reading.claims),
        questions=reading.questions,
        unread=reading.unread,
        options=(("known_by", str(known_by or "")), ("max_age", str(max_age))),
    )


def _publication_day(document: Document, published: date | None, name: str) -> tuple[date, str]:
    if published is not None:
        return published, "flag"
    if document.published:
        return document.published[0].day, document.published[0].where
    raise FrontwatchError(f"{name or 'The text'}: no publication day found in it; give it with --published YYYY-MM-DD.")


def _paths(ground: str | Path | Sequence[str | Path] | None, theatre: Theatre) -> list[tuple[Path, str]]:
    """(path, as given) of each record to use; "" where it is the theatre's own."""
    given = [ground] if isinstance(ground, str | Path) else list(ground or [])
    if given:
        return [(Path(path), str(path)) for path in given]
    if theatre.default_record is None:
        raise FrontwatchError(f"Theatre {theatre.name} ships no record; give one with --ground.")
    return [(theatre.default_record, "")]


def _used(record: Record, given: str, bench: Bench) -> RecordUsed:
    meta = record.meta
    return RecordUsed(
        name=meta.name,
        publisher=meta.publisher,
        ties=meta.ties,
        credit=meta.credit,
        scale=meta.scale,
        resolution_km=meta.resolution_km,
        delay_days=meta.delay_days,
        hash=record.hash,
        path=given,
        first_day=record.map_at(0).day,
        last_day=record.map_at(-1).day,
        map=_map_at(record, bench),
    )


def _map_at(record: Record, bench: Bench) -> MapRef | None:
    try:
        known = None if record.meta.scale == "settlement" else bench.newest
        return record.map_on(bench.published, known_by=known, max_age=bench.max_age)
    except NoMap:
        return None
