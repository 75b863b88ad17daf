"""Maps of Alderland as an invented publisher draws them, in every format that a description can tell of."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import shapely
from shapely import Polygon, box

DESCRIPTION = """\
name = "Watch maps"
publisher = "Institute of Watching"
ties = "none, and paid by nobody"
credit = "Institute of Watching, CC BY 4.0"
theatre = "alderland"
rest = "AL"
resolution_km = 0.3
delay_days = 1
bounds = [29.0, 49.0, 32.0, 51.0]
attribute = "status"
ignore = ["camp"]

[holders]
occupied = "held:BO"
grey = "contested"
said = "claimed:BO"
"""
Ground = list[tuple[str, Polygon]]
DAYS: dict[str, Ground] = {
    "20240301": [("occupied", box(30.5, 49.7, 31.0, 50.3)), ("camp", box(29.8, 49.8, 29.9, 49.9))],
    "20240302": [
        ("occupied", box(30.15, 49.7, 31.0, 50.3)),  # and Birch
        ("grey", box(30.05, 49.9, 30.2, 50.1)),
        ("said", box(29.9, 49.9, 30.1, 50.1)),  # Ashford only said to be taken
    ],
    "20240303": [("occupied", box(30.15, 49.7, 31.0, 50.3)), ("said", box(29.9, 49.9, 30.1, 50.1))],
}
FORMATS = ("geojson", "gpkg", "shp", "fgb", "parquet")


def folder(path: Path, kind: str, days: dict[str, Ground] = DAYS, description: str = DESCRIPTION) -> Path:
    """A folder of one map a day, and its description."""
    path.mkdir(parents=True, exist_ok=True)
    (path / "source.toml").write_text(description)
    for day, ground in days.items():
        write(path / f"map_{day}.{kind}", ground)
    return path


def write(path: Path, ground: Ground, *, crs: str = "EPSG:4326", **columns: list[str]) -> None:
    """One file; further columns beside ``status``."""
    names = {"status": [status for status, _ in ground], **columns}
    shapes = [polygon for _, polygon in ground]
    if path.suffix == ".geojson":
        _geojson(path, shapes, names)
    elif path.suffix == ".parquet":
        _parquet(path, shapes, names, crs)
    else:
        _ogr(path, shapes, names, crs)


def _geojson(path: Path, shapes: list[Polygon], names: dict[str, list[str]]) -> None:
    features = [
        {
            "type": "Feature",
            "properties": {name: values[n] for name, values in names.items()},
            "geometry": json.loads(shapely.to_geojson(polygon)),
        }
        for n, polygon in enumerate(shapes)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))


def _ogr(path: Path, shapes: list[Polygon], names: dict[str, list[str]], crs: str, layer: str | None = None) -> None:
    import pyogrio

    pyogrio.raw.write(
        path,
        np.array(shapely.to_wkb(shapes), object),
        [np.array(values, object) for values in names.values()],
        list(names),
        crs=crs,
        layer=layer,
        geometry_type="Polygon",
        driver={".gpkg": "GPKG", ".shp": "ESRI Shapefile", ".fgb": "FlatGeobuf"}[path.suffix],
    )


def geopackage(path: Path, layers: dict[str, Ground]) -> None:
    """A GeoPackage of several layers."""
    for name, ground in layers.items():
        _ogr(path, [p for _, p in ground], {"status": [s for s, _ in ground]}, "EPSG:4326", layer=name)


def _parquet(path: Path, shapes: list[Polygon], names: dict[str, list[str]], crs: str) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    authority, code = crs.split(":")
    column = {"encoding": "WKB", "geometry_types": [], "crs": {"id": {"authority": authority, "code": code}}}
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    table = pa.table({"geometry": pa.array(shapely.to_wkb(shapes).tolist(), pa.binary()), **names})
    pq.write_table(table.replace_schema_metadata({"geo": json.dumps(geo)}), path)
