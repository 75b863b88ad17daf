"""`frontwatch change --csv`: what each side gained and lost period by period, in rows; and shapes to count inside."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from frontwatch.cli.rows import show_rows
from frontwatch.model import FrontwatchError

if TYPE_CHECKING:
    import pyarrow as pa

    from frontwatch.ground.gains import Every
    from frontwatch.ground.outline import Ends
    from frontwatch.ground.parts import Part
    from frontwatch.ground.record import Record
    from frontwatch.theatre.theatre import Theatre

MAX_SHAPE_BYTES = 4 * 1024**2
"""A file with one shape: a country's border at full resolution is 1 MB."""


def gains_in_rows(
    record: Record,
    theatre: Theatre,
    first: date,
    last: date,
    *,
    by: Part | None,
    every: Every | None,
    inside: Path | None,
    csv_file: str | None,
    as_json: bool,
) -> None:
    """Print or write the gains of each period, or of the whole time where `every` is None.

    Raises: FrontwatchError: there is no map at the ends of any period, or the file holds no shape.
    """
    from frontwatch.ground.gains import gains, periods_of

    shape = shape_in(inside) if inside else None
    periods = periods_of(record, first, last, every) if every else [(record.map_on(first), record.map_on(last))]
    if not periods:
        raise FrontwatchError(f"{record.meta.name} has no two maps from {first} to {last}; ask about other days.")
    table = gains(record, theatre, periods, by=by, inside=shape).table()
    names = {s.code: s.name for s in theatre.sides}
    show_rows(record, table, _lines(record, table, names, inside), csv_file=csv_file, as_json=as_json)


def _lines(record: Record, table: pa.Table, names: dict[str, str], inside: Path | None) -> list[str]:
    where = f" inside {inside}" if inside else ""
    told = [f"{record.meta.name}{where}; km², gained and lost gross"]
    told += [
        f"  {row['since']} to {row['on']}  {row['name'][:32]:<32} {names.get(row['holder'], row['holder'])[:9]:<9} "
        f"gained {row['gained_km2']:7,.1f} lost {row['lost_km2']:7,.1f}"
        for row in table.to_pylist()
    ]
    return told if len(told) > 1 else [*told, "  nothing changed hands"]


def shape_in(file: Path) -> Ends:
    """The edges (a, b) of the polygon, or polygons, in a GeoJSON file.

    Raises: FrontwatchError: no such file, too large, or no polygon that can be used.
    """
    import numpy as np
    import shapely

    try:
        if file.stat().st_size > MAX_SHAPE_BYTES:
            raise FrontwatchError(f"{file}: larger than {MAX_SHAPE_BYTES // 1024**2} MB; give a simpler shape.")
        shape = shapely.from_geojson(file.read_bytes())
    except (OSError, shapely.GEOSException, UnicodeDecodeError) as error:
        raise FrontwatchError(f"{file}: no GeoJSON that can be read ({_first_line(error)}).") from error
    parts = [p for p in shapely.get_parts(shapely.get_parts(shape)) if p.geom_type == "Polygon" and not p.is_empty]
    if not parts:
        raise FrontwatchError(f"{file}: holds no polygon; give a GeoJSON file with one.")
    west, south, east, north = shapely.total_bounds(parts)
    if not min(west + 180, 180 - east, south + 90, 90 - north) >= 0:
        raise FrontwatchError(f"{file}: its polygon is not in degrees, longitude first; give one that is.")
    whole = shapely.union_all(shapely.make_valid(parts))
    if not whole.area > 0:
        raise FrontwatchError(f"{file}: its polygon has no area; give one that has.")
    rings = [
        shapely.get_coordinates(ring)
        for part in shapely.get_parts(whole)
        if part.geom_type == "Polygon"
        for ring in (part.exterior, *part.interiors)
    ]
    return np.vstack([r[:-1] for r in rings]), np.vstack([r[1:] for r in rings])


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:120]
