"""The sheets of a folder: GeoJSON files, layers of GeoPackage, Shapefile and FlatGeobuf, GeoParquet files.

GDAL tells a file's format by its content and can be led elsewhere by it, so a file is given to it only when its first
bytes are those of its ending.
"""

from __future__ import annotations

import json
import sqlite3
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from frontwatch.ground.errors import BadSource, DamagedMap
from frontwatch.ground.settings import MAX_FEATURES, MAX_MAP_BYTES, MAX_SHEETS
from frontwatch.ground.sources.files import SUFFIXES, MapFile, Sheet, map_files
from frontwatch.ground.sources.geojson import Feature

FIRST_BYTES = {".gpkg": b"SQLite format 3\0", ".shp": b"\0\0\x27\x0a", ".fgb": b"fgb"}
PARQUET = (".parquet", ".geoparquet")
ENDINGS = (*SUFFIXES, *FIRST_BYTES, *PARQUET)
WGS84 = ("EPSG:4326", "OGC:CRS84")
_OGR_FAULTS = (RuntimeError, ValueError, LookupError, OSError, NameError, TypeError)
"""What pyogrio raises of damaged files: its own errors are RuntimeErrors, but bytes that are no text end in others."""


def sheets(
    path: Path, columns: Sequence[str], progress: Callable[[float], None] = lambda share: None
) -> Iterator[Sheet]:
    """The sheets of a folder, by name; of one file; or the GeoJSON files of an archive.

    Args:
        columns: the attributes to read, where the format allows to choose.
        progress: told the share of the files that has been read, 0 to 1.
    Raises: BadSource: no such folder or file, or too many.
    """
    if path.is_file() and path.suffix.lower() not in ENDINGS:
        yield from map_files(path, progress)
        return
    if not path.exists():
        raise BadSource(f"{path}: no such folder or file; give the folder that holds the maps.")
    folder = path if path.is_dir() else path.parent
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    files = [file for file in files if file.suffix.lower() in ENDINGS]
    if len(files) > MAX_SHEETS:
        raise BadSource(f"{path}: holds more than {MAX_SHEETS:,} files; give a folder of maps only.")
    for n, file in enumerate(files):
        yield from _sheets(file, file.relative_to(folder).as_posix(), tuple(columns))
        progress((n + 1) / len(files))


def _sheets(file: Path, name: str, columns: tuple[str, ...]) -> Iterator[Sheet]:
    ending = file.suffix.lower()
    try:
        _sized(file, name)
        if ending in SUFFIXES:
            yield MapFile(name, file.read_bytes())
        elif ending in PARQUET:
            yield Parquet(name, file, columns)
        else:
            yield from (OgrLayer(name, file, layer, columns) for layer in _layers(file, name))
    except DamagedMap as damaged:
        yield Damaged(name, damaged)


@dataclass(frozen=True, slots=True)
class Damaged:
    """A file that could not even be opened: says so when it is read."""

    origin: str
    error: DamagedMap

    @property
    def name(self) -> str:
        return self.origin

    def features(self) -> list[Feature]:
        raise self.error


@dataclass(frozen=True, slots=True)
class OgrLayer:
    """One layer of a GeoPackage, a Shapefile or a FlatGeobuf."""

    origin: str
    file: Path
    layer: str
    columns: tuple[str, ...]

    @property
    def name(self) -> str:
        """The file's path, and the layer's name where it is not the file's."""
        return self.origin if self.layer == self.file.stem else f"{self.origin}/{self.layer}"

    def features(self) -> list[Feature]:
        """Raises: DamagedMap: not to be read, not in WGS84, or too much."""
        import pyogrio

        try:
            with _quiet():
                meta, _, geometry, values = pyogrio.raw.read(
                    self.file.resolve(),
                    layer=self.layer,
                    columns=list(self.columns),
                    force_2d=True,
                    max_features=MAX_FEATURES + 1,
                )
        except _OGR_FAULTS as error:
            raise _unread(self.name, error) from error
        _in_wgs84(self.name, meta["crs"])
        rows = [dict(zip(meta["fields"], row, strict=True)) for row in zip(*values, strict=True)]
        return _features(self.name, [] if geometry is None else geometry.tolist(), rows)


