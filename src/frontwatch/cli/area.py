"""`frontwatch area`: how much of a region each holder has."""

from __future__ import annotations

from datetime import date

import click

from frontwatch.cli.options import ground_options, known_by_option, on_option, open_theatre_and_record
from frontwatch.cli.parts import region_named


@click.command()
@click.argument("region", default="UA")
@on_option
@known_by_option
@ground_options
def area(
    region: str,
    on: date | None,
    known_by: date | None,
    ground: str | None,
    record: str | None,
    as_json: bool,
    theatre: str,
) -> None:
    """Tell how much of a region, or of the whole country, each holder has on a day.

    REGION is a region's name or ISO 3166-2 code.

    \b
    Example:
      frontwatch area "Donetsk Oblast" --on 2025-06-28
    """
    stage, opened = open_theatre_and_record(theatre, ground, record)
    from frontwatch.ground.area import region_share
    from frontwatch.ground.figures import figures_of_area
    from frontwatch.showing.measure import measure_json

    unit = region_named(stage, region)
    assert unit is not None
    m = opened.map_on(on or opened.map_at(-1).day, known_by=known_by)
    share = region_share(opened, stage, unit.code, m)
    if as_json:
        click.echo(measure_json(opened, on=on or m.day, m=m, figures=figures_of_area(share)))
        return
    names = {s.code: s.name for s in stage.sides}
    click.echo(f"{opened.meta.name}, {m.day}: {unit.name}, {share.km2:,.0f} km²")
    for holder, km2 in share.held:
        click.echo(f"  {names.get(holder, holder):<12} {km2:>10,.0f} km²  {100 * km2 / share.km2:5.1f} %")
