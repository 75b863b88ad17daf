"""The publishers whose maps can be imported, in the order in which a map is offered to them."""

from __future__ import annotations

from pathlib import Path

from frontwatch.ground.errors import BadSource, DamagedMap
from frontwatch.ground.sources import deepstate_archive, deepstate_daily, isw, viina
from frontwatch.ground.sources.geojson import Feature
from frontwatch.ground.sources.source import Source, TableSource

DRAWN: tuple[Source, ...] = (isw, deepstate_archive, deepstate_daily)
TABLES: tuple[TableSource, ...] = (viina,)
SOURCES: tuple[Source | TableSource, ...] = (*DRAWN, *TABLES)


def source_named(name: str) -> Source | TableSource:
    """The source of a name. Raises: BadSource: there is none; the message lists them."""
    for source in SOURCES:
        if name == source.NAME:
            return source
    known = ", ".join(source.NAME for source in SOURCES)
    raise BadSource(f"There is no source {name!r}; give one of {known}, or describe a folder of your own.")


def source_of(features: list[Feature], file: str) -> Source | None:
    """The first source that recognises the map; None where nothing is drawn on it, so that nobody can tell.

    Raises: DamagedMap: none does.
    """
    for source in DRAWN:
        if source.recognises(features, file):
            return source
    if not features:
        return None
    known = ", ".join(source.NAME for source in DRAWN)
    raise DamagedMap(
        file, f"is drawn in no way that this version reads ({known}); describe it in a source.toml (docs/sources.md)"
    )


def table_source_of(path: Path) -> TableSource | None:
    """The first source of which the file, or the folder's files, are tables; None where they are none."""
    return next((source for source in TABLES if source.recognises_table(path)), None)
