"""`frontwatch ground export`: the ground of a day, or all changes, as a file that other programs read."""

from __future__ import annotations

from collections.abc import Callable
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
    theatre_option,
)
from frontwatch.cli.output import check_place
from frontwatch.model import FrontwatchError

if TYPE_CHECKING:
    from frontwatch.ground.record import Record
    from frontwatch.showing.geofile import Table


@click.command("export")
@on_option
@known_by_option
@click.option("--changes", is_flag=True, help="Every piece that changed hands, from map to map, in place of one day.")
@click.option("--since", type=DAY, help="With --changes: from the map of this day on.")
@click.option("--as-drawn", is_flag=True, help="The source's own rings, in its order, not cut or turned.")
@click.option(
    "-o", "output", required=True, metavar="FILE", type=click.Path(path_type=Path),
    help="The file: .geojson, .parquet (GeoParquet), .gpkg or .csv.",
)  # fmt: skip
@ground_option
@record_option
@theatre_option
def export(
    on: date | None,
    known_by: date | None,
    changes: bool,
    since: date | None,
    as_drawn: bool,
    output: Path,
    ground: str | None,
    record: str | None,
    theatre: str,
) -> None:
    """Write the ground of a day, by holder, as polygons; or all changes; or what the source drew.

    \b
    Example:
      frontwatch ground export --on 2025-06-28 -o ground.geojson
      frontwatch ground export --changes --since 2025-06-01 --on 2025-07-01 -o june.gpkg
      frontwatch ground export --on 2025-06-28 --as-drawn --ground maps.parquet -o drawn.parquet
    """
    from frontwatch.showing.geofile import check_geofile, write_geofile

    if changes and as_drawn:
        raise FrontwatchError("--changes takes --since and --on, but not --as-drawn.")
    if since and not changes:
        raise FrontwatchError("--since goes with --changes; for one day give --on.")
    kind = check_geofile(output)
    # Only the whole record has the rings as drawn; of it the map that was known is taken.
    _, opened = open_theatre_and_record(theatre, ground, record, None if as_drawn else known_by)
    table = _table(opened, on, known_by, changes, since, as_drawn)
    _write_whole(output, lambda part: write_geofile(table, part, kind))
    n, days = len(table.rows), dict(table.about)["map_day"]
    rows = f"{n:,} {'change' if changes else 'feature'}{'' if n == 1 else 's'}"
    click.echo(f"{output}: {rows}, {'to' if changes else 'of'} the map of {days}, record {opened.hash[:8]}.")
    click.echo(f"Credit: {opened.meta.credit}.")


def _table(
    record: Record, on: date | None, known_by: date | None, changes: bool, since: date | None, as_drawn: bool
) -> Table:
    from frontwatch.showing.exported import as_drawn as drawn
    from frontwatch.showing.exported import of_changes, of_day

    if changes:
        return of_changes(record, since, on)
    m = record.map_on(on or record.map_at(-1).day, known_by=known_by)
    return drawn(record, m) if as_drawn else of_day(record, m)


def _write_whole(output: Path, write: Callable[[Path], None]) -> None:
    """Write beside the file's place and move it there, so that a reader never sees half of it."""
    import tempfile

    check_place(output)
    with tempfile.TemporaryDirectory(dir=output.parent, prefix=f".{output.name}.") as folder:
        part = Path(folder) / output.name
        write(part)
        part.replace(output)
