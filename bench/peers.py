"""What the bench of all days measures against: the same questions as Shapely's, GeoPandas', DuckDB's and SedonaDB's
own documentation would put them, each from GeoParquet files made for it beforehand.

Lengths and areas are asked of maps already projected (Lambert equal-area around the theatre), so no peer projects.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape

from frontwatch.ground.outline import units
from frontwatch.ground.settings import FRONT_OUTWARD_KM, SECTOR_REACH_KM
from frontwatch.theatre.theatre import Theatre

FLAT = "+proj=laea +lat_0=48.5 +lon_0=33 +ellps=WGS84 +units=m"
BEARINGS, REACH_M = 72, 20_000.0


@dataclass(frozen=True)
class Files:
    """GeoParquet files in a folder; `_flat` in metres."""

    folder: Path
    maps: int

    def path(self, name: str) -> str:
        """The file of a name."""
        return str(self.folder / f"{name}.parquet")


def polygons_of(folder: Path) -> list[Any]:
    """One valid MultiPolygon a day."""
    drawn = [json.loads(f.read_bytes())["features"][0]["geometry"] for f in sorted(folder.glob("*.geojson"))]
    return [shapely.make_valid(shape(d)) for d in drawn]


def make_files(folder: Path, theatre: Theatre, maps: list[Any], pairs: list[tuple[int, int]], lon: Any, lat: Any,
               near: NDArray[np.intp]) -> Files:  # fmt: skip
    """Write every file that a peer reads; none of this is timed."""
    import geopandas as gpd

    folder.mkdir(exist_ok=True, parents=True)

    def write(name: str, columns: dict[str, Any], geometry: Any, flat: bool = False) -> Any:
        frame = gpd.GeoDataFrame(columns, geometry=geometry, crs=FLAT if flat else 4326)
        frame.to_parquet(folder / f"{name}.parquet")
        return frame

    def flat_of(frame: Any) -> Any:
        return frame.to_crs(FLAT)

    days = write("maps", {"day": np.arange(len(maps))}, maps)
    flat = flat_of(days)
    flat.geometry = shapely.make_valid(flat.geometry.to_numpy())
    flat.to_parquet(folder / "maps_flat.parquet")
    places = write("places", {"id": np.arange(len(lon))}, gpd.points_from_xy(lon, lat))
    regions = flat_of(write("regions", {"code": [r.code for r in units(theatre)]}, [
        shapely.make_valid(shapely.polygonize([shapely.linestrings(ring) for ring in theatre.region_rings(r.code)]))
        for r in units(theatre)
    ]))  # fmt: skip
    regions.geometry = shapely.make_valid(regions.geometry.to_numpy())
    regions.to_parquet(folder / "regions_flat.parquet")
    land = shapely.union_all(regions.geometry.to_numpy()).buffer(-FRONT_OUTWARD_KM * 1000)
    write("land_flat", {"id": [0]}, [land], flat=True)
    anchors = [theatre.place(s.anchor) for s in theatre.sectors]
    points = gpd.GeoSeries(gpd.points_from_xy([a.lon for a in anchors], [a.lat for a in anchors]), crs=4326).to_crs(
        FLAT
    )
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points.to_numpy()), extend_to=land))
    own = [next(c for c in cells if c.contains(p)) & p.buffer(SECTOR_REACH_KM * 1000) for p in points]
    write("sectors_flat", {"id": [s.id for s in theatre.sectors]}, own, flat=True)
    for name, which in (("before", 0), ("after", 1)):
        rows = [p[which] for p in pairs]
        write(f"{name}_flat", {"period": np.arange(len(pairs))}, flat.geometry.to_numpy()[rows], flat=True)
    at = flat_of(places).geometry.to_numpy()[near]
    write("near_flat", {"id": np.arange(len(near))}, at, flat=True)
    angle = np.radians(np.arange(BEARINGS) * 360 / BEARINGS)
    x, y = (np.repeat(f(at), BEARINGS) for f in (shapely.get_x, shapely.get_y))
    tips = x + REACH_M * np.tile(np.sin(angle), len(at)), y + REACH_M * np.tile(np.cos(angle), len(at))
    rays = shapely.linestrings(np.stack([np.column_stack([x, y]), np.column_stack(tips)], axis=1))
    write("rays_flat", {"id": np.repeat(np.arange(len(near)), BEARINGS)}, rays, flat=True)
    return Files(folder, len(maps))


# ---------------------------------------------------------------- Shapely


def _wkb(path: str, days: int | None = None) -> Any:
    import pyarrow.parquet as pq

    return shapely.from_wkb(pq.read_table(path)["geometry"].to_numpy()[:days])


def shapely_history(f: Files, days: int) -> Any:
    """Every map prepared, then all places at once."""
    places, columns = _wkb(f.path("places")), []
    x, y = shapely.get_x(places), shapely.get_y(places)
    for polygon in _wkb(f.path("maps"), days):
        shapely.prepare(polygon)
        columns.append(shapely.contains_xy(polygon, x, y))
        shapely.destroy_prepared(polygon)
    return np.stack(columns, axis=1)


def shapely_area(f: Files, days: int) -> Any:
    """Vectorised intersections of all maps with all regions whose boxes meet."""
    maps, regions = _wkb(f.path("maps_flat"), days), _wkb(f.path("regions_flat"))
    shapely.prepare(regions)
    day, region = shapely.STRtree(regions).query(maps, predicate="intersects")
    found = np.zeros((len(maps), len(regions)))
    found[day, region] = shapely.area(shapely.intersection(maps[day], regions[region])) / 1e6
    return found


def shapely_front(f: Files, days: int) -> Any:
    """The maps' boundaries inside the land less a strip of 2.5 km, and the same simplified."""
    land = _wkb(f.path("land_flat"))[0]
    shapely.prepare(land)
    lines = shapely.line_merge(shapely.intersection(shapely.boundary(_wkb(f.path("maps_flat"), days)), land))
    return np.column_stack([shapely.length(lines), shapely.length(shapely.simplify(lines, 2000.0))]) / 1000