@dataclass(frozen=True, slots=True)
class Parquet:
    """One GeoParquet file."""

    origin: str
    file: Path
    columns: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.origin

    def features(self) -> list[Feature]:
        """Raises: DamagedMap: not to be read, no GeoParquet, not in WGS84, or too much."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        geometry: list[Any] = []
        rows: list[dict[str, Any]] = []
        size = 0
        try:
            with pq.ParquetFile(self.file, thrift_string_size_limit=MAX_MAP_BYTES) as opened:
                column = _geometry_column(self.name, opened.schema_arrow.metadata or {})
                groups = (opened.metadata.row_group(n) for n in range(opened.metadata.num_row_groups))
                if sum(group.total_byte_size for group in groups) > MAX_MAP_BYTES:
                    raise _too_much(self.name)
                kept = [name for name in self.columns if name in opened.schema_arrow.names]
                for batch in opened.iter_batches(256, columns=[column, *kept], use_threads=False):
                    size += batch.nbytes
                    if size > MAX_MAP_BYTES or len(geometry) > MAX_FEATURES:
                        raise _too_much(self.name)
                    geometry += batch.column(column).to_pylist()
                    rows += batch.select(kept).to_pylist() if kept else [{}] * len(batch)
        except (pa.ArrowException, OSError, KeyError, ValueError, MemoryError) as error:
            raise _unread(self.name, error) from error
        return _features(self.name, geometry, rows)


def _features(name: str, geometry: list[Any], rows: list[dict[str, Any]]) -> list[Feature]:
    if len(geometry) > MAX_FEATURES:
        raise _too_much(name)
    if not all(isinstance(drawn, bytes) and drawn for drawn in geometry):
        raise DamagedMap(name, "has a feature without a geometry")
    properties = rows or [{}] * len(geometry)
    return [Feature(msgspec.Raw(drawn), told) for drawn, told in zip(geometry, properties, strict=True)]


def _geometry_column(name: str, metadata: Mapping[bytes, bytes]) -> str:
    """The column of the geometry, in WKB and in WGS84.

    Source: GeoParquet 1.1.0, https://geoparquet.org/releases/v1.1.0/ ("geo" metadata; no ``crs`` means OGC:CRS84).
    """
    try:
        geo = json.loads(metadata[b"geo"])
        column: str = geo["primary_column"]
        told = geo["columns"][column]
        crs = told.get("crs", {"id": {"authority": "OGC", "code": "CRS84"}}) or {}
        where = "{authority}:{code}".format(**crs.get("id", {"authority": "", "code": ""}))
        encoding = told["encoding"]
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise DamagedMap(name, 'is no GeoParquet: its "geo" metadata is missing or damaged') from error
    if encoding != "WKB":
        raise DamagedMap(name, f"holds its geometry as {str(encoding)[:20]}; write it as WKB")
    _in_wgs84(name, where)
    return column


def _layers(file: Path, name: str) -> list[str]:
    import pyogrio

    with file.open("rb") as opened:
        first = FIRST_BYTES[file.suffix.lower()]
        if opened.read(len(first)) != first:
            raise DamagedMap(name, f"is no whole {file.suffix.lower()} file by its first bytes")
    if file.suffix.lower() == ".gpkg":
        _without_views(file, name)
    try:
        with _quiet():
            layers: list[str] = pyogrio.list_layers(file.resolve())[:, 0].tolist()
    except _OGR_FAULTS as error:
        raise _unread(name, error) from error
    return layers


@contextmanager
def _quiet() -> Iterator[None]:
    """What GDAL warns of is refused here or does not matter."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _without_views(file: Path, name: str) -> None:
    """A view is a query that runs when it is read, and can be made never to end."""
    try:
        with sqlite3.connect(f"file:{file.resolve().as_posix()}?mode=ro&immutable=1", uri=True) as opened:
            (views,) = opened.execute("SELECT count(*) FROM sqlite_master WHERE type = 'view'").fetchone()
        opened.close()
    except (sqlite3.Error, ValueError) as error:
        raise _unread(name, error) from error
    if views:
        raise DamagedMap(name, "has a view where a table of ground should be")


def _sized(file: Path, name: str) -> None:
    if file.stat().st_size > MAX_MAP_BYTES:
        raise _too_much(name)


def _in_wgs84(name: str, crs: object) -> None:
    if crs not in WGS84:
        told = " ".join(str(crs).split())[:40] if crs and crs != ":" else "not told"
        raise DamagedMap(name, f"has a coordinate system that is {told}; give longitude and latitude in WGS84")


def _unread(name: str, error: Exception) -> DamagedMap:
    return DamagedMap(name, f"cannot be read ({' '.join(str(error).split())[:120]})")


def _too_much(name: str) -> DamagedMap:
    return DamagedMap(name, f"is more than a map can be ({MAX_MAP_BYTES >> 20} MB unpacked, {MAX_FEATURES:,} features)")
