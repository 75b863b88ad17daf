"""`frontwatch hands`: which places changed hands, when, how long it took, and how long places were contested."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from frontwatch.cli.options import ground_options, known_by_option, on_option, open_theatre_and_record, since_option
from frontwatch.cli.rows import between, csv_option, of_days, show_rows
from frontwatch.model import FrontwatchError

if TYPE_CHECKING:
    import pyarrow as pa

    from frontwatch.ground.hands import Hands
    from frontwatch.ground.record import Record
    from frontwatch.model import Place


@click.command()
@since_option
@on_option
@known_by_option
@click.option("--by", type=click.Choice(["month"]), help="How many places each side took, month by month.")
@click.option("--contested", is_flag=True, help="How long each place was contested, the longest first.")
@csv_option
@ground_options
def hands(
    since: date | None,
    on: date | None,
    known_by: date | None,
    by: str | None,
    contested: bool,
    csv_file: str | None,
    ground: str | None,
    record: str | None,
    as_json: bool,
    theatre: str,
) -> None:
    """Tell which places changed hands, the day each did, and how long it took from the first of its ground.

    A change begins on the first day, without a break up to it, on which the later side's ground lies within the
    place's disc or its centre is contested; it ends on the day that side holds the centre.

    \b
    Example:
      frontwatch hands --since 2025-06-01
      frontwatch hands --by month --csv taken.csv
    """
    if by and contested:
        raise FrontwatchError("Give one of --by and --contested.")
    if contested and (since or on):
        raise FrontwatchError("How long places were contested is told of all the record; leave --since and --on out.")
    stage, opened = open_theatre_and_record(theatre, ground, record, known_by)
    import numpy as np

    from frontwatch.ground.hands import hands as measure
    from frontwatch.ground.hands import taken_by_month

    first, last = between(opened, since, on)
    places = [stage.place(int(id)) for id in stage.places.ids[stage.places.covered]]
    lon, lat, radius = np.array([(p.lon, p.lat, p.radius_km) for p in places]).T
    found = measure(opened, stage, lon, lat, radius)
    names = {s.code: s.name for s in stage.sides}
    head = f"{opened.meta.name}, {first} to {last}"
    if by:
        table = of_days(taken_by_month(found).table(), "month", first.replace(day=1), last)
        lines = [f"{head}: places taken, by month"]
        lines += [f"  {r['month']:%Y-%m}  {names[r['side']]:<10} {r['taken']:>5}" for r in table.to_pylist()]
    elif contested:
        table = _contested(places, found)
        lines = [f"{head}: days on which places were contested"]
        lines += [f"  {r['place'][:32]:<32} {r['contested_days']:>5} days" for r in table.to_pylist()]
        if not len(table):
            lines.append(_no_contested(opened))
    else:
        table = of_days(_changes(places, found), "day", first, last)
        lines = [f"{head}: {len(table)} changes of hands"]
        lines += [
            f"  {r['day']}  {r['place'][:28]:<28} {names[r['before']]} to {names[r['after']]}, "
            + ("begun before the record" if r["took_days"] is None else f"took {r['took_days']} days")
            for r in table.to_pylist()
        ]
    show_rows(opened, table, lines, csv_file=csv_file, as_json=as_json)


def _changes(places: list[Place], found: Hands) -> pa.Table:
    """The changes by day, with the places' names."""
    import pyarrow as pa

    table = found.table()
    named = [places[i] for i in found.point]
    rows = pa.table(
        {
            "place_id": pa.array([p.id for p in named], pa.int64()),
            "place": pa.array([p.name for p in named], pa.string()),
            "region": pa.array([p.region for p in named], pa.string()),
            **{name: table[name] for name in ("before", "after", "began", "day", "took_days")},
        }
    )
    return rows.sort_by([("day", "ascending"), ("place_id", "ascending")])


def _contested(places: list[Place], found: Hands) -> pa.Table:
    """The places that were contested, the longest first."""
    import pyarrow as pa

    rows = sorted((-int(n), p.id, p) for p, n in zip(places, found.contested_days, strict=True) if n)
    return pa.table(
        {
            "place_id": pa.array([id for _, id, _ in rows], pa.int64()),
            "place": pa.array([p.name for _, _, p in rows], pa.string()),
            "region": pa.array([p.region for _, _, p in rows], pa.string()),
            "contested_days": pa.array([-n for n, _, _ in rows], pa.int64()),
        }
    )


def _no_contested(record: Record) -> str:
    shown = any(layer.status == "contested" for layer in record.meta.layers)
    return "  none" if shown else "  this record draws no contested ground"
