"""The chain: each entry's hash covers its content and the hash before it, so that no later edit goes unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from frontwatch.ledger.entries import Body, Kind, body_from_json, body_to_json, kind_of
from frontwatch.model import FrontwatchError

GENESIS = "0" * 64
"""The hash before the first entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the log, with its place in the chain."""

    number: int
    """From 1."""
    kind: Kind
    day: date
    """The day for which it was entered."""
    written: str
    """When it was written, by the clock of the machine: ISO 8601, UTC."""
    body: Body
    previous: str
    """SHA-256 hex of the entry before."""
    hash: str
    """SHA-256 hex of this one's canonical JSON, which holds all of the above."""


def linked(number: int, day: date, written: str, body: Body, previous: str) -> Entry:
    """The entry that follows one whose hash is ``previous``."""
    told = _canonical(number, kind_of(body), day.isoformat(), written, body_to_json(body), previous)
    return Entry(number, kind_of(body), day, written, body, previous, hashlib.sha256(told).hexdigest())


def entry_to_json(entry: Entry) -> dict[str, Any]:
    """An entry as plain values."""
    return {
        "number": entry.number,
        "kind": entry.kind,
        "day": entry.day.isoformat(),
        "written": entry.written,
        "body": body_to_json(entry.body),
        "previous": entry.previous,
        "hash": entry.hash,
    }


def verified(rows: Iterable[Any], where: str) -> tuple[Entry, ...]:
    """The entries of a log, if each follows from the one before and is as it was written.

    Args:
        rows: each as ``entry_to_json`` gives it.
        where: the file, for the sentence.
    Raises: FrontwatchError: an entry was changed, is missing or stands out of order; the sentence names it.
    """
    found: list[Entry] = []
    for n, row in enumerate(rows, 1):
        found.append(_verified(row, n, found[-1] if found else None, where))
    return tuple(found)


def _verified(row: Any, n: int, before: Entry | None, where: str) -> Entry:
    names = ("number", "kind", "day", "written", "body", "previous", "hash")
    if not isinstance(row, dict) or any(name not in row for name in names):
        raise FrontwatchError(f"{where}: entry {n} lacks a part; use an unchanged copy of the log.")
    number, kind, day, written, body, previous, digest = (row[name] for name in names)
    if number != n:
        raise FrontwatchError(f"{where}: entry {n} is missing, {number} stands in its place; use an unchanged copy.")
    if previous != (before.hash if before else GENESIS):
        raise FrontwatchError(
            f"{where}: entry {n} does not follow from the one before: one of them was changed after it was written; "
            "use an unchanged copy."
        )
    try:
        told = _canonical(number, kind, day, written, body, previous)
    except ValueError:
        told = b""
    if hashlib.sha256(told).hexdigest() != digest:
        raise FrontwatchError(
            f"{where}: entry {n} was changed after it was written: its hash does not fit; use an unchanged copy."
        )
    try:
        return Entry(n, kind, date.fromisoformat(day), str(written), body_from_json(kind, body), previous, digest)
    except (FrontwatchError, ValueError, TypeError) as wrong:
        raise FrontwatchError(f"{where}: entry {n} cannot be read: {wrong}") from wrong


def _canonical(number: Any, kind: Any, day: Any, written: Any, body: Any, previous: Any) -> bytes:
    """The bytes that an entry's hash covers: JSON with sorted keys and no spaces, UTF-8."""
    told = {"number": number, "kind": kind, "day": day, "written": written, "body": body, "previous": previous}
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "surrogatepass")
