"""What a publisher's reader must offer: how to know its maps, what it is, and which polygons are which layer."""

from __future__ import annotations

from typing import Protocol

from frontwatch.ground.format import Layer, RecordMeta
from frontwatch.ground.sources.geojson import Bounds, Feature


class Source(Protocol):
    """One publisher's way of drawing; a module with these names is one."""

    @property
    def NAME(self) -> str: ...  # noqa: N802
    @property
    def META(self) -> RecordMeta: ...  # noqa: N802
    @property
    def BOUNDS(self) -> Bounds: ...  # noqa: N802
    @property
    def STRAYS(self) -> bool: ...  # noqa: N802

    def recognises(self, features: list[Feature]) -> bool:
        """Whether this map, the first of a source, is drawn in this publisher's way."""

    def layer_of(self, feature: Feature, file: str) -> Layer | None:
        """Which of META's layers the feature belongs to; None where it shows nothing that is kept.

        Raises: DamagedMap: the feature says something this reader does not know.
        """
