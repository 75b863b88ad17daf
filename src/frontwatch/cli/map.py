"""`frontwatch map`: draws the ground on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from frontwatch.cli.options import (
    DAY,
    ground_option,
    known_by_option,
    on_option,
    open_theatre_and_record,
    record_option,
    since_option,
    theatre_option,
)
from frontwatch.model import FrontwatchError, MapRef, Place

if TYPE_CHECKING:
    from frontwatch.ground.record import Record
    from frontwatch.showing.picture import Picture
    from frontwatch.showing.view import View
    from frontwatch.theatre.theatre import Theatre


@click.command("map")
@on_option
@since_option
@known_by_option
@click.option("--around", metavar="PLACE", help="Show the ground about a place; else the whole front.")
@click.option("--radius", type=click.FloatRange(5, 1000), default=40.0, show_default=True, help="Of it, km.")
@click.option(
    "--claims", metavar="REPORT", type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The places that this report's claims name, with the verdicts on them; on the map that counts for it.",
)  # fmt: skip
@click.option("--published", type=DAY, help="With --claims: the day the report appeared.")
@click.option("--days", metavar="A..B", help="A page with a slider over the days from A to B, as .html.")
@click.option(
    "-o",
    "output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file: .svg or .png; of --days .html.",
)
@ground_option
@record_option
@theatre_option
def draw(
    on: date | None,
    since: date | None,
    known_by: date | None,
    around: str | None,
    radius: float,
    claims: Path | None,
    published: date | None,
    days: str | None,
    output: Path,
    ground: str | None,
    record: str | None,
    theatre: str,
) -> None:
    """Draw who held what on a day, and what changed since another.

    \b
    Example:
      frontwatch map --on 2025-06-27 --since 2025-05-28 --around Pokrovsk -o pokrovsk.svg
      frontwatch map --claims article.txt --published 2025-06-28 -o claims.svg
      frontwatch map --days 2024-06-01..2025-06-01 --around Pokrovsk -o pokrovsk.html
    """
    from frontwatch.cli.output import check_drawing
    from frontwatch.showing.mapped import map_picture
    from frontwatch.showing.svgmap import Ground
    from frontwatch.showing.words import day

    if sum(x is not None for x in (claims, days, on or since)) > 1 or (published and not claims):
        raise FrontwatchError("Give one of --claims (with --published), --days, and --on with --since.")
    if days is not None:
        _slider(days, around, radius, output, open_theatre_and_record(theatre, ground, record, known_by))
        return
    check_drawing(output)
    if claims is not None:
        _write(output, _of_claims(claims, published, known_by, theatre, ground))
        click.echo(f"{output}: places named in {claims.name}, with their verdicts.")
        return
    stage, opened = open_theatre_and_record(theatre, ground, record, known_by)
    m = opened.map_on(on) if on else opened.map_at(-1)
    before = opened.map_on(since) if since else None
    if before and before.day >= m.day:
        raise FrontwatchError(f"--since {since} is not before the map of {m.day}; give an earlier day.")
    place = _place(stage, around) if around else None
    title = f"Ground held{f' around {place.name}' if place else ''}, {day(on or m.day)}"
    of = Ground(stage, opened, m, before)
    _write(output, map_picture(of, _view(opened, m, place, radius), title=title, named=(place,) if place else ()))
    click.echo(f"{output}: map of {m.day}, {opened.meta.name}, record {opened.hash[:8]}.")


def _write(output: Path, drawn: Picture) -> None:
    """Write a map, and print its sentence and its table."""
    from frontwatch.cli.output import write_drawing

    write_drawing(output, drawn.svg)
    wide = [max(len(row[k]) for row in (drawn.head, *drawn.rows)) for k in range(len(drawn.head))]
    for row in (drawn.head, *drawn.rows):
        click.echo("  " + "  ".join(cell.ljust(w) for cell, w in zip(row, wide, strict=True)).rstrip())
    click.echo(drawn.sentence)


def _of_claims(
    report: Path, published: date | None, known_by: date | None, theatre: str, ground: str | None
) -> Picture:
    from frontwatch.checking import check
    from frontwatch.cli.documents import given_report
    from frontwatch.cli.options import record_paths, record_used
    from frontwatch.showing.reportmap import map_of_claims

    data, name = given_report(str(report), None)
    paths = record_paths(theatre, (ground,) if ground else ())
    checked = check(data, published=published, ground=paths, theatre=theatre, name=name, known_by=known_by)
    drawing = map_of_claims(checked, *record_used(checked, theatre))
    if drawing is None:
        raise FrontwatchError(f"{report}: no claim in it names a place that the record covers, so there is no map.")
    return drawing


def _slider(days: str, around: str | None, radius: float, output: Path, opened: tuple[Theatre, Record]) -> None:
    """Write the page with a slider over days."""
    from frontwatch.cli.output import write_whole
    from frontwatch.ground.disc import disc_share
    from frontwatch.showing.holders import names
    from frontwatch.showing.plots import maps_between
    from frontwatch.showing.slider import MOST_FRAMES, slider_page
    from frontwatch.showing.svgmap import Ground

    if output.suffix.lower() != ".html":
        raise FrontwatchError(f"{output}: a map with a slider is written as .html; give such a file with -o.")
    stage, record = opened
    first, last = _two_days(days)
    step = max(1, -(-(last - first).days // (MOST_FRAMES - 1)))
    maps = list(maps_between(record, first, last, step))
    if len(maps) < 2:
        raise FrontwatchError(f"--days {days}: the record has fewer than two maps in it; give other days.")
    place = _place(stage, around) if around else None
    view = _view(record, maps[-1], place, radius)
    called = names(stage)
    told = [_told(disc_share(record, stage, place, m).shares, called) if place else f"{m.index}" for m in maps]
    title = f"Ground held{f' around {place.name}' if place else ''}"
    page = slider_page(
        Ground(stage, record, maps[-1]),
        maps,
        view,
        title=title,
        column=f"of {place.name}" if place else "map's index",
        told=told,
        named=(place,) if place else (),
    )
    write_whole(output, page)
    click.echo(f"{output}: {len(maps)} maps, {maps[0].day} to {maps[-1].day}, {record.meta.name}.")


def _told(shares: Sequence[tuple[str, float]], called: dict[str, str]) -> str:
    return ", ".join(f"{called.get(h, h)} {100 * share:.0f} %" for h, share in shares if share)


def _two_days(days: str) -> tuple[date, date]:
    """The days of "A..B".

    Raises: FrontwatchError: they are none, or the first is not the earlier one.
    """
    a, joint, b = days.partition("..")
    try:
        first, last = date.fromisoformat(a), date.fromisoformat(b)
    except ValueError:
        raise FrontwatchError(f"--days {days}: give two days like 2024-06-01..2025-06-01.") from None
    if not joint or first >= last:
        raise FrontwatchError(f"--days {days}: the first day must be the earlier one.")
    return first, last


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
