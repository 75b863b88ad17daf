"""`frontwatch area`: how much of a region each holder has."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from frontwatch.cli.credit import tell_credit
from frontwatch.cli.options import ground_options, known_by_option, on_option, open_theatre_and_record, since_option
from frontwatch.cli.parts import region_named
from frontwatch.cli.rows import between, csv_option, monthly, of_days, show_rows
from frontwatch.model import FrontwatchError

if TYPE_CHECKING:
    from frontwatch.ground.record import Record
    from frontwatch.theatre.theatre import Theatre


@click.command()
@click.argument("region", default="UA")
@on_option
@since_option
@known_by_option
@click.option("--history", is_flag=True, help="Tell it of every day, or from --since to --on; lines show each month.")
@click.option("--all", "every", is_flag=True, help="With --history: the country and every region.")
@csv_option
@ground_options
def area(
    region: str,
    on: date | None,
    since: date | None,
    known_by: date | None,
    history: bool,
    every: bool,
    csv_file: str | None,
    ground: str | None,
    record: str | None,
    as_json: bool,
    theatre: str,
) -> None:
    """Tell how much of a region, or of the whole country, each holder has on a day, and with --since then too.

    REGION is a region's name or ISO 3166-2 code.

    \b
    Example:
      frontwatch area "Donetsk Oblast" --on 2025-06-28
      frontwatch area --all --history --csv areas.csv
    """
    if not history and (every or csv_file):
        raise FrontwatchError("Give --all and --csv together with --history.")
    stage, opened = open_theatre_and_record(theatre, ground, record, known_by)
    from frontwatch.ground.area import region_share
    from frontwatch.ground.figures import figures_of_area
    from frontwatch.showing.measure import figure_members, measure_json

    unit = region_named(stage, region)
    assert unit is not None
    if history:
        _history(opened, stage, None if every else unit.code, between(opened, since, on), csv_file, as_json)
        return
    m = opened.map_on(on or opened.map_at(-1).day)
    found = region_share(opened, stage, unit.code, m)
    before = region_share(opened, stage, unit.code, opened.map_on(since)) if since else None
    if as_json:
        more = {"since": [figure_members(f) for f in figures_of_area(before)]} if before else {}
        click.echo(measure_json(opened, on=on or m.day, m=m, figures=figures_of_area(found), **more))
        return
    names = {s.code: s.name for s in stage.sides}
    for share in (found, before):
        if share is None:
            continue
        click.echo(f"{share.source}, {share.map.day}: {unit.name}, {share.km2:,.0f} km²")
        for holder, km2 in share.held:
            click.echo(f"  {names.get(holder, holder):<12} {km2:>10,.0f} km²  {100 * km2 / share.km2:5.1f} %")
    tell_credit(opened)


def _history(
    record: Record, theatre: Theatre, code: str | None, days: tuple[date, date], csv_file: str | None, as_json: bool
) -> None:
    """The area of a region, or of the country and all regions, day by day."""
    from frontwatch.ground.area_history import area_history
    from frontwatch.ground.outline import country, units

    codes = [code] if code else list(dict.fromkeys([*country(theatre), *(r.code for r in units(theatre))]))
    table = of_days(area_history(record, theatre, codes).table(), "day", *days)
    names = {s.code: s.name for s in theatre.sides}

    def lines() -> list[str]:
        head = f"{record.meta.name}, {days[0]} to {days[1]}; the first map of each month and the last of all"
        told = [head]
        for row in monthly(table.to_pylist(), "day"):
            told.append(
                f"  {row['day']}  {theatre.region(row['region']).name:<24} "
                f"{names.get(row['holder'], row['holder']):<10} {row['km2']:>9,.0f} km²  {100 * row['share']:5.1f} %"
            )
        return told

    show_rows(record, table, lines() if csv_file is None and not as_json else (), csv_file=csv_file, as_json=as_json)
