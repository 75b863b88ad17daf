"""`frontwatch change`: what changed hands between two days."""

from __future__ import annotations

from datetime import date

import click

from frontwatch.cli.options import DAY, ground_options, known_by_option, on_option, open_theatre_and_record
from frontwatch.cli.parts import region_named, sector_named


@click.command()
@click.option("--since", type=DAY, required=True, help="The day from which change is counted.")
@on_option
@known_by_option
@click.option("--sector", metavar="NAME", help="Only the ground nearest to this sector's anchor town.")
@click.option("--region", metavar="NAME", help="Only the ground in this region.")
@ground_options
def change(
    since: date,
    on: date | None,
    known_by: date | None,
    sector: str | None,
    region: str | None,
    ground: str | None,
    record: str | None,
    as_json: bool,
    theatre: str,
) -> None:
    """Tell what each side gained and lost between two days, by sector and region, and which settlements turned.

    \b
    Example:
      frontwatch change --since 2025-05-28 --on 2025-06-28
    """
    stage, opened = open_theatre_and_record(theatre, ground, record)
    from frontwatch.ground.change import change as measure
    from frontwatch.ground.figures import figures_of_change
    from frontwatch.showing.measure import measure_json

    part, unit = sector_named(stage, sector), region_named(stage, region)
    before = opened.map_on(since, known_by=known_by)
    after = opened.map_on(on or opened.map_at(-1).day, known_by=known_by)
    found = measure(opened, stage, before, after)
    figures = figures_of_change(found, sector=part.id if part else "", region=unit.code if unit else "")
    turned = [
        {"place": t.place.name, "id": t.place.id, "before": t.before, "after": t.after} for t in found.settlements
    ]
    if as_json:
        click.echo(
            measure_json(opened, on=on or after.day, m=after, figures=figures, since=before.day, settlements=turned)
        )
        return
    names = {s.code: s.name for s in stage.sides}
    click.echo(f"{found.source}, {before.day} to {after.day}; gross, km²")
    rows = [*found.total, *found.by_sector, *found.by_region]
    if part or unit:
        rows = [g for g in rows if g.id in (part.id if part else None, unit.code if unit else None)]
    for gain in rows:
        click.echo(
            f"  {gain.name[:38]:<38} {names.get(gain.holder, gain.holder):<10} gained {gain.gained_km2:6,.0f}"
            f"  lost {gain.lost_km2:6,.0f}"
        )
    if not part and not unit:
        click.echo(f"  {len(turned)} settlements: " + ", ".join(str(t["place"]) for t in turned))
