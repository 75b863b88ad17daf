"""`frontwatch exposure`: from which directions a place is approached, and how near."""

from __future__ import annotations

from datetime import date

import click

from frontwatch.cli.options import ground_options, known_by_option, on_option, open_theatre_and_record, since_option
from frontwatch.cli.place import place_named


@click.command()
@click.argument("name")
@on_option
@since_option
@known_by_option
@click.option("--side", metavar="CODE", help="Whose ground is looked for; else that of the side not holding the place.")
@ground_options
def exposure(
    name: str,
    on: date | None,
    since: date | None,
    known_by: date | None,
    side: str | None,
    ground: str | None,
    record: str | None,
    as_json: bool,
    theatre: str,
) -> None:
    """Tell in how many of 72 bearings the other side's ground lies within 20 km of a place, and with --since then too.

    \b
    Example:
      frontwatch exposure Pokrovsk --on 2025-06-28 --since 2025-05-28
    """
    stage, opened = open_theatre_and_record(theatre, ground, record, known_by)
    from frontwatch.ground.exposure import exposure as measure
    from frontwatch.ground.figures import figures_of_exposure, figures_of_nearness
    from frontwatch.ground.nearness import nearness
    from frontwatch.model import FrontwatchError
    from frontwatch.showing.measure import measure_json

    asked = place_named(stage, name)
    m = opened.map_on(on or opened.map_at(-1).day)
    holder = str(opened.holder(asked.lon, asked.lat, m.index)[0])
    to_side = side or (
        stage.home if holder != stage.home else next(s.code for s in stage.sides if s.code != stage.home)
    )
    if to_side not in {s.code for s in stage.sides}:
        raise FrontwatchError(
            f"No side of theatre {stage.name} has the code {to_side!r}; there are: "
            f"{', '.join(s.code for s in stage.sides)}."
        )
    maps = [m] + ([opened.map_on(since)] if since else [])
    found = [measure(opened, asked.lon, asked.lat, each, to_side=to_side) for each in maps]
    close = nearness(opened, asked.lon, asked.lat, m, to_side=to_side)
    if as_json:
        figures = (*figures_of_exposure(*found), *figures_of_nearness(close))
        click.echo(measure_json(opened, on=on or m.day, m=m, figures=figures))
        return
    names = {s.code: s.name for s in stage.sides}
    for each in found:
        near = "" if each.nearest_km is None else f"; nearest {each.nearest_km:.1f} km"
        click.echo(
            f"{each.source}, {each.map.day}: ground held by {names[to_side]} in {each.count} of 72 bearings within "
            f"20 km of {asked.name} ({each.arc_words}){near}"
        )
    for one in close.near:
        since_when = "not now" if one.since is None else f"since {one.since}{' or before' if one.since_start else ''}"
        click.echo(f"  within {one.reach_km:.0f} km {since_when}")
