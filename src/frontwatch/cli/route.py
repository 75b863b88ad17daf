"""`frontwatch route`: the railways and roads through places, and who holds the ground along one."""

from __future__ import annotations

from datetime import date

import click

from frontwatch.cli.credit import tell_credit
from frontwatch.cli.options import ground_options, known_by_option, on_option, open_theatre_and_record
from frontwatch.cli.place import place_named
from frontwatch.model import FrontwatchError


@click.command()
@click.argument("names", nargs=-1)
@click.option("--route", "route_id", metavar="ID", help="One route: who holds the ground along it.")
@click.option("--what", type=click.Choice(["railway", "road", "route"]), default="route", help="Only of this sort.")
@on_option
@known_by_option
@ground_options
def route(
    names: tuple[str, ...],
    route_id: str | None,
    what: str,
    on: date | None,
    known_by: date | None,
    ground: str | None,
    record: str | None,
    as_json: bool,
    theatre: str,
) -> None:
    """List the railways and roads that pass all of the places named, or with --route tell who holds one.

    \b
    Example:
      frontwatch route Pokrovsk --what railway
    """
    from frontwatch.ground.figures import figures_of_route
    from frontwatch.ground.route import route_state
    from frontwatch.model import Figure
    from frontwatch.showing.measure import measure_json
    from frontwatch.theatre.theatre import open_theatre

    stage = open_theatre(theatre)
    if route_id is None:
        ids = {place_named(stage, name).id for name in names}
        if not ids:
            raise FrontwatchError("Name at least one place, or a route with --route.")
        found = [r for r in stage.routes if ids <= set(r.places) and what in ("route", r.what)]
        figures = (Figure("routes", len(found), "routes", None, f"theatre {stage.name}"),)
        if as_json:
            click.echo(measure_json(None, on=on, m=None, figures=figures, routes=[r.id for r in found]))
            return
        for each in found:
            click.echo(f"{each.id}: {each.name} ({each.source})")
        click.echo(f"{len(found)} routes")
        return
    way = next((r for r in stage.routes if r.id == route_id), None)
    if way is None:
        raise FrontwatchError(f"No route of theatre {stage.name} is called {route_id!r}; list them by a place.")
    stage, opened = open_theatre_and_record(theatre, ground, record, known_by)
    m = opened.map_on(on or opened.map_at(-1).day)
    state = route_state(opened, stage, way, m)
    if as_json:
        click.echo(measure_json(opened, on=on or m.day, m=m, figures=figures_of_route(state)))
        return
    sides = {s.code: s.name for s in stage.sides}
    click.echo(f"{opened.meta.name}, {m.day}: {way.name}")
    for part in state.stretches:
        shares = ", ".join(f"{sides.get(h, h)} {100 * share:.0f} %" for h, share in part.shares if share)
        click.echo(f"  {part.start.name} to {part.stop.name}, {part.km:.0f} km: {shares}")
    tell_credit(opened)
