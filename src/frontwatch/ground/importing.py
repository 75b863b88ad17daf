"""A publisher's maps to a record's table: read, checked, united layer by layer. ``import_maps`` is the one door."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from frontwatch.ground.assembling import Assembly
from frontwatch.ground.build import SourceMap, build_record, maps_of
from frontwatch.ground.errors import BadSource, DamagedMap
from frontwatch.ground.format import RecordTable
from frontwatch.ground.record import Record, record_of
from frontwatch.ground.sources.described import described, description_in
from frontwatch.ground.sources.files import Sheet, map_files
from frontwatch.ground.sources.sheets import ENDINGS, sheets
from frontwatch.ground.sources.source import Source, TableSource
from frontwatch.ground.sources.sources import source_named, table_source_of

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import made, and what it left out."""

    table: RecordTable
    source: str
    skipped: tuple[DamagedMap, ...]
    notes: tuple[str, ...] = ()
    """Sentences on what the source could not tell."""


def import_maps(
    path: Path,
    *,
    source: str | None = None,
    column: str | None = None,
    describe: Path | None = None,
    skip_damaged: bool = False,
    progress: Progress = lambda share: None,
) -> Imported:
    """All the maps of a folder, .zip or .tar.*, or a table of settlements, as one table.

    Args:
        source: the name of one of ``SOURCES``; None: the one that the folder's description, or what it holds, tells.
        column: of a table of settlements, the publisher whose answers are taken.
        describe: a TOML that tells how the folder's maps are drawn; None: the source.toml in it, if any.
        skip_damaged: leave damaged maps out and list them, instead of refusing the whole source.
        progress: told the share of the source that has been read, 0 to 1.
    Raises: BadSource: no map, or a source that cannot be trusted. DamagedMap: the first damaged map.
    """
    if source and describe:
        raise BadSource(f"A source is named ({source}) or described ({describe}), not both; leave one of them out.")
    description = describe or (None if source else description_in(path))
    named = source_named(source) if source else None
    table = named if isinstance(named, TableSource) else None
    if table is None and named is None and description is None:
        table = table_source_of(path)
    if table is not None:
        made, notes = table.read_table(path, column, progress)
        return Imported(made, table.NAME, (), notes)
    if column:
        raise BadSource(f"{path}: is no table of settlements, so it has no column {column!r}; leave --column out.")
    if description is not None:
        told = described(description)
        return _drawn(path, told, sheets(path, told.columns, progress), skip_damaged)
    if path.is_file() and path.suffix.lower() in ENDINGS:
        raise BadSource(f"{path}: what one file shows must be told with --describe FILE.toml; or give its folder.")
    assert not isinstance(named, TableSource)
    return _drawn(path, named, map_files(path, progress), skip_damaged)


def _drawn(path: Path, source: Source | None, files: Iterator[Sheet], skip_damaged: bool) -> Imported:
    assembly = Assembly(source)
    maps: list[SourceMap] = []
    skipped: list[DamagedMap] = []

    def attempt(step: Callable[[], SourceMap | None]) -> None:
        try:
            made = step()
        except DamagedMap as damaged:
            if not skip_damaged:
                raise _whole(damaged) from damaged
            skipped.append(damaged)
        else:
            maps.extend([made] if made else [])

    for file in files:
        attempt(partial(assembly.read, file))
    for stamp in assembly.stamps:
        attempt(partial(assembly.bound, stamp))
    if not maps or assembly.source is None:
        left = f" ({len(skipped)} damaged)" if skipped else ""
        wanted = "give GeoJSON files with a day in their names, or describe other maps in a source.toml"
        raise BadSource(f"{path}: holds no map{left}; {wanted}.")
    return Imported(build_record(maps, assembly.meta), assembly.source.NAME, tuple(skipped))


def added(record: Record, imported: Imported, seen: datetime) -> RecordTable:
    """The record with the imported maps added: what it knew stays, a map it has adds nothing.

    Another map of a day it has, without a publication time of its own, is a later version, published when first seen.

    Args:
        seen: when the source was read, UTC.
    Raises: BadSource: the maps are another publisher's, or show layers that the record's do not.
    """
    new = record_of(imported.table)
    like = replace(record.meta, layers=new.meta.layers, has_published=new.meta.has_published)
    if new.meta != like:
        raise BadSource(
            f"{record.path}: is a record of {record.meta.name}, but these maps are {new.meta.name}; give another -o."
        )
    more = [layer.name for layer in new.meta.layers if layer not in record.meta.layers]
    if more:
        raise BadSource(
            f"{record.path}: has no layer {', '.join(more)}, which these maps show; "
            "import them all again without --add."
        )
    old = maps_of(record)
    known = {(m.day, m.sha256) for m in old}
    days = {m.day for m in old}
    number = [record.meta.layers.index(layer) for layer in new.meta.layers]
    fresh = [_numbered(m, number) for m in maps_of(new) if (m.day, m.sha256) not in known]
    late = [replace(m, published=seen) if m.published is None and m.day in days else m for m in fresh]
    return build_record([*old, *late], record.meta)


def _numbered(source_map: SourceMap, number: list[int]) -> SourceMap:
    """The map with what it draws in the layers of those numbers."""
    return replace(source_map, drawn=tuple(replace(f, layer=number[f.layer]) for f in source_map.drawn))


def _whole(damaged: DamagedMap) -> DamagedMap:
    return DamagedMap(damaged.file, f"{damaged.why}; mend or remove it, or leave it out with --skip-damaged.")
