"""What a notebook shows: a report's findings with their pictures, the figures of a measure, and the map of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from frontwatch.model import Figure, Place, Report
from frontwatch.showing.cardpictures import CardPictures
from frontwatch.showing.picture import Picture
from frontwatch.showing.words import MARKS, day, figure_value, summary

if TYPE_CHECKING:
    from frontwatch.ground.record import Record
    from frontwatch.theatre.theatre import Theatre


@dataclass(frozen=True, slots=True)
class Findings:
    """A checked report, as a notebook shows it: the summary, then each claim with its verdict, reason and picture."""

    report: Report
    theatre: Theatre
    record: Record

    def _repr_html_(self) -> str:
        drawer = CardPictures(self.theatre, self.record, self.report.published)
        rows = []
        for n, f in enumerate(self.report.findings, 1):
            picture = drawer.of(f)
            rows.append(
                f"<tr><td>{n}</td><td>{MARKS[f.verdict]} {f.verdict}</td><td><q>{escape(f.claim.quote)}</q></td>"
                f"<td>{escape(f.reason)}{picture.svg if picture else ''}</td></tr>"
            )
        head = "<tr><th></th><th>verdict</th><th>claim</th><th>what the map shows</th></tr>"
        return f"<p>{escape(summary(self.report))}</p><table>{head}{''.join(rows)}</table>"


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of measures, as a notebook shows them: `Measured(figures_of_area(region_share(...)))`."""

    figures: tuple[Figure, ...]

    def _repr_html_(self) -> str:
        head = "<tr><th>figure</th><th>value</th><th>day</th><th>source</th></tr>"
        rows = "".join(
            f"<tr><td>{escape(f.name.replace('_', ' '))}</td><td>{escape(figure_value(f))}</td>"
            f"<td>{f.day or ''}</td><td>{escape(f.source)}</td></tr>"
            for f in self.figures
        )
        return f"<table>{head}{rows}</table>"


@dataclass(frozen=True, slots=True)
class GroundMap:
    """The ground around a place on a day, as a notebook shows it."""

    theatre: Theatre
    record: Record
    around: Place
    on: date
    radius_km: float = 40.0

    def _repr_svg_(self) -> str:
        return self.picture().svg

    def _repr_html_(self) -> str:
        return self.picture()._repr_html_()

    def picture(self) -> Picture:
        """The map with its sentence and table."""
        from frontwatch.showing.mapped import map_picture
        from frontwatch.showing.svgmap import Ground
        from frontwatch.showing.view import view_around

        m = self.record.map_on(self.on)
        title = f"Ground held around {self.around.name}, {day(self.on)}"
        view = view_around(self.around, self.radius_km)
        return map_picture(Ground(self.theatre, self.record, m), view, title=title, named=(self.around,))
