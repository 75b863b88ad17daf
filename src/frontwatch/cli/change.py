"""`frontwatch change`: what changed hands between two days."""

from __future__ import annotations

import textwrap
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from frontwatch.cli.credit import tell_credit
from frontwatch.cli.gains import gains_in_rows
from frontwatch.cli.options import (
    DAY,
    drawing_option,
    ground_options,
    known_by_option,
    on_option,
    open_theatre_and_record,
)
from frontwatch.cli.output import check_drawing
from frontwatch.cli.parts import region_named, sector_named
from frontwatch.cli.rows import between, csv_option
from frontwatch.model import FrontwatchError
from frontwatch.showing.words import day as told_day

if TYPE_CHECKING:
    from frontwatch.ground.gains import Every
    from frontwatch.ground.record import Record
    from frontwatch.model import MapRef
    from frontwatch.theatre.theatre import Theatre


@click.command()
@click.option("--since", type=DAY, required=True, help="The day from which change is counted.")
@on_option
@known_by_option
@click.option("--sector", metavar="NAME", help="Only the ground nearest to this sector's anchor town.")
@click.option("--region", metavar="NAME", help="Only the ground in this region.")
@click.option("--around", metavar="PLACE", help="Only the ground within 20 km of a place, and how deep it was entered.")
@click.option(
    "--by", type=click.Choice(["sector", "region", "month"]),
    help="Only the rows of sectors, or of regions; month with --csv or -o.",
)  # fmt: skip
@click.option(
    "--every", type=click.Choice(["month", "week", "day"]), help="With --csv: the rows of each month, week or day."
)
@click.option(
    "--inside", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Only the ground inside the polygon of this GeoJSON file.",
)  # fmt: skip
@csv_option
@drawing_option
@ground_options
def change(
    since: date,
    on: date | None,
    known_by: date | None,
    sector: str | None,
    region: str | None,
    around: str | None,
    by: Literal["sector", "region", "month"] | None,
    every: Every | None,
    inside: Path | None,
    csv_file: str | None,
    drawing: Path | None,
    ground: str | None,
    record: str | None,
    as_json: bool,
    theatre: str,
) -> None:
    """Tell what each side gained and lost between two days, by sector and region, and which settlements turned.

    \b
    Example:
      frontwatch change --since 2025-05-28 --on 2025-06-28
      frontwatch change --since 2025-01-01 --on 2026-01-01 --by month -o 2025.svg
      frontwatch change --since 2025-01-01 --by sector --every month --csv sectors.csv
    """
    in_rows = bool(csv_file or inside)
    if every and not csv_file:
        raise FrontwatchError("Give --every together with --csv FILE.")
    if in_rows and (drawing or sector or region or around):
        raise FrontwatchError("Give --csv and --inside without -o, --sector, --region and --around.")
    if (by == "month" and drawing is None and not in_rows) or (
        drawing is not None and (by is None or sector or region or around)
    ):
        raise FrontwatchError("To draw, give -o FILE and one of --by sector, --by region and --by month.")
    if drawing is not None:
        check_drawing(drawing)
    stage, opened = open_theatre_and_record(theatre, ground, record, known_by)
    from frontwatch.ground.change import change as measure
    from frontwatch.ground.figures import figures_of_change
    from frontwatch.showing.measure import measure_json

    if in_rows:
        gains_in_rows(
            opened, stage, *between(opened, since, on), by=None if by == "month" else by,
            every="month" if by == "month" and not every else every, inside=inside, csv_file=csv_file, as_json=as_json,
        )  # fmt: skip
        return
    part, unit = sector_named(stage, sector), region_named(stage, region)
    before = opened.map_on(since)
    after = opened.map_on(on or opened.map_at(-1).day)
    if around:
        _around(stage, opened, around, before, after, as_json)
        return
    if drawing is not None and by is not None:
        _draw(stage, opened, before, after, by, drawing)
        return
    found = measure(opened, stage, before, after)
    figures = figures_of_change(found, sector=part.id if part else "", region=unit.code if unit else "")
    turned = [
        {"place": t.place.name, "id": t.place.id, "before": t.before, "after": t.after} for t in found.settlements
    ]
    tables = {"sector": found.by_sector, "region": found.by_region}
    rows = [*found.total, *(g for name, table in tables.items() if by in (None, name) for g in table)]
    if part or unit:
        rows = [g for g in rows if g.id in (part.id if part else None, unit.code if unit else None)]
    if as_json:
        members = [
            {"id": g.id, "name": g.name, "holder": g.holder, "gained_km2": round(g.gained_km2),
             "lost_km2": round(g.lost_km2), "net_km2": round(g.net_km2)}
            for g in rows
        ]  # fmt: skip
        more = {"since": before.day, "rows": members, "settlements": turned}
        click.echo(measure_json(opened, on=on or after.day, m=after, figures=figures, **more))
        return
    names = {s.code: s.name for s in stage.sides}
    click.echo(f"{found.source}, {before.day} to {after.day}; km², gained and lost gross")
    for gain in rows:
        click.echo(
            f"  {gain.name[:32]:<32} {names.get(gain.holder, gain.holder)[:9]:<9} gained {gain.gained_km2:5,.0f}"
            f" lost {gain.lost_km2:5,.0f} net {gain.net_km2:+6,.0f}"
        )
    if not part and not unit:
        settlements = f"{len(turned)} settlements: " + ", ".join(str(t["place"]) for t in turned)
        click.echo(textwrap.fill(settlements, 80, initial_indent="  ", subsequent_indent="  "))
    tell_credit(opened)


def _draw(theatre: Theatre, record: Record, before: MapRef, after: MapRef, by: str, drawing: Path) -> None:
    from frontwatch.cli.output import write_plot
    from frontwatch.ground.change import change as measure
    from frontwatch.showing.plots import gains_by_month, gains_by_part, source_of

    if by == "month":
        picture = gains_by_month(theatre, record, before.day, after.day)
    else:
        found = measure(record, theatre, before, after)
        picture = gains_by_part(theatre, found.by_sector if by == "sector" else found.by_region, by)
    title = f"Ground that changed hands, {told_day(before.day)} to {told_day(after.day)}"
    write_plot(drawing, title, [picture], source_of(record, before.day, after.day))


def _around(theatre: Theatre, record: Record, name: str, before: MapRef, after: MapRef, as_json: bool) -> None:
    """Print what changed around one place."""
    from frontwatch.cli.place import place_named
    from frontwatch.ground.around import around
    from frontwatch.ground.figures import figures_of_around
    from frontwatch.showing.measure import measure_json

    found = around(record, place_named(theatre, name), before, after)
    if as_json:
        figures = figures_of_around(found)
        click.echo(measure_json(record, on=after.day, m=after, figures=figures, since=before.day))
        return
    names = {s.code: s.name for s in theatre.sides}
    click.echo(f"{found.source}, {before.day} to {after.day}; within {found.radius_km:.0f} km of {found.place.name}")
    for m in found.moved:
        click.echo(
            f"  {names.get(m.holder, m.holder):<9} gained {m.gained_km2:,.0f} km², lost {m.lost_km2:,.0f} km²; "
            f"gained up to {m.depth_km:.1f} km deep"
        )
    tell_credit(record)
