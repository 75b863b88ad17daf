"""The publishers whose maps can be imported, in the order in which a map is offered to them."""

from __future__ import annotations

from frontwatch.ground.errors import DamagedMap
from frontwatch.ground.sources import deepstate_archive, deepstate_daily
from frontwatch.ground.sources.geojson import Feature
from frontwatch.ground.sources.source import Source

SOURCES: tuple[Source, ...] = (deepstate_archive, deepstate_daily)


def source_of(features: list[Feature], file: str) -> Source:
    """The first source that recognises the map.

    Raises: DamagedMap: none does.
    """
    for source in SOURCES:
        if source.recognises(features):
            return source
    known = ", ".join(source.NAME for source in SOURCES)
    raise DamagedMap(file, f"is drawn in no way that this version reads ({known})")
