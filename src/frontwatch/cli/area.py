"""`frontwatch area`: how much of a region each holder has."""

from __future__ import annotations

from datetime import date

import click

from frontwatch.cli.options import ground_options, known_by_option, on_option, open_theatre_and_record, since_option
from frontwatch.cli.parts import region_named


@click.command()
@click.argument("region", default="UA")
@on_option
@since_option
@known_by_option
@ground_options
def area(
    region: str,
    on: date | None,
    since: date | None,
    known_by: date | None,
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
    """
    stage, opened = open_theatre_and_record(theatre, ground, record, known_by)
    from frontwatch.ground.area import region_share
    from frontwatch.ground.figures import figures_of_area
    from frontwatch.showing.measure import figure_members, measure_json

    unit = region_named(stage, region)
    assert unit is not None
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
