"""The map of a report: the ground around the places its claims name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from frontwatch.model import RecordUsed, Report
from frontwatch.showing.svgmap import Ground, draw
from frontwatch.showing.view import view_of_places
from frontwatch.showing.words import day

if TYPE_CHECKING:
    from frontwatch.ground.record import Record
    from frontwatch.theatre.theatre import Theatre

PAGE_MAP_WIDTH = 480.0
"""Pixels: narrow, so that names stay legible when a phone shrinks it to 350."""


def map_of_report(report: Report, theatre: Theatre, record: Record, used: RecordUsed) -> str:
    """The map as SVG; "" where no claim names a place that the record covers, or the record has no map for it."""
    places = [p for f in report.findings for p in f.claim.places if p.covered]
    places += [q.place for q in report.questions if q.place and q.place.covered]
    view = view_of_places(places)
    if view is None or used.map is None:
        return ""
    most = max(places, key=lambda p: sum(q.id == p.id for q in places))
    title = f"Ground held around {most.name}, {day(used.map.day)}"
    return draw(Ground(theatre, record, used.map), replace(view, width=PAGE_MAP_WIDTH), title=title, named=places)