def shapely_gains(f: Files, days: int) -> Any:
    """Differences of the months' maps both ways, cut by all sectors."""
    before, after, sectors = _wkb(f.path("before_flat")), _wkb(f.path("after_flat")), _wkb(f.path("sectors_flat"))
    changed = [shapely.difference(after, before), shapely.difference(before, after)]
    return np.stack([shapely.area(shapely.intersection(c[:, None], sectors[None, :])) / 1e6 for c in changed], axis=2)


def shapely_near(f: Files, days: int, points: int) -> Any:
    """Distances of prepared points, and rays met by prepared maps."""
    places, rays = _wkb(f.path("near_flat"))[:points], _wkb(f.path("rays_flat"))[: points * BEARINGS]
    km, count = [], []
    for polygon in _wkb(f.path("maps_flat"), days):
        shapely.prepare(polygon)
        km.append(shapely.distance(polygon, places) / 1000)
        count.append(shapely.intersects(polygon, rays).reshape(points, BEARINGS).sum(axis=1))
    return np.stack([np.stack(km, axis=1), np.stack(count, axis=1)])


# ---------------------------------------------------------------- GeoPandas


def geopandas_history(f: Files, days: int) -> Any:
    """One spatial join of all places with all maps."""
    import geopandas as gpd

    joined = gpd.sjoin(
        gpd.read_parquet(f.path("places")), gpd.read_parquet(f.path("maps")).head(days), predicate="within"
    )
    return joined[["id", "day"]].to_numpy()


def geopandas_area(f: Files, days: int) -> Any:
    """An overlay of maps and regions."""
    import geopandas as gpd

    pieces = gpd.overlay(
        gpd.read_parquet(f.path("maps_flat")).head(days), gpd.read_parquet(f.path("regions_flat")), keep_geom_type=True
    )
    return pieces.area.groupby([pieces["day"], pieces["code"]]).sum() / 1e6


def geopandas_front(f: Files, days: int) -> Any:
    """Boundaries clipped to the land, their lengths, and those of the simplified."""
    import geopandas as gpd

    edge = gpd.read_parquet(f.path("maps_flat")).head(days).boundary
    lines = edge.intersection(gpd.read_parquet(f.path("land_flat")).geometry[0]).line_merge()
    return np.column_stack([lines.length, lines.simplify(2000.0).length]) / 1000


def geopandas_gains(f: Files, days: int) -> Any:
    """Differences both ways, overlaid with the sectors."""
    import geopandas as gpd

    before, after = gpd.read_parquet(f.path("before_flat")), gpd.read_parquet(f.path("after_flat"))
    sectors, found = gpd.read_parquet(f.path("sectors_flat")), []
    for a, b in ((after, before), (before, after)):
        changed = gpd.GeoDataFrame({"period": a["period"]}, geometry=a.difference(b), crs=FLAT)
        pieces = gpd.overlay(changed, sectors, keep_geom_type=True)
        found.append(pieces.area.groupby([pieces["period"], pieces["id"]]).sum() / 1e6)
    return found


