"""A publisher's sheets, read one after the other, to maps: each layer's polygons without overlaps, as edges."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from frontwatch.ground.build import EdgeArray, SourceMap, edges_of_polygons
from frontwatch.ground.drawing import DrawnFeature
from frontwatch.ground.errors import BadSource, DamagedMap
from frontwatch.ground.format import Layer, RecordMeta
from frontwatch.ground.sources.files import MapFile, Sheet
from frontwatch.ground.sources.geojson import Feature, drawn_of
from frontwatch.ground.sources.polygons import Drawn, Ground, polygons_of
from frontwatch.ground.sources.source import SheetSource, Source
from frontwatch.ground.sources.sources import source_of
from frontwatch.ground.sources.stamps import Stamp, sheet_stamp, stamp_of

if TYPE_CHECKING:
    from shapely import Polygon

Known = dict[bytes, tuple[Drawn, Ground]]
"""Geometries seen, by the hash of their bytes."""
Page = list[tuple[Layer, bytes]]
"""The layer and the geometry's key of each feature that shows ground, in order."""
Shown = tuple[tuple[Layer, tuple[bytes, ...]], ...]
"""A map's layers, each with the keys of the geometries drawn in it."""
Layers = tuple[tuple[Layer, EdgeArray], ...]


@dataclass(slots=True)
class Assembly:
    """Reads sheet after sheet; what did not change since the last map is not cut again.

    Where a file is a map, ``read`` gives it; where a map lies on several sheets, ``bound`` does, once all are read.
    """

    source: Source | None = None
    known: Known = field(default_factory=dict)
    united: dict[tuple[bytes, ...], list[Polygon]] = field(default_factory=dict)
    cut: dict[Shown, Layers] = field(default_factory=dict)
    told: dict[object, tuple[str, str, object]] = field(default_factory=dict)
    """For each map (or layer of one) the file and the sheet that told it, and what it told."""
    pages: dict[Stamp, Page] = field(default_factory=dict)
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
        page, needed = self.pages[stamp], self.source.NEEDED
        if stamp in self.spoilt:
            raise DamagedMap(f"{stamp.day}", f"is no whole map without {self.spoilt[stamp]}")
        if needed is not None and needed not in [layer for layer, _ in page]:
            raise DamagedMap(f"{stamp.day}", f"has no sheet of the layer {needed.name}, without which it is no map")
        shown = sorted(f"{layer.name} {key.hex()}" for layer, key in page)
        sha = hashlib.sha256("\n".join(shown).encode()).hexdigest()
        return SourceMap(stamp.day, stamp.published, sha, self._edges(page, f"{stamp.day}"), self._drawn(page))

    @property
    def stamps(self) -> list[Stamp]:
        """Of the maps that lie on several sheets, in the order of time."""
        return sorted(self.pages, key=lambda stamp: (stamp.day, str(stamp.published)))

    @property
    def meta(self) -> RecordMeta:
        """What the record says of itself: of a source of sheets, only the layers that its sheets show."""
        assert self.source is not None
        meta = self.source.META
        if not isinstance(self.source, SheetSource):
            return meta
        shown = {layer for page in self.pages.values() for layer, _ in page}
        layers = tuple(layer for layer in meta.layers if layer in shown)
        return replace(meta, layers=layers, has_published=any(stamp.published for stamp in self.pages))

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
        page: Page = []
        for feature in sheet.features():
            self._show(feature, sheet.name, page)
        layers = self._edges(page, sheet.name)
        self.told[stamp] = (sheet.origin, sheet.name, sha)
        return SourceMap(stamp.day, stamp.published, sha, layers, self._drawn(page))

    # ------------------------------------------------------------ sheets

    def _page(self, sheet: Sheet, source: SheetSource) -> None:
        shown: dict[Stamp, Page] = {}
        features: list[Feature] = []
        try:
            features = sheet.features()
            for feature in features:
                self._show(feature, sheet.name, shown.setdefault(source.stamp_of(feature, sheet.name), []))
            if not features:
                shown[sheet_stamp(sheet.name)] = []
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
        for stamp, page in shown.items():
            self.pages[stamp] = list(dict.fromkeys([*self.pages.get(stamp, ()), *page]))

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

    def _show(self, feature: Feature, file: str, page: Page) -> None:
        """Add a feature to the page, if it shows a layer; its geometry is read where it was not seen before."""
        assert self.source is not None
        layer = self.source.layer_of(feature, file)
        if layer is None:
            return
        geometry = bytes(feature.geometry)
        key = hashlib.sha256(geometry).digest()
        if key not in self.known:
            drawn = drawn_of(geometry, file)
            self.known[key] = (drawn, polygons_of(drawn, file, self.source.BOUNDS, strays=self.source.STRAYS))
        page.append((layer, key))

    def _drawn(self, page: Page) -> tuple[DrawnFeature, ...]:
        layers = self.meta.layers
        drawn = [(layers.index(layer), self.known[key][0]) for layer, key in page]
        return tuple(DrawnFeature(layer, d.several, d.polygons) for layer, d in drawn if d.polygons)

    def _edges(self, page: Page, file: str) -> Layers:
        assert self.source is not None
        keys: dict[Layer, list[bytes]] = {}
        for layer, key in page:
            if self.known[key][1].polygons:
                keys.setdefault(layer, []).append(key)
        if not keys:
            raise DamagedMap(file, "shows no ground at all: an empty map")
        shown = tuple((layer, tuple(keys[layer])) for layer in self.source.META.layers if layer in keys)
        if shown not in self.cut:
            self.cut = {shown: self._cut(shown)}
        return self.cut[shown]

    def _cut(self, shown: Shown) -> Layers:
        """Each layer without overlaps; contested ground is only what no side holds, and lies in one layer alone."""
        import shapely

        united = {layer: self.united.get(keys) or self._unite(keys) for layer, keys in shown}
        self.united = {keys: united[layer] for layer, keys in shown}
        held = [parts for layer, parts in united.items() if layer.status == "held"]
        taken = held[0] if len(held) == 1 else _united([part for parts in held for part in parts])
        layers: list[tuple[Layer, EdgeArray]] = []
        for layer, parts in united.items():
            if layer.status == "contested":
                if taken:
                    parts = _parts(shapely.difference(shapely.MultiPolygon(parts), shapely.MultiPolygon(taken)))
                if layer != shown[-1][0]:
                    taken = _united([*taken, *parts])
            layers.append((layer, edges_of_polygons(parts)))
        return tuple(layers)

    def _unite(self, keys: tuple[bytes, ...]) -> list[Polygon]:
        grounds = [self.known[key][1] for key in keys]
        if len(grounds) == 1 and grounds[0].apart:
            return grounds[0].polygons
        return _united([part for ground in grounds for part in ground.polygons])


def _units(shown: dict[Stamp, Page], source: SheetSource) -> Iterator[tuple[object, object]]:
    """What a sheet may tell once: a map, or a layer of one, and what it tells; nothing where it may tell a part."""
    if source.SHEET == "map":
        yield from shown.items()
    elif source.SHEET == "layer":
        for stamp, page in shown.items():
            for layer in dict.fromkeys(layer for layer, _ in page):
                yield (stamp, layer), [key for its, key in page if its == layer]


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
