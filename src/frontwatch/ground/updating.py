"""A record with the maps of a folder that it does not have yet."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from frontwatch.ground.errors import BadSource, DamagedMap
from frontwatch.ground.format import RecordTable
from frontwatch.ground.importing import Imported, added, import_maps
from frontwatch.ground.record import Record
from frontwatch.ground.sources.files import MapFile, map_files
from frontwatch.ground.sources.stamps import stamp_of

SAME = ("name", "scale", "theatre", "layers", "rest", "has_published")
"""What two versions of Frontwatch must say alike of a source for its maps to stand in one record; words may differ."""


@dataclass(frozen=True, slots=True)
class Updated:
    """A record's table after an update; None where no map was new."""

    table: RecordTable | None
    skipped: tuple[DamagedMap, ...] = ()


def updated(
    record: Record,
    folder: Path,
    seen: datetime,
    want: Callable[[str], bool] = lambda name: True,
    *,
    skip_damaged: bool = False,
    progress: Callable[[float], None] = lambda share: None,
) -> Updated:
    """Add the maps of a folder that the record does not have; the others are not even read as maps.

    Args:
        seen: when the folder was read, UTC: a correction of a day is known from then on.
        want: which files, by name.
        skip_damaged: leave damaged maps out and list them, instead of refusing all.
        progress: told the share that has been read, 0 to 1.
    Raises: BadSource: no such folder, no map in it, or another publisher's maps. DamagedMap: the first damaged map.
    """
    if not folder.is_dir():
        raise BadSource(f"{folder}: there is no such folder; give a folder of maps, or use `ground import --add`.")
    with tempfile.TemporaryDirectory(prefix="frontwatch-") as temporary:
        fresh = Path(temporary)
        if not _copy_new(folder, record, want, fresh):
            raise BadSource(f"{folder}: holds no .geojson map; add maps of other sorts with `ground import --add`.")
        if not any(fresh.iterdir()):
            return Updated(None)
        try:
            imported = import_maps(fresh, skip_damaged=skip_damaged, progress=progress)
        except BadSource as error:
            if skip_damaged and (damaged := tuple(_damaged(fresh))):
                return Updated(None, damaged)
            raise BadSource(str(error).replace(temporary, str(folder))) from error
    table = added(record, _in_the_words_of(record, imported), seen)
    return Updated(table if len(table.days) > len(record) else None, imported.skipped)


def _copy_new(folder: Path, record: Record, want: Callable[[str], bool], into: Path) -> int:
    """Copy the wanted maps that the record does not have; how many maps the folder holds."""
    known = set(zip(record.days.tolist(), record.map_hashes, strict=True))
    count = 0
    for file in map_files(folder):
        count += 1
        if want(Path(file.name).name) and _day_and_hash(file) not in known:
            place = into / file.name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.data)
    return count


def _day_and_hash(file: MapFile) -> tuple[date | None, str]:
    """By both a map is known: on many a day the map is, byte for byte, that of the day before."""
    try:
        day = stamp_of(file.name).day
    except DamagedMap:
        day = None
    return day, hashlib.sha256(file.data).hexdigest()


def _in_the_words_of(record: Record, imported: Imported) -> Imported:
    """The maps under the record's own description, where both describe the same source."""
    theirs = imported.table.meta
    if any(getattr(theirs, name) != getattr(record.meta, name) for name in SAME):
        return imported
    return replace(imported, table=replace(imported.table, meta=record.meta))


def _damaged(folder: Path) -> Iterator[DamagedMap]:
    """What is wrong with each map of a folder that holds no sound one."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        with tempfile.TemporaryDirectory(prefix="frontwatch-") as alone:
            shutil.copy(path, alone)
            try:
                import_maps(Path(alone))
            except DamagedMap as damaged:
                yield DamagedMap(path.relative_to(folder).as_posix(), damaged.why)
