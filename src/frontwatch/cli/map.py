"""`frontwatch map`: draws the ground on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from frontwatch.cli.options import (
    ground_option,
    on_option,
    open_theatre_and_record,
    record_option,
    since_option,
    theatre_option,
)
from frontwatch.model import FrontwatchError, MapRef, Place

if TYPE_CHECKING:
    from frontwatch.ground.record import Record
    from frontwatch.showing.view import View
    from frontwatch.theatre.theatre import Theatre


@click.command("map")
@on_option
@since_option
@click.option("--around", metavar="PLACE", help="Show the ground about a place; else the whole front.")
@click.option("--radius", type=click.FloatRange(5, 1000), default=40.0, show_default=True, help="Of it, km.")
@click.option(
    "-o", "output", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The file: .svg or .png."
)
@ground_option
@record_option
@theatre_option
def draw(
    on: date | None,
    since: date | None,
    around: str | None,
    radius: float,
    output: Path,
    ground: str | None,
    record: str | None,
    theatre: str,
) -> None:
    """Draw who held what on a day, and what changed since another.

    \b
    Example:
      frontwatch map --on 2025-06-27 --since 2025-05-28 --around Pokrovsk -o pokrovsk.svg
    """
    import frontwatch.showing.svgmap as svgmap
    from frontwatch.cli.output import write_whole
    from frontwatch.showing.words import day

    if output.suffix.lower() not in {".svg", ".png"}:
        raise FrontwatchError(f"{output}: a map is written as .svg or .png; give such a file with -o.")
    stage, opened = open_theatre_and_record(theatre, ground, record)
    m = opened.map_on(on) if on else opened.map_at(-1)
    before = opened.map_on(since) if since else None
    if before and before.day >= m.day:
        raise FrontwatchError(f"--since {since} is not before the map of {m.day}; give an earlier day.")
    place = _place(stage, around) if around else None
    title = f"Ground held{f' around {place.name}' if place else ''}, {day(on or m.day)}"
    drawing = svgmap.draw(
        svgmap.Ground(stage, opened, m, before),
        _view(opened, m, place, radius),
        title=title,
        named=(place,) if place else (),
    )
    write_whole(output, drawing if output.suffix.lower() == ".svg" else _png(drawing))
    click.echo(f"{output}: map of {m.day}, {opened.meta.name}, record {opened.hash[:8]}.")


def _place(theatre: Theatre, name: str) -> Place:
    found = [x for x in theatre.look_up(name) if isinstance(x, Place)]
    if not found:
        closest = ", ".join(theatre.closest_names(name))
        raise FrontwatchError(f"No place is called {name!r}; closest: {closest}." if closest else f"No place {name!r}.")
    return found[0]


def _view(record: Record, m: MapRef, place: Place | None, radius: float) -> View:
    """Around the place, or all ground that the map draws."""
    from frontwatch.showing.view import view_around, view_of

    if place:
        return view_around(place, radius)
    edges = record.edges_on(m.index)
    if not len(edges.lon1):
        raise FrontwatchError(f"The map of {m.day} shows no ground but one side's; give a place with --around.")
    return view_of(edges.lon1, edges.lat1)


def _png(drawing: str) -> bytes:
    import resvg_py

    # Twice the drawing's pixels, so that it is sharp on paper and on phones.
    return bytes(resvg_py.svg_to_bytes(svg_string=drawing, zoom=2))
