"""The map of a report: the ground around the places its claims name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from frontwatch.model import RecordUsed, Report
from frontwatch.showing.svgmap import Ground, draw
from frontwatch.showing.view import view_of_places
from frontwatch.showing.words import counted, day

if TYPE_CHECKING:
    from frontwatch.ground.record import Record
    from frontwatch.theatre.theatre import Theatre

PAGE_MAP_WIDTH = 480.0
"""Pixels: narrow, so that names stay legible when a phone shrinks it to 350."""


def map_of_report(report: Report, theatre: Theatre, record: Record, used: RecordUsed) -> str:
    """The map as SVG, of the day that counts for the report; where the record ends before, its last map, so named.

    "" where no claim names a place that the record covers, or the record has no such map.
    """
    places = [p for f in report.findings for p in f.claim.places if p.covered]
    places += [q.place for q in report.questions if q.place and q.place.covered]
    view = view_of_places(places)
    m = used.map or (record.map_at(-1) if used.last_day < report.published else None)
    if view is None or m is None:
        return ""
    most = max(places, key=lambda p: sum(q.id == p.id for q in places))
    early = "" if used.map else f", {counted((report.published - m.day).days, 'day')} before the report"
    title = f"{'Ground held' if used.map else 'Last known ground'} around {most.name}, {day(m.day)}{early}"
    return draw(Ground(theatre, record, m), replace(view, width=PAGE_MAP_WIDTH), title=title, named=places)
