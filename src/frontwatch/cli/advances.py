"""`frontwatch advances`: how deep each side pushed into ground it did not hold, month by month."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from frontwatch.cli.options import ground_options, known_by_option, on_option, open_theatre_and_record, since_option
from frontwatch.cli.rows import between, csv_option, show_rows
from frontwatch.model import FrontwatchError

if TYPE_CHECKING:
    import pyarrow as pa

    from frontwatch.ground.gains import Every
    from frontwatch.theatre.theatre import Theatre


@click.command()
@since_option
@on_option
@known_by_option
@click.option(
    "--every", type=click.Choice(["month", "week", "day"]), default="month", show_default=True, help="Period by period."
)
@csv_option
@ground_options
def advances(
    since: date | None,
    on: date | None,
    known_by: date | None,
    every: Every,
    csv_file: str | None,
    ground: str | None,
    record: str | None,
    as_json: bool,
    theatre: str,
) -> None:
    """Tell each side's longest advance: the farthest that ground it gained lies from the ground it had before.

    \b
    Example:
      frontwatch advances --since 2025-01-01
    """
    stage, opened = open_theatre_and_record(theatre, ground, record, known_by)
    from frontwatch.ground.advances import advances as measure
    from frontwatch.ground.gains import periods_of

    first, last = between(opened, since, on)
    periods = periods_of(opened, first, last, every)
    if not periods:
        raise FrontwatchError(f"{opened.meta.name} has no two maps from {first} to {last}; ask about other days.")
    table = _with_places(stage, measure(opened, stage, periods).table())
    names = {s.code: s.name for s in stage.sides}
    lines = [f"{opened.meta.name}: the longest advance of each side, by {every}"]
    lines += [
        f"  {r['since']} to {r['on']}  {names[r['side']]:<10} {r['km']:5.1f} km, near {r['near']}"
        for r in table.to_pylist()
    ]
    show_rows(opened, table, lines, csv_file=csv_file, as_json=as_json)


def _with_places(theatre: Theatre, table: pa.Table) -> pa.Table:
    """The table with the name of the place nearest to each point."""
    import numpy as np
    import pyarrow as pa

    from frontwatch.ground.local import to_km

    places = theatre.places
    covered = np.flatnonzero(places.covered)
    near = [
        places.names[covered[np.hypot(*to_km(places.lon[covered], places.lat[covered], lon, lat)).argmin()]]
        for lon, lat in zip(table["lon"].to_pylist(), table["lat"].to_pylist(), strict=True)
    ]
    return table.append_column("near", pa.array(near, pa.string()))
