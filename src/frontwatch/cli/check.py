"""`frontwatch check`: tests every claim of a report against the ground."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from frontwatch.cli.documents import given_report
from frontwatch.cli.options import DAY, grounds_option, json_option, record_paths, record_used, theatre_option
from frontwatch.cli.output import write_whole
from frontwatch.model import FrontwatchError, Report

if TYPE_CHECKING:
    from frontwatch.showing.json import Answers
    from frontwatch.showing.page import Pictures
    from frontwatch.showing.questioned import Called

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
@click.option("--csv", "as_csv", is_flag=True, help="Print a table of comma-separated values instead of text.")
@click.option("--markdown", "as_markdown", is_flag=True, help="Print Markdown, for a chat, instead of text.")
@click.option(
    "--claimreview", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Also write schema.org ClaimReview of the tested claims; needs --publisher, --reviewed-by and --url.",
)  # fmt: skip
@click.option("--publisher", metavar="NAME", help="Who publishes the reviews.")
@click.option("--url", metavar="URL", help="Address of the page on which the reviews are published.")
@click.option("--ask", "asks", is_flag=True, help="Forecast what the report asks about the future, as of its day.")
@click.option(
    "--log", "log_file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="With --ask: also enter questions and forecasts in this log of questions, for today.",
)  # fmt: skip
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
    as_csv: bool,
    as_markdown: bool,
    claimreview: Path | None,
    publisher: str | None,
    url: str | None,
    asks: bool,
    log_file: Path | None,
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
    if as_json + as_csv + as_markdown > 1:
        raise FrontwatchError("Give one of --json, --csv and --markdown: each is printed in place of the text.")
    if claimreview is not None and not (publisher and reviewed_by and url):
        raise FrontwatchError(
            "--claimreview states that a publisher reviewed the claims; give --publisher, --reviewed-by and --url."
        )
    if log_file is not None and not asks:
        raise FrontwatchError("--log enters what is forecast; give it together with --ask.")
    data, name = given_report(report, text)
    for out in (html, claimreview):
        for other, what in ((report, "the report itself"), (claims, "the file of claims")):
            if out is not None and other is not None and out.exists() and out.resolve() == Path(other).resolve():
                raise FrontwatchError(f"{out}: this is {what}; give another file to write to.")
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
    answers = _answers(checked, theatre) if asks else None
    if html is not None:
        page = _page(checked, theatre, answers, reviewed_by=reviewed_by or "", quotes_only=quotes_only)
        write_whole(html, page)
    if claimreview is not None:
        from frontwatch.cli.told import teller
        from frontwatch.showing.claimreview import Publisher, to_claimreview

        by = Publisher(publisher or "", reviewed_by or "", url or "", date.today())
        write_whole(claimreview, to_claimreview(checked, teller(theatre), by))
    printed = _printed(checked, theatre, answers, as_json=as_json, as_csv=as_csv, as_markdown=as_markdown)
    click.echo(printed, nl=False)
    if log_file is not None and answers is not None:
        from frontwatch.cli.questions_answered import enter_answers

        enter_answers(checked, answers, theatre, log_file)
    if not (as_json or as_csv or as_markdown):
        for what, file in (("page", html), ("reviews", claimreview)):
            if file is not None:
                click.echo(f"\nThe {what}: {file}")


def _answers(checked: Report, theatre: str) -> Answers:
    """The forecasts for the report's questions."""
    from frontwatch.cli.check_ask import answers_for

    return answers_for(checked, theatre)


def _printed(
    checked: Report, theatre: str, answers: Answers | None, *, as_json: bool, as_csv: bool, as_markdown: bool
) -> str:
    from frontwatch.cli.told import teller

    if as_json:
        return _json(checked, theatre, answers)
    if as_csv:
        from frontwatch.showing.flat import to_csv

        return to_csv(checked, teller(theatre))
    if as_markdown:
        from frontwatch.showing.markdown import to_markdown

        return to_markdown(checked, teller(theatre), answers)
    return _table(checked, theatre, answers)


def _json(checked: Report, theatre: str, answers: Answers | None) -> str:
    from frontwatch.showing.json import to_json

    return to_json(checked, answers, _names(theatre)) if answers else to_json(checked)


def _names(theatre: str) -> Called:
    from frontwatch.showing.questioned import called
    from frontwatch.theatre.theatre import open_theatre

    return called(open_theatre(theatre))


def _table(checked: Report, theatre: str, answers: Answers | None) -> str:
    from frontwatch.cli.told import teller
    from frontwatch.showing.table import plain, table

    colours = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    paint, names = _paint if colours else plain, _names(theatre) if answers else None
    return table(checked, teller(theatre), width=WIDTH, paint=paint, answers=answers, names=names)


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


def _page(checked: Report, theatre: str, answers: Answers | None, *, reviewed_by: str, quotes_only: bool) -> str:
    from frontwatch.cli.told import teller
    from frontwatch.showing.page import page

    return page(
        checked, teller(theatre), _pictures(checked, theatre), reviewed_by=reviewed_by, quotes_only=quotes_only,
        answers=answers, names=_names(theatre) if answers else None,
    )  # fmt: skip


def _pictures(checked: Report, theatre: str) -> Pictures:
    """The map of the ground around the places that the claims name, and each card's picture; none without a record."""
    from frontwatch.showing.cardpictures import CardPictures
    from frontwatch.showing.page import Pictures
    from frontwatch.showing.reportmap import map_of_report, standing_of_questions

    if not checked.records:
        return Pictures()
    stage, record, used = record_used(checked, theatre)
    drawer = CardPictures(stage, record, checked.published)
    drawn = {n: picture for n, f in enumerate(checked.findings, 1) if (picture := drawer.of(f))}
    standing = standing_of_questions(checked, stage, record, used)
    return Pictures(map_of_report(checked, stage, record, used), drawn, standing)
