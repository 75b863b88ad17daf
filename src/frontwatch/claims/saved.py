"""A check that was saved with `frontwatch check --json`: what testing it again needs of it, and what to compare.

Files of earlier versions lack some members; what they lack is empty here.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from frontwatch.model import FrontwatchError, Verdict

MOST_BYTES = 32_000_000
"""An answer about a long read is some 100 kB; more than this is a data file."""


class SavedMap(msgspec.Struct, frozen=True):
    """The map that decided."""

    day: date
    sha256: str


class SavedFigure(msgspec.Struct, frozen=True):
    """A figure found."""

    name: str
    value: float | int | str | None
    unit: str = ""


class SavedClaim(msgspec.Struct, frozen=True):
    """A claim with its finding."""

    kind: str
    quote: str
    start: int
    end: int
    verdict: Verdict
    reason: str = ""
    side: str | None = None
    place_id: int | list[int] | None = None
    sector: str | None = None
    region: str | None = None
    day: date | None = None
    since: date | None = None
    negated: bool = False
    figures: tuple[SavedFigure, ...] = ()
    query: str | None = None
    map: SavedMap | None = None


class SavedRecord(msgspec.Struct, frozen=True):
    """A record that was asked."""

    name: str
    hash: str
    last_day: date
    path: str | None = None
    """As it was given, "" the theatre's own; None: not told."""
    maps_hash: str = ""
    also: tuple[SavedRecord, ...] = ()


class SavedTheatre(msgspec.Struct, frozen=True):
    """The theatre it was read with."""

    name: str
    hash: str = ""


class SavedReport(msgspec.Struct, frozen=True):
    """The report, and with what it was checked."""

    name: str
    sha256: str
    published: date
    theatre: SavedTheatre
    version: str = ""
    options: dict[str, str] = {}


class Saved(msgspec.Struct, frozen=True):
    """A saved check."""

    report: SavedReport
    record: SavedRecord | None
    claims: tuple[SavedClaim, ...]

    @property
    def records(self) -> tuple[SavedRecord, ...]:
        """All records that were asked, the first first."""
        return () if self.record is None else (self.record, *self.record.also)

    @property
    def known_by(self) -> date | None:
        """The day up to which maps newer than the report were allowed."""
        told = self.report.options.get("known_by")
        return date.fromisoformat(told) if told else None

    @property
    def max_age(self) -> int:
        """Days that a map might be older."""
        return int(self.report.options.get("max_age", "7"))


def read_saved(data: bytes, name: str) -> Saved:
    """A saved check from the bytes of its file.

    Raises: FrontwatchError: too large, no JSON, or not what `check --json` prints.
    """
    if len(data) > MOST_BYTES:
        raise FrontwatchError(f"{name}: more than {MOST_BYTES // 1_000_000} MB is no saved check; {_MAKING}.")
    try:
        saved = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=Saved)
        _ = saved.known_by, saved.max_age
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise FrontwatchError(f"{name}: this is no saved check ({_why(error)}); {_MAKING}.") from error
    return saved


_MAKING = "`frontwatch check REPORT --json > FILE.json` makes one"


def _why(error: Any) -> str:
    return " ".join(str(error).split())[:200]
