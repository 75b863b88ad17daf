"""A publisher's sheets, read one after the other, to maps: each layer's polygons without overlaps, as edges."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from frontwatch.ground.build import EdgeArray, SourceMap, edges_of_polygons
from frontwatch.ground.errors import BadSource, DamagedMap
from frontwatch.ground.format import Layer, RecordMeta
from frontwatch.ground.sources.files import MapFile, Sheet
from frontwatch.ground.sources.geojson import Feature, polygons_of
from frontwatch.ground.sources.source import SheetSource, Source
from frontwatch.ground.sources.sources import source_of
from frontwatch.ground.sources.stamps import Stamp, sheet_stamp, stamp_of

if TYPE_CHECKING:
    from shapely import Polygon

Known = dict[bytes, list["Polygon"]]
Keys = dict[Layer, list[bytes]]
"""What is drawn in each layer, by the keys of the geometries."""
Drawn = tuple[tuple[Layer, tuple[bytes, ...]], ...]
"""A map's layers, each with the keys of the geometries drawn in it."""
Layers = tuple[tuple[Layer, EdgeArray], ...]


@dataclass(slots=True)
class Drawing:
    """Reads sheet after sheet; what did not change since the last map is not cut again.

    Where a file is a map, ``read`` gives it; where a map lies on several sheets, ``bound`` does, once all are read.
    """

    source: Source | None = None
    polygons: Known = field(default_factory=dict)
    united: dict[tuple[bytes, ...], list[Polygon]] = field(default_factory=dict)
    cut: dict[Drawn, Layers] = field(default_factory=dict)
    told: dict[object, tuple[str, str, object]] = field(default_factory=dict)
    """For each map (or layer of one) the file and the sheet that told it, and what it told."""
    pages: dict[Stamp, Keys] = field(default_factory=dict)
    """What the sheets show of each map."""
    spoilt: dict[Stamp, str] = field(default_factory=dict)
    """Maps of which a sheet is damaged: the other sheets alone would tell the map wrong."""

    def read(self, sheet: Sheet) -> SourceMap | None:
        """The map of a sheet; None where it is a part of one, or holds several.

        Raises: DamagedMap.
        """
        if self.source is None:
            self.source = self._source_of(sheet)
        if isinstance(self.source, SheetSource):
            self._page(sheet, self.source)
            return None
        return self._map(sheet)

    def bound(self, stamp: Stamp) -> SourceMap:
        """The map that the sheets of a stamp show together.

        Raises: DamagedMap: one of them is damaged, or the layer is absent without which they are no map.
        """
        assert isinstance(self.source, SheetSource)
        keys, needed = self.pages[stamp], self.source.NEEDED
        if stamp in self.spoilt:
            raise DamagedMap(f"{stamp.day}", f"is no whole map without {self.spoilt[stamp]}")
        if needed is not None and needed not in keys:
            raise DamagedMap(f"{stamp.day}", f"has no sheet of the layer {needed.name}, without which it is no map")
        shown = sorted(f"{layer.name} {key.hex()}" for layer in keys for key in keys[layer])
        sha = hashlib.sha256("\n".join(shown).encode()).hexdigest()
        return SourceMap(stamp.day, stamp.published, sha, self._edges(keys, f"{stamp.day}"))

    @property
    def stamps(self) -> list[Stamp]:
        """Of the maps that lie on several sheets, in the order of time."""
        return sorted(self.pages, key=lambda stamp: (stamp.day, str(stamp.published)))

    def meta(self, maps: list[SourceMap]) -> RecordMeta:
        """What the record says of itself: of a source of sheets, only the layers that a map shows."""
        assert self.source is not None
        meta = self.source.META
        if not isinstance(self.source, SheetSource):
            return meta
        shown = {layer for m in maps for layer, _ in m.layers}
        layers = tuple(layer for layer in meta.layers if layer in shown)
        return replace(meta, layers=layers, has_published=any(m.published for m in maps))

    def _source_of(self, sheet: Sheet) -> Source:
        try:
            source = source_of(sheet.features(), sheet.name)
        except DamagedMap:
            self._spoil(sheet, ())
            raise
        if source is None:
            raise DamagedMap(sheet.name, "shows no ground at all: an empty map")
        return source

    # ------------------------------------------------------------ a file, a map

    def _map(self, sheet: Sheet) -> SourceMap:
        assert isinstance(sheet, MapFile)
        stamp, sha = stamp_of(sheet.name), sheet.sha256
        self._once(stamp, sheet, sha)
        keys: Keys = {}
        for feature in sheet.features():
            self._draw(feature, sheet.name, keys)
        layers = self._edges(keys, sheet.name)
        self.told[stamp] = (sheet.origin, sheet.name, sha)
        return SourceMap(stamp.day, stamp.published, sha, layers)

    # ------------------------------------------------------------ sheets

    def _page(self, sheet: Sheet, source: SheetSource) -> None:
        shown: dict[Stamp, Keys] = {}
        features: list[Feature] = []
        try:
            features = sheet.features()
            for feature in features:
                self._draw(feature, sheet.name, shown.setdefault(source.stamp_of(feature, sheet.name), {}))
            if not features:
                shown[sheet_stamp(sheet.name)] = {}
            told = list(_units(shown, source))
            for unit, what in told:
                self._once(unit, sheet, what)
        except DamagedMap as damaged:
            self._spoil(sheet, set(_stamps_of(features, sheet.name, source)))
            if source.SHEET == "part" and not any(name == sheet.name for name in self.spoilt.values()):
                raise BadSource(
                    f"{damaged}; it cannot be left out, as it may show a part of any day: mend it, or remove it."
                ) from damaged
            raise
        self.told.update({unit: (sheet.origin, sheet.name, what) for unit, what in told})
        for stamp, keys in shown.items():
            page = self.pages.setdefault(stamp, {})
            for layer, drawn in keys.items():
                page[layer] = list(dict.fromkeys([*page.get(layer, ()), *drawn]))

    def _spoil(self, sheet: Sheet, stamps: Iterable[Stamp]) -> None:
        """The maps of a damaged sheet, as far as its features, else its name, tell them."""
        for stamp in tuple(stamps) or _stamps_in(sheet.name):
            self.spoilt.setdefault(stamp, sheet.name)

    def _once(self, unit: object, sheet: Sheet, what: object) -> None:
        """Raises: DamagedMap: the same map, or layer of it, is told otherwise, and not by another layer of the file."""
        origin, name, earlier = self.told.get(unit, (sheet.origin, sheet.name, what))
        if earlier != what and (origin != sheet.origin or name == sheet.name):
            raise DamagedMap(sheet.name, f"is of the same day as {name} but differs from it: a day can be given once")

    # ------------------------------------------------------------ geometry

    def _draw(self, feature: Feature, file: str, keys: Keys) -> None:
        """Add a feature to its layer, if it shows ground that is kept."""
        assert self.source is not None
        layer = self.source.layer_of(feature, file)
        if layer is None:
            return
        geometry = bytes(feature.geometry)
        key = hashlib.sha256(geometry).digest()
        if key not in self.polygons:
            self.polygons[key] = polygons_of(geometry, file, self.source.BOUNDS, strays=self.source.STRAYS)
        if self.polygons[key]:
            keys.setdefault(layer, []).append(key)

    def _edges(self, keys: Keys, file: str) -> Layers:
        assert self.source is not None
        if not keys:
            raise DamagedMap(file, "shows no ground at all: an empty map")
        drawn = tuple((layer, tuple(keys[layer])) for layer in self.source.META.layers if layer in keys)
        if drawn not in self.cut:
            self.cut = {drawn: self._cut(drawn)}
        return self.cut[drawn]

    def _cut(self, drawn: Drawn) -> Layers:
        """Each layer without overlaps; contested ground is only what no side holds, and lies in one layer alone."""
        import shapely

        united = {layer: self.united.get(keys) or self._unite(keys) for layer, keys in drawn}
        self.united = {keys: united[layer] for layer, keys in drawn}
        taken = [part for layer, parts in united.items() if layer.status == "held" for part in parts]
        layers: list[tuple[Layer, EdgeArray]] = []
        for layer, parts in united.items():
            if layer.status == "contested":
                if taken:
                    parts = _parts(
                        shapely.difference(shapely.MultiPolygon(parts), shapely.MultiPolygon(_united(taken)))
                    )
                taken = [*taken, *parts]
            layers.append((layer, edges_of_polygons(parts)))
        return tuple(layers)

    def _unite(self, keys: tuple[bytes, ...]) -> list[Polygon]:
        return _united([part for key in keys for part in self.polygons[key]])


def _units(shown: dict[Stamp, Keys], source: SheetSource) -> Iterator[tuple[object, object]]:
    """What a sheet may tell once: a map, or a layer of one, and what it tells; nothing where it may tell a part."""
    if source.SHEET == "map":
        yield from shown.items()
    elif source.SHEET == "layer":
        yield from (((stamp, layer), drawn) for stamp, keys in shown.items() for layer, drawn in keys.items())


def _stamps_of(features: Iterable[Feature], name: str, source: SheetSource) -> Iterator[Stamp]:
    """Of the features that tell one."""
    for feature in features:
        with suppress(DamagedMap):
            yield source.stamp_of(feature, name)


def _stamps_in(name: str) -> list[Stamp]:
    try:
        return [sheet_stamp(name)]
    except DamagedMap:
        return []


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
