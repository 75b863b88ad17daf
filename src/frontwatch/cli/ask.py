"""`frontwatch ask`: the chance that something comes on the ground by a day."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from frontwatch.cli.ask_event import Named, named_event
from frontwatch.cli.event_options import event_options
from frontwatch.cli.forecaster import Forecaster
from frontwatch.cli.options import DAY, ground_options, known_by_option, open_theatre_and_record
from frontwatch.cli.output import check_drawing, check_place, write_whole
from frontwatch.model import FrontwatchError

if TYPE_CHECKING:
    from frontwatch.asking.asked import Answered, Asked


@click.command()
@click.argument("question", required=False)
@click.option("--as-of", type=DAY, help="Use only what was known by this day; else the record's last day.")
@event_options
@click.option(
    "--batch", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Answer every row of a table with the columns lon and lat, or place_id, and side and by.",
)  # fmt: skip
@click.option(
    "-o", "output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Also draw the curve and the fan map, .svg or .png; of --batch the table to write, .csv.",
)  # fmt: skip
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=1, show_default=True, help="Of the simulation.")
@click.option("--scheduler", metavar="ADDRESS", help="Address of a Dask cluster to run the simulation on.")
@known_by_option
@ground_options
def ask(
    question: str | None,
    as_of: date | None,
    batch: Path | None,
    output: Path | None,
    seed: int,
    scheduler: str | None,
    known_by: date | None,
    ground: str | None,
    record: str | None,
    as_json: bool,
    theatre: str,
    **options: Any,
) -> None:
    """Tell how likely it is that ground changes hands by a day, and what that rests on.

    QUESTION is one question in words; or put it with --place, --side and --by.

    \b
    Example:
      frontwatch ask "Will Russia take Pokrovsk by 2025-12-31?" --as-of 2025-06-28
      frontwatch ask --place Pokrovsk --side RU --by 2025-12-31 --as-of 2025-06-28 -o chance.svg
      frontwatch ask --batch places.csv --as-of 2025-06-28 -o chances.csv
    """
    named = Named(**options)
    if (question is not None) + named.given + (batch is not None) != 1:
        raise click.UsageError("Ask one question: in words, with --place, --side and --by, or many with --batch.")
    _check_output(batch, output, as_json)
    stage, opened = open_theatre_and_record(theatre, ground, record, known_by)
    day = as_of or opened.map_at(-1).day
    opened.map_on(day)  # refuses a day that no map is near
    forecaster = Forecaster(stage, opened, day, seed, scheduler)
    told = f"As of {day}{'' if as_of else ', the last day of the record'}."
    if batch is not None and output is not None:
        _batch(batch, output, forecaster, told)
        return
    put = _asked(question, named, forecaster)
    from frontwatch.asking.asked import Answered

    answered = Answered(put, forecaster.ask(put.event))
    if as_json:
        from frontwatch.showing.forecast_json import forecast_json_text
        from frontwatch.showing.questioned import called

        click.echo(forecast_json_text(answered.answer, called(stage)), nl=False)
    else:
        click.echo(told)
        click.echo(_text(answered, forecaster), nl=False)
    if output is not None:
        _draw(output, answered, forecaster, quiet=as_json)


def today() -> date:
    """The day on which the command runs."""
    return date.today()


def _check_output(batch: Path | None, output: Path | None, as_json: bool) -> None:
    """Refuse where nothing could be written, before anything is worked out."""
    if batch is None:
        if output is not None:
            check_drawing(output)
            check_place(output)
        return
    if as_json:
        raise FrontwatchError("--batch writes a table; leave --json out.")
    if output is None:
        raise FrontwatchError("--batch needs a file to write to; give it with -o OUT.csv.")
    if output.suffix.lower() != ".csv":
        raise FrontwatchError(f"{output}: the rows of --batch are written as .csv; give such a file with -o.")
    check_place(output)
    if output.exists() and batch.exists() and output.resolve() == batch.resolve():
        raise FrontwatchError(f"{output}: this is the batch itself; give another file to write to.")


def _asked(question: str | None, named: Named, forecaster: Forecaster) -> Asked:
    if question is None:
        return named_event(named, forecaster.theatre, forecaster.as_of)
    from frontwatch.asking.question_text import asked

    return asked(question, forecaster.theatre, forecaster.as_of, holder=forecaster.holder)


def _text(answered: Answered, forecaster: Forecaster) -> str:
    from frontwatch.showing.forecast import forecast_text
    from frontwatch.showing.questioned import called
    from frontwatch.showing.table import plain

    colours = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    names = called(forecaster.theatre)
    paint = _paint if colours else plain
    return forecast_text(answered.answer, answered.asked, names, today=today(), paint=paint)


def _paint(words: str, what: str) -> str:
    return click.style(words, bold=what == "bold", dim=what == "dim")


def _batch(batch: Path, output: Path, forecaster: Forecaster, told: str) -> None:
    from frontwatch.cli.ask_batch import answer_batch, read_table
    from frontwatch.showing.forecast import not_from_today

    table = read_table(batch)
    text, rows, bare = answer_batch(table, forecaster.theatre, forecaster.as_of, forecaster.ask_many)
    write_whole(output, text)
    click.echo(" ".join(filter(None, [told, not_from_today(forecaster.as_of, today())])))
    click.echo(f"{output}: {rows:,} rows, {rows - bare:,} with a chance, {bare:,} without; their column says why.")


def _draw(output: Path, answered: Answered, forecaster: Forecaster, *, quiet: bool) -> None:
    """Draw the curve, and the fan map where the answer has a fan."""
    from frontwatch.asking.forecast import Forecast
    from frontwatch.cli.output import write_drawing
    from frontwatch.showing.forecast_sheet import forecast_pictures, forecast_title, source_of
    from frontwatch.showing.questioned import called
    from frontwatch.showing.sheet import sheet, sheet_table

    f = answered.answer
    if not isinstance(f, Forecast):
        raise FrontwatchError(f"{output}: the record already answers this question, so there is no curve to draw.")
    pictures = forecast_pictures(f, forecaster.theatre, forecaster.record)
    source = source_of(f, called(forecaster.theatre))
    write_drawing(output, sheet(forecast_title(f, forecaster.theatre), pictures, source))
    values = output.with_suffix(".csv")
    write_whole(values, sheet_table(pictures, source))
    if not quiet:
        click.echo(f"\n{output}, and its values in {values}")
