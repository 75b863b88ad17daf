"""`frontwatch exposure`: from which directions a place is approached, and how near."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from frontwatch.cli.credit import tell_credit
from frontwatch.cli.options import ground_options, known_by_option, on_option, open_theatre_and_record, since_option
from frontwatch.cli.place import place_named
from frontwatch.cli.rows import between, csv_option, show_rows
from frontwatch.model import FrontwatchError, Place

if TYPE_CHECKING:
    from frontwatch.ground.record import Record
    from frontwatch.theatre.theatre import Theatre


@click.command()
@click.argument("name", required=False)
@on_option
@since_option
@known_by_option
@click.option("--side", metavar="CODE", help="Whose ground is looked for; else that of the side not holding the place.")
@click.option("--history", is_flag=True, help="Tell it of every day, or from --since to --on.")
@click.option("--all", "every", is_flag=True, help="With --history and --side: every place within 60 km.")
@csv_option
@ground_options
def exposure(
    name: str | None,
    on: date | None,
    since: date | None,
    known_by: date | None,
    side: str | None,
    history: bool,
    every: bool,
    csv_file: str | None,
    ground: str | None,
    record: str | None,
    as_json: bool,
    theatre: str,
) -> None:
    """Tell in how many of 72 bearings the other side's ground lies within 20 km of a place, and with --since then too.

    \b
    Example:
      frontwatch exposure Pokrovsk --on 2025-06-28 --since 2025-05-28
      frontwatch exposure Pokrovsk --history
      frontwatch exposure --all --history --side RU --csv exposure.csv
    """
    if every != (name is None) or (every and not (history and side)) or (csv_file and not history):
        raise FrontwatchError("Give the name of one place, or --all --history --side CODE; --csv with --history.")
    stage, opened = open_theatre_and_record(theatre, ground, record, known_by)
    from frontwatch.ground.exposure import exposure as measure
    from frontwatch.ground.figures import figures_of_exposure, figures_of_nearness
    from frontwatch.ground.nearness import nearness
    from frontwatch.showing.measure import measure_json

    if name is None:
        places = [stage.place(int(id)) for id in stage.places.ids[stage.places.covered]]
        _history(stage, opened, places, _side(stage, str(side)), between(opened, since, on), csv_file, as_json)
        return
    asked = place_named(stage, name)
    m = opened.map_on(on or opened.map_at(-1).day)
    holder = str(opened.holder(asked.lon, asked.lat, m.index)[0])
    to_side = _side(
        stage,
        side or (stage.home if holder != stage.home else next(s.code for s in stage.sides if s.code != stage.home)),
    )
    if history:
        _history(stage, opened, [asked], to_side, between(opened, since, on), csv_file, as_json)
        return
    maps = [m] + ([opened.map_on(since)] if since else [])
    found = [measure(opened, stage, asked.lon, asked.lat, each, to_side=to_side) for each in maps]
    close = nearness(opened, stage, asked.lon, asked.lat, m, to_side=to_side)
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
    tell_credit(opened)


def _side(theatre: Theatre, code: str) -> str:
    """The code, where it is a side's. Raises: FrontwatchError: it is none's."""
    if code not in {s.code for s in theatre.sides}:
        raise FrontwatchError(
            f"No side of theatre {theatre.name} has the code {code!r}; there are: "
            f"{', '.join(s.code for s in theatre.sides)}."
        )
    return code


def _history(
    theatre: Theatre, record: Record, places: list[Place], to_side: str, days: tuple[date, date],
    csv_file: str | None, as_json: bool,
) -> None:  # fmt: skip
    """The stretches of days on which a side's ground lay alike to places; only those near it on some day."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    from frontwatch.ground.near_history import near_history

    lon, lat = np.array([(p.lon, p.lat) for p in places]).T
    table = near_history(record, theatre, lon, lat, to_side).table()
    last = pc.coalesce(table["last"], pa.scalar(record.map_at(-1).day, pa.date32()))
    first, end = (pa.scalar(day, pa.date32()) for day in days)
    table = table.filter(pc.and_(pc.less_equal(table["first"], end), pc.greater_equal(last, first)))
    near = pc.unique(table["point"].filter(pc.is_valid(table["km"])))
    table = table.filter(pc.is_in(table["point"], near))
    point = table["point"].to_pylist()
    rows = pa.table(
        {
            "place_id": pa.array([places[i].id for i in point], pa.int64()),
            "place": pa.array([places[i].name for i in point], pa.string()),
            "to_side": pa.array([to_side] * len(point), pa.string()),
            **{name: table[name] for name in ("first", "last", "km", "bearings")},
        }
    )
    told = [
        f"{record.meta.name}: km to the nearest ground held by {to_side}, and of 72 bearings those with it in 20 km"
    ]
    told += [
        f"  {r['first']}  {'to ' + str(r['last']) if r['last'] else 'on':<13}  {r['place'][:24]:<24} "
        f"{'over 60' if r['km'] is None else format(r['km'], '7.1f'):>7} km  {r['bearings']:>2}"
        for r in (rows.to_pylist() if csv_file is None and not as_json else ())
    ]
    show_rows(
        record, rows, told if len(told) > 1 else [*told, "  never within 60 km"], csv_file=csv_file, as_json=as_json
    )
