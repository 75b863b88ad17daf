"""A record's ground as a table to export: a day by holder, a day as drawn, or all changes of hands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from frontwatch.ground.polygons import held_polygons, polygon_km2, turned_polygons
from frontwatch.ground.record import Record
from frontwatch.model import FrontwatchError, MapRef
from frontwatch.showing.geofile import Table, joined

if TYPE_CHECKING:
    from shapely import MultiPolygon, Polygon


def of_day(record: Record, m: MapRef) -> Table:
    """The ground of a map: a row for each holder that a layer shows; what no layer covers is the rest's."""
    table = Table("ground", ("holder", "day", "source", "km2"), about=_about(record, m))
    for held in held_polygons(record, m.index):
        if held.polygons:
            km2 = sum(polygon_km2(p) for p in held.polygons)
            table.rows.append((held.holder, str(m.day), record.meta.name, round(km2, 3)))
            table.geometries.append(joined(held.polygons))
    return table


def as_drawn(record: Record, m: MapRef) -> Table:
    """A map's features as the source drew them, in its order: rings and coordinates as they stood there.

    Raises: FrontwatchError: the record keeps no drawing.
    """
    if record.drawn is None:
        raise FrontwatchError(
            f"{record.meta.name} keeps no drawing, its maps are of settlements; leave --as-drawn out, or give a record "
            "of polygons with --ground."
        )
    table = Table("drawn", ("layer", "day", "source"), about=_about(record, m))
    for feature in record.drawn.features(m.index):
        table.rows.append((record.meta.layers[feature.layer].name, str(m.day), record.meta.name))
        table.geometries.append(_as_source(feature.several, feature.polygons))
    return table


def of_changes(record: Record, since: date | None, until: date | None) -> Table:
    """Every piece that changed hands between one map and the next: a row each, by day."""
    first = record.map_on(since).index if since else 0
    last = record.map_on(until).index if until else len(record) - 1
    columns = ("since", "day", "before", "after", "km2", "source")
    table = Table("changes", columns, about=_about(record, record.map_at(last)))
    for piece in turned_polygons(record, first, last):
        km2 = round(polygon_km2(piece.polygon), 4)
        days = (str(piece.since.day), str(piece.on.day))
        table.rows.append((*days, piece.before, piece.after, km2, record.meta.name))
        table.geometries.append(piece.polygon)
    return table


def _as_source(several: bool, polygons: tuple[tuple[object, ...], ...]) -> Polygon | MultiPolygon:
    import shapely

    drawn = [shapely.Polygon(rings[0], rings[1:]) for rings in polygons]
    return shapely.MultiPolygon(drawn) if several else drawn[0]


def _about(record: Record, m: MapRef) -> tuple[tuple[str, str], ...]:
    return (
        ("source", record.meta.name),
        ("credit", record.meta.credit),
        ("map_day", str(m.day)),
        ("record", record.hash),
        ("note", "A published map, not the ground itself; what no row covers is held by " + record.meta.rest),
    )
