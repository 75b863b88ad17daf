"""A publisher's folder or archive of maps to a record's table: read, checked, united layer by layer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from frontwatch.ground.build import EdgeArray, SourceMap, build_record, edges_of_polygons, maps_of
from frontwatch.ground.drawing import DrawnFeature
from frontwatch.ground.errors import BadSource, DamagedMap
from frontwatch.ground.format import Layer, RecordTable
from frontwatch.ground.record import Record, record_of
from frontwatch.ground.sources.files import MapFile, map_files
from frontwatch.ground.sources.geojson import Drawn, Feature, Ground, drawn_of, polygons_of, read_features
from frontwatch.ground.sources.source import Source
from frontwatch.ground.sources.sources import source_of
from frontwatch.ground.sources.stamps import stamp_of

if TYPE_CHECKING:
    from shapely import Polygon

Known = dict[bytes, tuple[Drawn, Ground]]
"""Geometries seen, by the hash of their bytes."""
Shown = tuple[tuple[Layer, tuple[bytes, ...]], ...]
"""A map's layers, each with the keys of the geometries drawn in it."""
Layers = tuple[tuple[Layer, EdgeArray], ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import made, and what it left out."""

    table: RecordTable
    source: str
    skipped: tuple[DamagedMap, ...]


def import_maps(
    path: Path, *, skip_damaged: bool = False, progress: Callable[[float], None] = lambda share: None
) -> Imported:
    """All the maps of a folder, .zip or .tar.* as one table.

    Args:
        skip_damaged: leave damaged maps out and list them, instead of refusing the whole source.
        progress: told the share of the source that has been read, 0 to 1.
    Raises: BadSource: no map, or a source that cannot be trusted. DamagedMap: the first damaged map.
    """
    reader = _Reader()
    maps: list[SourceMap] = []
    skipped: list[DamagedMap] = []
    for file in map_files(path, progress):
        try:
            maps.append(reader.read(file))
        except DamagedMap as damaged:
            if not skip_damaged:
                raise _whole(damaged) from damaged
            skipped.append(damaged)
    if not maps or reader.source is None:
        left = f" ({len(skipped)} damaged)" if skipped else ""
        wanted = "give a folder or archive of .geojson files with a day in their names"
        raise BadSource(f"{path}: holds no map{left}; {wanted}.")
    return Imported(build_record(maps, reader.source.META), reader.source.NAME, tuple(skipped))


def added(record: Record, imported: Imported, seen: datetime) -> RecordTable:
    """The record with the imported maps added: what it knew stays, a map it has adds nothing.

    Another map of a day it has, without a publication time of its own, is a later version, published when first seen.

    Args:
        seen: when the source was read, UTC.
    Raises: BadSource: the maps are another publisher's.
    """
    new = record_of(imported.table)
    if new.meta != record.meta:
        raise BadSource(
            f"{record.path}: is a record of {record.meta.name}, but these maps are {new.meta.name}; give another -o."
        )
    old = maps_of(record)
    known = {(m.day, m.sha256) for m in old}
    days = {m.day for m in old}
    fresh = [m for m in maps_of(new) if (m.day, m.sha256) not in known]
    late = [replace(m, published=seen) if m.published is None and m.day in days else m for m in fresh]
    return build_record([*old, *late], record.meta)


def _whole(damaged: DamagedMap) -> DamagedMap:
    return DamagedMap(damaged.file, f"{damaged.why}; mend or remove it, or leave it out with --skip-damaged.")


@dataclass(slots=True)
class _Reader:
    """Reads map after map; what did not change since the last map is not cut again."""

    source: Source | None = None
    known: Known = field(default_factory=dict)
    united: dict[tuple[bytes, ...], list[Polygon]] = field(default_factory=dict)
    cut: dict[Shown, Layers] = field(default_factory=dict)
    days: dict[object, tuple[str, str]] = field(default_factory=dict)

    def read(self, file: MapFile) -> SourceMap:
        stamp, sha = stamp_of(file.name), hashlib.sha256(file.data).hexdigest()
        before, earlier_sha = self.days.get(stamp, (file.name, sha))
        if earlier_sha != sha:
            raise DamagedMap(file.name, f"is of the same day as {before} but differs from it: a day can be given once")
        features = read_features(file.data, file.name)
        if self.source is None and features:
            self.source = source_of(features, file.name)
        shown = self._shown(features, file.name)
        layers, drawn = self._layers(shown, file.name), self._drawn(shown)
        self.days[stamp] = (file.name, sha)
        return SourceMap(stamp.day, stamp.published, sha, layers, drawn)

    def _shown(self, features: list[Feature], file: str) -> list[tuple[Layer, bytes]]:
        """The layer and the geometry's key of each feature that shows ground, in order."""
        shown: list[tuple[Layer, bytes]] = []
        for feature in features:
            assert self.source is not None
            layer = self.source.layer_of(feature, file)
            if layer is not None:
                shown.append((layer, self._key(bytes(feature.geometry), file)))
        return shown

    def _layers(self, shown: list[tuple[Layer, bytes]], file: str) -> Layers:
        by_layer: dict[Layer, list[bytes]] = {}
        for layer, key in shown:
            if self.known[key][1].polygons:
                by_layer.setdefault(layer, []).append(key)
        if not by_layer:
            raise DamagedMap(file, "shows no ground at all: an empty map")
        order = tuple((layer, tuple(by_layer[layer])) for layer in sorted(by_layer, key=lambda layer: layer.name))
        if order not in self.cut:
            self.cut = {order: self._cut(order)}
        return self.cut[order]

    def _drawn(self, shown: list[tuple[Layer, bytes]]) -> tuple[DrawnFeature, ...]:
        assert self.source is not None
        layers = self.source.META.layers
        drawn = [(layers.index(layer), self.known[key][0]) for layer, key in shown]
        return tuple(DrawnFeature(layer, d.several, d.polygons) for layer, d in drawn if d.polygons)

    def _key(self, geometry: bytes, file: str) -> bytes:
        """The key under which a geometry is known, read where it was not seen before."""
        assert self.source is not None
        key = hashlib.sha256(geometry).digest()
        if key not in self.known:
            drawn = drawn_of(geometry, file)
            self.known[key] = (drawn, polygons_of(drawn, file, self.source.BOUNDS, strays=self.source.STRAYS))
        return key

    def _cut(self, shown: Shown) -> Layers:
        """Each layer without overlaps; contested ground is only what no side holds."""
        import shapely

        united = {layer: self.united.get(keys) or self._unite(keys) for layer, keys in shown}
        self.united = {keys: united[layer] for layer, keys in shown}
        held = [parts for layer, parts in united.items() if layer.status == "held"]
        taken = held[0] if len(held) == 1 else _united([part for parts in held for part in parts])
        layers: list[tuple[Layer, EdgeArray]] = []
        for layer, parts in united.items():
            if layer.status == "contested" and taken:
                parts = _parts(shapely.difference(shapely.MultiPolygon(parts), shapely.MultiPolygon(taken)))
            layers.append((layer, edges_of_polygons(parts)))
        return tuple(layers)

    def _unite(self, keys: tuple[bytes, ...]) -> list[Polygon]:
        grounds = [self.known[key][1] for key in keys]
        if len(grounds) == 1 and grounds[0].apart:
            return grounds[0].polygons
        return _united([part for ground in grounds for part in ground.polygons])


def _united(polygons: list[Polygon]) -> list[Polygon]:
    """The polygons as drawn where they do not overlap, else their union."""
    import shapely

    if shapely.MultiPolygon(polygons).is_valid:
        return polygons
    return _parts(shapely.union_all(polygons))


def _parts(shape: object) -> list[Polygon]:
    import shapely

    flat: Iterator[Polygon] = (p for p in shapely.get_parts(shape).tolist() if p.geom_type == "Polygon" and p.area > 0)
    return list(flat)
