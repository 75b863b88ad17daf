"""The map of a report: the ground around the places its claims name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from frontwatch.model import VERDICTS, RecordUsed, Report
from frontwatch.showing.mapped import map_picture, stands
from frontwatch.showing.picture import Picture
from frontwatch.showing.svgmap import Ground
from frontwatch.showing.view import view_of_places
from frontwatch.showing.words import MARKS, counted, day, verdict_counts

if TYPE_CHECKING:
    from frontwatch.ground.record import Record
    from frontwatch.theatre.theatre import Theatre

PAGE_MAP_WIDTH = 480.0
"""Pixels: narrow, so that names stay legible when a phone shrinks it to 350."""


def marks_of_places(report: Report) -> dict[int, str]:
    """The signs of the verdicts on each place that the report's claims name, in the verdicts' order."""
    found: dict[int, set[str]] = {}
    for f in report.findings:
        for p in f.claim.places:
            found.setdefault(p.id, set()).add(f.verdict)
    return {id: "".join(MARKS[v] for v in VERDICTS if v in verdicts) for id, verdicts in found.items()}


def map_of_claims(report: Report, theatre: Theatre, record: Record, used: RecordUsed) -> Picture | None:
    """The same map at full width, each place with the signs of the verdicts on the claims that name it."""
    said = ", ".join(f"{MARKS[v]} {v}" for v, n in verdict_counts(report).items() if n)
    note = f"Signs behind a name: verdicts on claims that name the place ({said})." if said else ""
    return _drawn(report, theatre, record, used, None, marks_of_places(report), note)


def map_of_report(report: Report, theatre: Theatre, record: Record, used: RecordUsed) -> Picture | None:
    """The map of the day that counts for the report; where the record ends before, its last map, so named.

    None where no claim names a place that the record covers, or the record has no such map.
    """
    return _drawn(report, theatre, record, used, PAGE_MAP_WIDTH, {}, "")


def _drawn(
    report: Report, theatre: Theatre, record: Record, used: RecordUsed, width: float | None, marks: dict[int, str],
    note: str,
) -> Picture | None:  # fmt: skip
    places = [p for f in report.findings for p in f.claim.places if p.covered]
    places += [q.place for q in report.questions if q.place and q.place.covered]
    view = view_of_places(places)
    m = used.map or (record.map_at(-1) if used.last_day < report.published else None)
    if view is None or m is None:
        return None
    most = max(places, key=lambda p: sum(q.id == p.id for q in places))
    early = "" if used.map else f", {counted((report.published - m.day).days, 'day')} before the report"
    title = f"{'Ground held' if used.map else 'Last known ground'} around {most.name}, {day(m.day)}{early}"
    seen = replace(view, width=width) if width else view
    ground, notes = Ground(theatre, record, m), (note,) if note else ()
    return map_picture(ground, seen, title=title, named=places, marks=marks, notes=notes)


def standing_of_questions(report: Report, theatre: Theatre, record: Record, used: RecordUsed) -> dict[int, str]:
    """By a question's number, who holds its place on the map that counts for the report, and how near the other is."""
    m = used.map
    if m is None:
        return {}
    asked = [(n, q.place) for n, q in enumerate(report.questions, 1) if q.place and q.place.covered]
    ground = Ground(theatre, record, m)
    return {n: f"{stands(ground, place, m)}, {day(m.day)}" for n, place in asked}
