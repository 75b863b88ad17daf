"""The main job: a report to its claims, and each claim tested against the record of the ground."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from frontwatch.claims.article import open_article
from frontwatch.claims.corrected import corrected
from frontwatch.claims.given import Given, read_given
from frontwatch.ground.errors import NoMap
from frontwatch.ground.known import known_where_told
from frontwatch.ground.record import Record, open_record
from frontwatch.ground.used import used
from frontwatch.kinds.bench import Bench
from frontwatch.kinds.kinds import BY_NAME, KINDS
from frontwatch.model import Claim, Finding, FrontwatchError, MapRef, Report
from frontwatch.reading.reader import read
from frontwatch.theatre.theatre import Theatre, open_theatre

VERSION = "0.1.0"
Ground = str | Path | Record


def check(
    text: str | bytes,
    *,
    published: date | None = None,
    claims: str | Path | Sequence[Claim] | None = None,
    ground: Ground | Sequence[Ground] | None = None,
    theatre: str | Path = "ukraine",
    name: str = "",
    known_by: date | None = None,
    max_age: int = 7,
) -> Report:
    """Read a report's claims and test each against the record of the ground; nothing is fetched or written.

    Args:
        text: the report as plain text, Markdown or HTML.
        published: the day it appeared; else its claims' file, metadata or dateline say.
        claims: what to test in place of the claims the reader finds: a file as `frontwatch read --json` prints it,
            edited or not, or the claims themselves. What differs from the reader's is marked in the findings.
        ground: a record, open or its path, or several; "shipped" and none are the theatre's own.
        theatre: a shipped theatre's name, or a folder.
        name: the file's name, for messages and for its ending.
        known_by: use maps published by this day too; else only those known when the report appeared.
        max_age: days that a map may be older than the day it stands for.
    Raises: FrontwatchError: no publication day, no text in English, no such record or theatre, claims that cannot be
        taken.
    """
    given = _given(claims)
    said = given.published if isinstance(given, Given) else None
    article = open_article(text, published=published, name=name, said=said)
    stage = open_theatre(theatre)
    opened = _opened(ground, stage)
    records = tuple(record for record, _ in opened)
    newest = max(article.published, known_by or article.published)
    bench = Bench(
        theatre=stage,
        records=tuple(known_where_told(record, newest) for record in records),
        published=article.published,
        known_by=known_by,
        max_age=max_age,
        ground_args=tuple(given for _, given in opened),
    )
    if known_by is not None:
        for record in records:
            record.map_on(min(article.published, record.map_at(-1).day), known_by=known_by, max_age=10**6)
    taken = corrected(given, read(article.document, stage, article.published, KINDS), article, stage)
    return Report(
        name=name,
        text=article.document.text,
        sha256=article.sha256,
        published=article.published,
        published_from=article.published_from,
        published_found=article.published_found,
        theatre=stage.name,
        theatre_hash=stage.hash,
        version=VERSION,
        records=tuple(
            used(record, given, _map_at(known, bench))
            for (record, given), known in zip(opened, bench.records, strict=True)
        ),
        findings=tuple(
            replace(_tested(claim, bench), by_hand=mark)
            for claim, mark in zip(taken.reading.claims, taken.by_hand, strict=True)
        ),
        questions=taken.reading.questions,
        unread=taken.reading.unread,
        options=(
            *((("claims", given.name if isinstance(given, Given) else "given"),) if given is not None else ()),
            ("known_by", str(known_by or "")),
            ("max_age", str(max_age)),
        ),
        dropped=taken.dropped,
    )


def _tested(claim: Claim, bench: Bench) -> Finding:
    finding: Finding = BY_NAME[claim.kind].test(claim, bench)
    return finding


def _given(claims: str | Path | Sequence[Claim] | None) -> Given | Sequence[Claim] | None:
    """The claims as given, a file of them read."""
    if isinstance(claims, str | Path):
        return read_given(Path(claims).read_bytes(), Path(claims).name)
    return claims


def _opened(ground: Ground | Sequence[Ground] | None, theatre: Theatre) -> list[tuple[Record, str]]:
    """(record, as given) of each record to use; "" where it is the theatre's own."""
    given = [ground] if isinstance(ground, Ground) else list(ground or ["shipped"])
    return [_one_opened(one, theatre) for one in given]


def _one_opened(given: Ground, theatre: Theatre) -> tuple[Record, str]:
    if isinstance(given, Record):
        return given, str(given.path)
    if given != "shipped":
        return open_record(given), str(given)
    if theatre.default_record is None:
        raise FrontwatchError(f"Theatre {theatre.name} ships no record; give one with --ground.")
    return open_record(theatre.default_record), ""


def _map_at(record: Record, bench: Bench) -> MapRef | None:
    try:
        known = None if record.meta.scale == "settlement" else bench.newest
        return record.map_on(bench.published, known_by=known, max_age=bench.max_age)
    except NoMap:
        return None
