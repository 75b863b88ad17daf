"""What a publisher's reader must offer: how to know its maps, what it is, and which polygons are which layer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal, Protocol, runtime_checkable

from frontwatch.ground.format import Layer, RecordMeta, RecordTable
from frontwatch.ground.sources.geojson import Feature
from frontwatch.ground.sources.polygons import Bounds
from frontwatch.ground.sources.stamps import Stamp


class Source(Protocol):
    """One publisher's way of drawing, one file a map; a module with these names is one."""

    @property
    def NAME(self) -> str: ...  # noqa: N802
    @property
    def META(self) -> RecordMeta: ...  # noqa: N802
    @property
    def BOUNDS(self) -> Bounds: ...  # noqa: N802
    @property
    def STRAYS(self) -> bool: ...  # noqa: N802

    def recognises(self, features: list[Feature], file: str) -> bool:
        """Whether this map, the first of a source, is drawn in this publisher's way."""

    def layer_of(self, feature: Feature, file: str) -> Layer | None:
        """Which of META's layers the feature belongs to; None where it shows nothing that is kept.

        Raises: DamagedMap: the feature says something this reader does not know.
        """


@runtime_checkable
class SheetSource(Source, Protocol):
    """A source whose maps may lie on several files, or several maps in one: the day is each feature's own.

    Such a map's hash is that of what is drawn on it, and its record has those of META's layers that any map shows.
    """

    @property
    def SHEET(self) -> Literal["map", "layer", "part"]:  # noqa: N802
        """What a file holds of a day: a second file of the same is refused, unless it draws the same."""

    @property
    def NEEDED(self) -> Layer | None:  # noqa: N802
        """The layer without which a day's files are no map; None where every layer may be absent."""

    def stamp_of(self, feature: Feature, file: str) -> Stamp:
        """The day that the feature shows. Raises: DamagedMap: neither it nor its file tells one."""


@runtime_checkable
class TableSource(Protocol):
    """A publisher's table of settlements, who held each on which day; a module with these names is one."""

    @property
    def NAME(self) -> str: ...  # noqa: N802
    @property
    def COLUMNS(self) -> tuple[str, ...]: ...  # noqa: N802

    def recognises_table(self, path: Path) -> bool:
        """Whether the file, or the folder's files, are such tables."""

    def read_table(
        self, path: Path, column: str | None, progress: Callable[[float], None]
    ) -> tuple[RecordTable, tuple[str, ...]]:
        """The record of one of COLUMNS (None: the publisher's own answer), and sentences on what was left out.

        Raises: BadSource: no such column, or a table that cannot be trusted.
        """
