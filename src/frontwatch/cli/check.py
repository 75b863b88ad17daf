"""`frontwatch check`: tests every claim of a report against the ground."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from frontwatch.cli.documents import given_report
from frontwatch.cli.options import DAY, grounds_option, json_option, record_paths, theatre_option
from frontwatch.model import FrontwatchError, Report

if TYPE_CHECKING:
    from frontwatch.showing.page import Pictures

WIDTH = 80


@click.command()
@click.argument("report", required=False)
@click.option("--text", help="Check this sentence instead of a file.")
@click.option("--published", type=DAY, help="The day the report appeared; else it is looked for in the report.")
@click.option(
    "--claims", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Test the claims in this file, as `read --json` prints them, edited or not, in place of those read.",
)  # fmt: skip
@grounds_option
@click.option("--known-by", type=DAY, help="Use maps published by this day, also those newer than the report.")
@click.option(
    "--max-age", type=click.IntRange(0, 60), default=7, show_default=True, help="Days that a map may be older."
)
@theatre_option
@json_option
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Also write the page to this file.")
@click.option("--quotes-only", is_flag=True, help="The page without the article's text: claims with their sentences.")
@click.option("--reviewed-by", metavar="NAME", help="Who read the result over; the page says so, else that nobody did.")
def check(
    report: str | None,
    text: str | None,
    published: date | None,
    claims: Path | None,
    grounds: tuple[str, ...],
    known_by: date | None,
    max_age: int,
    theatre: str,
    as_json: bool,
    html: Path | None,
    quotes_only: bool,
    reviewed_by: str | None,
) -> None:
    """Test every claim of a REPORT against the record of the ground.

    REPORT is a file of plain text, Markdown or HTML, or - for standard input.

    \b
    Example:
      frontwatch check article.txt --published 2025-06-28 --html page.html
      frontwatch check article.txt --claims corrected.json
      frontwatch check --text "Russia took Avdiivka in February." --published 2024-03-01
    """
    data, name = given_report(report, text)
    for other, what in ((report, "the report itself"), (claims, "the file of claims")):
        if html is not None and other is not None and html.exists() and html.resolve() == Path(other).resolve():
            raise FrontwatchError(f"{html}: this is {what}; give another file for the page.")
    from frontwatch.checking import check as check_report

    checked = check_report(
        data,
        published=published,
        claims=claims,
        ground=record_paths(theatre, grounds),
        theatre=theatre,
        name=name,
        known_by=known_by,
        max_age=max_age,
    )
    if html is not None:
        from frontwatch.cli.output import write_whole

        write_whole(html, _page(checked, theatre, reviewed_by=reviewed_by or "", quotes_only=quotes_only))
    click.echo(_json(checked) if as_json else _table(checked, theatre), nl=False)
    if html is not None and not as_json:
        click.echo(f"\nThe page: {html}")


def _json(checked: Report) -> str:
    from frontwatch.showing.json import to_json

    return to_json(checked)


def _table(checked: Report, theatre: str) -> str:
    from frontwatch.cli.told import teller
    from frontwatch.showing.table import plain, table

    colours = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return table(checked, teller(theatre), width=WIDTH, paint=_paint if colours else plain)


COLOURS = {
    "supported": "green",
    "overstated": "yellow",
    "understated": "yellow",
    "contradicted": "red",
    "disputed": "magenta",
    "untested": "blue",
}


def _paint(words: str, what: str) -> str:
    if what in COLOURS:
        return click.style(words, fg=COLOURS[what], bold=True)
    return click.style(words, bold=what == "bold", dim=what == "dim")


def _page(checked: Report, theatre: str, *, reviewed_by: str, quotes_only: bool) -> str:
    from frontwatch.cli.told import teller
    from frontwatch.showing.page import page

    return page(checked, teller(theatre), _pictures(checked, theatre), reviewed_by=reviewed_by, quotes_only=quotes_only)


def _pictures(checked: Report, theatre: str) -> Pictures:
    """The map of the ground around the places that the claims name, and each card's picture; none without a record."""
    from frontwatch.ground.record import open_record
    from frontwatch.showing.cardpictures import CardPictures
    from frontwatch.showing.page import Pictures
    from frontwatch.showing.reportmap import map_of_report
    from frontwatch.theatre.theatre import open_theatre

    if not checked.records:
        return Pictures()
    used = next((r for r in checked.records if r.map), checked.records[0])
    stage = open_theatre(theatre)
    path = used.path or stage.default_record
    assert path is not None
    record = open_record(path)
    drawer = CardPictures(stage, record, checked.published)
    drawn = {n: picture for n, f in enumerate(checked.findings, 1) if (picture := drawer.of(f))}
    return Pictures(map_of_report(checked, stage, record, used), drawn)
