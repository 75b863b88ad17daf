"""`frontwatch front`: how long the front is, as drawn and at 2 km scale."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from frontwatch.cli.credit import tell_credit
from frontwatch.cli.options import (
    drawing_option,
    ground_options,
    known_by_option,
    on_option,
    open_theatre_and_record,
    since_option,
)
from frontwatch.cli.output import check_drawing
from frontwatch.cli.parts import sector_named
from frontwatch.cli.rows import between, csv_option, of_days, show_rows
from frontwatch.model import FrontwatchError

if TYPE_CHECKING:
    from frontwatch.ground.record import Record
    from frontwatch.theatre.theatre import Theatre


@click.command()
@on_option
@since_option
@known_by_option
@click.option("--sector", metavar="NAME", help="Only the part nearest to this sector's anchor town.")
@click.option(
    "--history", is_flag=True, help="Its length over the record's days, or from --since to --on; needs --csv or -o."
)
@csv_option
@drawing_option
@ground_options
def front(
    on: date | None,
    since: date | None,
    known_by: date | None,
    sector: str | None,
    history: bool,
    csv_file: str | None,
    drawing: Path | None,
    ground: str | None,
    record: str | None,
    as_json: bool,
    theatre: str,
) -> None:
    """Tell how long the front is on a day, and with --since how long it was then.

    State border and coast do not count. With --json also its lines, longitude and latitude, held ground on the left.

    \b
    Example:
      frontwatch front --on 2025-06-28
      frontwatch front --history --since 2024-01-01 -o front.svg
      frontwatch front --history --csv front.csv
    """
    if history != (drawing is not None or csv_file is not None) or (drawing is not None and (as_json or sector)):
        raise FrontwatchError("Give --history and --csv FILE together, or -o FILE without --json and --sector.")
    if drawing is not None:
        check_drawing(drawing)
    stage, opened = open_theatre_and_record(theatre, ground, record, known_by)
    if drawing is not None:
        _draw(stage, opened, since or opened.map_at(0).day, on or opened.map_at(-1).day, drawing)
    if csv_file is not None:
        from frontwatch.ground.front_history import front_history

        lengths = front_history(opened, stage, sector=sector_named(stage, sector)).table()
        rows = of_days(lengths, "day", *between(opened, since, on))
        show_rows(opened, rows, (), csv_file=csv_file, as_json=as_json)
    if history:
        return
    from frontwatch.ground.figures import figures_of_front
    from frontwatch.ground.front import front as measure
    from frontwatch.showing.measure import measure_json

    part = sector_named(stage, sector)
    m = opened.map_on(on or opened.map_at(-1).day)
    found = measure(opened, stage, m, sector=part)
    before = measure(opened, stage, opened.map_on(since), sector=part) if since else None
    if as_json:
        more: dict[str, object] = {"since": figures_as_rows(figures_of_front(before))} if before else {}
        lines = [[[round(lon, 5), round(lat, 5)] for lon, lat in line.tolist()] for line in found.lines]
        click.echo(measure_json(opened, on=on or m.day, m=m, figures=figures_of_front(found), **more, lines=lines))
        return
    for each in (found, before):
        if each:
            where = f" in {part.name}" if part else ""
            click.echo(
                f"{each.source}, {each.map.day}: front{where} {each.km_2km:,.0f} km at 2 km scale, "
                f"{each.km_drawn:,.0f} km as drawn"
            )
    tell_credit(opened)


def _draw(theatre: Theatre, record: Record, first: date, last: date, drawing: Path) -> None:
    from frontwatch.cli.output import write_plot
    from frontwatch.showing.plots import front_over_time, source_of

    picture = front_over_time(theatre, record, first, last)
    write_plot(drawing, "How long the front is", [picture], source_of(record, first, last))


def figures_as_rows(figures: tuple[object, ...]) -> list[dict[str, object]]:
    """Figures of a second day as plain rows."""
    from frontwatch.model import Figure
    from frontwatch.showing.measure import figure_members

    return [figure_members(f) for f in figures if isinstance(f, Figure)]
