"""Polygons as a file that other programs read: GeoJSON, GeoParquet, GeoPackage or CSV, with source and credit."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from frontwatch.model import FrontwatchError

if TYPE_CHECKING:
    from shapely import MultiPolygon, Polygon

SUFFIXES = (".geojson", ".parquet", ".gpkg", ".csv")
GEOMETRY = "geometry"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of ground: one geometry and some values each."""

    name: str
    """Of the layer in a GeoPackage."""
    columns: tuple[str, ...]
    rows: list[tuple[str | float, ...]] = field(default_factory=list)
    geometries: list[Polygon | MultiPolygon] = field(default_factory=list)
    about: tuple[tuple[str, str], ...] = ()
    """Source, day, credit and what else goes with the file as a whole."""


def check_geofile(path: Path) -> str:
    """The file's kind. Raises: FrontwatchError: none that can be written."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise FrontwatchError(f"{path}: ground is written as {', '.join(SUFFIXES)}; give such a file with -o.")
    return suffix


def write_geofile(table: Table, path: Path, kind: str) -> None:
    """Write a table, as the kind of file that ``check_geofile`` named, over what stands there.

    Raises: FrontwatchError: it cannot be written.
    """
    {".geojson": _geojson, ".parquet": _geoparquet, ".gpkg": _geopackage, ".csv": _csv}[kind](table, path)


def _geojson(table: Table, path: Path) -> None:
    """Source: RFC 7946; rings as they are given."""
    import shapely

    features = [
        {
            "type": "Feature",
            "properties": dict(zip(table.columns, row, strict=True)),
            "geometry": shapely.geometry.mapping(geometry),
        }
        for row, geometry in zip(table.rows, table.geometries, strict=True)
    ]
    # A feature a line: a file that diff and grep can read.
    head = json.dumps({"type": "FeatureCollection", "about": dict(table.about)}, ensure_ascii=False)[:-1]
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features)
    path.write_text(f'{head}, "features": [\n{lines}\n]}}\n', encoding="utf-8")


def _geoparquet(table: Table, path: Path) -> None:
    """Source: GeoParquet 1.1.0, encoding WKB; without a ``crs`` it is OGC:CRS84, longitude first."""
    import pyarrow as pa
    import pyarrow.parquet as pq
    import shapely

    columns: dict[str, Any] = {name: [row[k] for row in table.rows] for k, name in enumerate(table.columns)}
    columns[GEOMETRY] = pa.array(shapely.to_wkb(table.geometries).tolist() if table.geometries else [], pa.binary())
    about: dict[str, Any] = {"encoding": "WKB", "geometry_types": sorted({g.geom_type for g in table.geometries})}
    if table.geometries:
        about["bbox"] = shapely.total_bounds(table.geometries).tolist()
    geo = {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: about}}
    made = pa.table(columns).replace_schema_metadata({"geo": json.dumps(geo), **dict(table.about)})
    pq.write_table(made, path, compression="zstd")


def _geopackage(table: Table, path: Path) -> None:
    import numpy as np
    import pyogrio
    import shapely
    from pyogrio.errors import DataSourceError

    if not table.geometries:
        raise FrontwatchError(f"{path}: there is nothing to write; ask for another day.")
    values = [np.array([row[k] for row in table.rows]) for k in range(len(table.columns))]
    fields = [v.astype(object) if v.dtype.kind == "U" else v for v in values]
    try:
        pyogrio.raw.write(
            path,
            shapely.to_wkb(np.array(table.geometries, object)),
            fields,
            fields=list(table.columns),
            layer=table.name,
            driver="GPKG",
            geometry_type="Unknown",
            crs="OGC:CRS84",
            dataset_metadata=dict(table.about),
        )
    except DataSourceError as error:
        raise FrontwatchError(
            f"{path}: cannot be written ({str(error).splitlines()[0]}); give another path."
        ) from error


def _csv(table: Table, path: Path) -> None:
    """The values, a point inside each piece, and its rings as WKT."""
    import csv

    import shapely

    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow([*table.columns, "lon", "lat", "wkt"])
        for row, geometry in zip(table.rows, table.geometries, strict=True):
            inside = shapely.point_on_surface(geometry)
            rows.writerow(
                [*row, round(inside.x, 5), round(inside.y, 5), shapely.to_wkt(geometry, rounding_precision=-1)]
            )


def joined(geometries: Sequence[Polygon]) -> MultiPolygon:
    """Several polygons as one, as they are."""
    import shapely

    return shapely.MultiPolygon(list(geometries))