def geopandas_near(f: Files, days: int, points: int) -> Any:
    """Distances map by map, and one spatial join of rays and maps."""
    import geopandas as gpd

    places, maps = gpd.read_parquet(f.path("near_flat")).head(points), gpd.read_parquet(f.path("maps_flat")).head(days)
    rays = gpd.read_parquet(f.path("rays_flat")).head(points * BEARINGS)
    km = np.stack([places.distance(polygon) / 1000 for polygon in maps.geometry], axis=1)
    return km, gpd.sjoin(rays, maps, predicate="intersects").groupby(["id", "day"]).size()


# ---------------------------------------------------------------- SQL: DuckDB spatial and SedonaDB

SQL = {
    "history": "SELECT p.id, m.day FROM places p JOIN maps m ON ST_Contains(m.geometry, p.geometry) "
    "WHERE m.day < {days}",
    "area": "SELECT m.day, r.code, ST_Area(ST_Intersection(m.geometry, r.geometry)) / 1e6 AS km2 "
    "FROM maps_flat m JOIN regions_flat r ON ST_Intersects(m.geometry, r.geometry) WHERE m.day < {days}",
    "front": "SELECT day, ST_Length(line) / 1000 AS drawn, ST_Length(ST_Simplify(line, 2000.0)) / 1000 AS coarse "
    "FROM (SELECT m.day, ST_LineMerge(ST_Intersection(ST_Boundary(m.geometry), l.geometry)) AS line "
    "FROM maps_flat m CROSS JOIN land_flat l WHERE m.day < {days}) AS t",
    "gains": "SELECT t.period, s.id, ST_Area(ST_Intersection(t.gained, s.geometry)) / 1e6 AS gained, "
    "ST_Area(ST_Intersection(t.lost, s.geometry)) / 1e6 AS lost FROM (SELECT a.period, "
    "ST_Difference(a.geometry, b.geometry) AS gained, ST_Difference(b.geometry, a.geometry) AS lost "
    "FROM after_flat a JOIN before_flat b ON a.period = b.period) AS t CROSS JOIN sectors_flat s",
    "near": "SELECT p.id, m.day, ST_Distance(p.geometry, m.geometry) / 1000 AS km FROM near_flat p CROSS JOIN "
    "maps_flat m WHERE p.id < {points} AND m.day < {days}",
    "bearings": "SELECT r.id, m.day, count(*) AS bearings FROM rays_flat r JOIN maps_flat m ON "
    "ST_Intersects(m.geometry, r.geometry) WHERE r.id < {points} AND m.day < {days} GROUP BY r.id, m.day",
}
TABLES = ("places", "maps", "maps_flat", "regions_flat", "land_flat", "before_flat", "after_flat", "sectors_flat",
          "near_flat", "rays_flat")  # fmt: skip


def duckdb_asks(what: str) -> Callable[..., Any]:
    """A question in SQL to a fresh DuckDB, straight from the files."""

    def ask(f: Files, days: int, points: int = 0) -> Any:
        import duckdb
        import duckdb_extension_spatial as spatial

        db = duckdb.connect()
        (found,) = Path(spatial.__file__).parent.rglob("spatial.duckdb_extension")
        db.execute(f"LOAD '{found}'")
        for table in TABLES:
            db.execute(f"CREATE VIEW {table} AS SELECT * FROM '{f.folder / table}.parquet'")
        asked = [SQL[what]] + ([SQL["bearings"]] if what == "near" else [])
        return [db.execute(q.format(days=days, points=points)).fetchnumpy() for q in asked]

    return ask


def sedona_asks(what: str) -> Callable[..., Any]:
    """The same question to a fresh SedonaDB."""

    def ask(f: Files, days: int, points: int = 0) -> Any:
        import sedona.db

        db = sedona.db.connect()
        for table in TABLES:
            db.read_parquet(str(f.folder / f"{table}.parquet")).to_view(table)
        asked = [SQL[what]] + ([SQL["bearings"]] if what == "near" else [])
        return [db.sql(q.format(days=days, points=points)).to_arrow_table() for q in asked]

    return ask


PEERS: dict[str, dict[str, Callable[..., Any]]] = {
    what: {
        "shapely": globals()[f"shapely_{what}"],
        "geopandas": globals()[f"geopandas_{what}"],
        "duckdb spatial": duckdb_asks(what),
        "sedonadb": sedona_asks(what),
    }
    for what in ("history", "area", "front", "gains", "near")
}
