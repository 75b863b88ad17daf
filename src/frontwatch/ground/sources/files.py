"""The map files of a folder, a .zip or a .tar.*, read one by one into memory; nothing is ever unpacked to disk."""

from __future__ import annotations

import hashlib
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from frontwatch.ground.errors import BadSource
from frontwatch.ground.settings import MAX_FILES, MAX_MAP_BYTES, MAX_TOTAL_BYTES
from frontwatch.ground.sources.geojson import Feature, read_features

SUFFIXES = (".geojson", ".json")


class Sheet(Protocol):
    """What features are read from: a file, or one layer of it."""

    @property
    def name(self) -> str:
        """Its path in the source."""

    @property
    def origin(self) -> str:
        """The path of the file that it lies in."""

    def features(self) -> list[Feature]:
        """Raises: DamagedMap: it cannot be read."""


@dataclass(frozen=True, slots=True)
class MapFile:
    """One file of a source, not yet trusted."""

    name: str
    data: bytes

    @property
    def origin(self) -> str:
        """The file itself."""
        return self.name

    @property
    def sha256(self) -> str:
        """Of the file, as hex."""
        return hashlib.sha256(self.data).hexdigest()

    def features(self) -> list[Feature]:
        """The features of a GeoJSON file. Raises: DamagedMap: it is none."""
        return read_features(self.data, self.name)


def map_files(source: Path, progress: Callable[[float], None] = lambda share: None) -> Iterator[MapFile]:
    """The .geojson and .json files of a source, in the order it keeps them (a folder: by name).

    Args:
        source: a folder, or a .zip or .tar.* archive.
        progress: told the share of the source that has been read, 0 to 1.
    Raises: BadSource: no such source, none of these, a bomb, or a path that leads out of the archive.
    """
    if source.is_dir():
        yield from _folder(source, progress)
    elif not source.is_file():
        raise BadSource(f"{source}: no such folder or archive; give a folder, a .zip or a .tar.* of maps.")
    elif zipfile.is_zipfile(source):
        yield from _zip(source, progress)
    elif _is_tar(source):
        yield from _tar(source, progress)
    else:
        raise BadSource(
            f"{source}: neither a folder nor a whole .zip or .tar.* archive; give a folder or an archive of maps."
        )


def _folder(source: Path, progress: Callable[[float], None]) -> Iterator[MapFile]:
    paths = sorted(p for p in source.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
    quota = _Quota(source)
    for n, path in enumerate(paths):
        name = path.relative_to(source).as_posix()
        with path.open("rb") as file:
            yield MapFile(name, quota.read(file, name))
        progress((n + 1) / len(paths))


def _zip(source: Path, progress: Callable[[float], None]) -> Iterator[MapFile]:
    quota = _Quota(source)
    try:
        with zipfile.ZipFile(source) as archive:
            members = archive.infolist()
            for n, member in enumerate(members):
                quota.allow(member.filename, member.file_size)
                if _is_map(member.filename) and not member.is_dir():
                    with archive.open(member) as file:
                        yield MapFile(member.filename, quota.read(file, member.filename))
                progress((n + 1) / len(members))
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError) as error:
        raise BadSource(f"{source}: the archive is damaged or locked ({str(error)[:120]}); fetch it again.") from error


def _is_tar(source: Path) -> bool:
    try:
        return tarfile.is_tarfile(source)
    except (EOFError, OSError, ValueError, zlib.error, lzma.LZMAError):  # it knows only its own errors
        return False


def _tar(source: Path, progress: Callable[[float], None]) -> Iterator[MapFile]:
    quota, size = _Quota(source), max(1, source.stat().st_size)
    try:
        with source.open("rb") as raw, tarfile.open(fileobj=raw, mode="r|*") as archive:
            for member in archive:
                quota.allow(member.name, member.size)
                if member.issym() or member.islnk() or member.isdev():
                    raise BadSource(
                        f"{source}: {member.name} is a link or a device, which no archive of maps needs; "
                        "pack the maps again as plain files."
                    )
                if member.isfile() and _is_map(member.name):
                    file = archive.extractfile(member)
                    assert file is not None
                    yield MapFile(member.name, quota.read(file, member.name))
                progress(min(1.0, raw.tell() / size))
    except (tarfile.TarError, lzma.LZMAError, zlib.error, EOFError, ValueError, OSError) as error:
        raise BadSource(f"{source}: the archive is damaged ({str(error)[:120]}); fetch it again.") from error


def _is_map(name: str) -> bool:
    path = PurePosixPath(name)
    # Archives made on a Mac carry a "._name" beside each file.
    return path.suffix.lower() in SUFFIXES and not path.name.startswith("._") and "__MACOSX" not in path.parts


class _Quota:
    """What a source may still unpack: headers can lie, so reading counts as well."""

    def __init__(self, source: Path) -> None:
        self.source = source
        self.files = 0
        self.bytes = 0

    def allow(self, name: str, size: int) -> None:
        path = name.replace("\\", "/")
        if path.startswith("/") or ".." in path.split("/") or path[1:2] == ":":
            raise BadSource(
                f"{self.source}: the path {name!r} leads out of the archive; do not trust it, fetch it from its maker."
            )
        self.files += 1
        if self.files > MAX_FILES:
            raise BadSource(f"{self.source}: holds more than {MAX_FILES:,} files; give an archive of maps only.")
        if size > MAX_MAP_BYTES or self.bytes + size > MAX_TOTAL_BYTES:
            raise self._bomb(name)

    def read(self, file: IO[bytes], name: str) -> bytes:
        data = file.read(MAX_MAP_BYTES + 1)
        self.bytes += len(data)
        if len(data) > MAX_MAP_BYTES or self.bytes > MAX_TOTAL_BYTES:
            raise self._bomb(name)
        return data

    def _bomb(self, name: str) -> BadSource:
        return BadSource(
            f"{self.source}: {name} unpacks to more than a map can be ({MAX_MAP_BYTES >> 20} MB a map, "
            f"{MAX_TOTAL_BYTES >> 30} GB in all); it may be a zip bomb: give an archive of maps only."
        )
