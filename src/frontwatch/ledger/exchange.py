"""The log as JSON and as CSV, and back: the whole chain, so that whoever imports it can verify it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from frontwatch.ledger.chain import Entry, entry_to_json, verified
from frontwatch.ledger.entries import Asked, Given, Resolved
from frontwatch.ledger.settings import MAX_IMPORT_BYTES
from frontwatch.model import FrontwatchError

FORMAT = "frontwatch questions 1"
PLAIN = ("number", "kind", "day", "written", "question", "version", "who", "probability", "state", "text")
"""Columns for people; they repeat what the entry says, and are checked against it."""
FORMULA = ("=", "+", "-", "@")
"""A cell that begins so is a formula to a spreadsheet; an apostrophe before it makes it text."""
COLUMNS = (*PLAIN, "body", "previous", "hash")


def log_json(entries: Sequence[Entry]) -> str:
    """The log as JSON."""
    head = entries[-1].hash if entries else ""
    told = {"format": FORMAT, "head": head, "entries": [entry_to_json(e) for e in entries]}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def log_csv(entries: Sequence[Entry]) -> str:
    """The log as comma-separated values, an entry a row; ``body`` is JSON."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(e) for e in entries)
    return out.getvalue()


def log_from(content: bytes, where: str) -> tuple[Entry, ...]:
    """The entries of an exported log, JSON or CSV, verified.

    Args:
        where: the file, for the sentence.
    Raises: FrontwatchError: it is no exported log, or was changed since; the sentence names the entry.
    """
    if len(content) > MAX_IMPORT_BYTES:
        raise FrontwatchError(f"{where}: this file is larger than {MAX_IMPORT_BYTES // 1024**2} MB, which no log is.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise FrontwatchError(
            f"{where}: this is no exported log, its bytes are not UTF-8; give such a file."
        ) from wrong
    return _from_json(text, where) if text.lstrip().startswith("{") else _from_csv(text, where)


def _from_json(text: str, where: str) -> tuple[Entry, ...]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as wrong:
        raise FrontwatchError(f"{where}: this is no whole JSON ({wrong}); export the log again.") from wrong
    if told.get("format") != FORMAT or not isinstance(told.get("entries"), list):
        raise FrontwatchError(
            f"{where}: this is no exported log of questions; give one of `frontwatch questions export`."
        )
    found = verified(told["entries"], where)
    if told.get("head") != (found[-1].hash if found else ""):
        raise FrontwatchError(f"{where}: entry {len(found) + 1} is missing: the log went on; use an unchanged copy.")
    return found


def _from_csv(text: str, where: str) -> tuple[Entry, ...]:
    csv.field_size_limit(MAX_IMPORT_BYTES)
    try:
        rows = list(csv.DictReader(io.StringIO(text), strict=True))
    except csv.Error as wrong:
        raise FrontwatchError(
            f"{where}: these are no comma-separated values ({wrong}); export the log again."
        ) from wrong
    if not text.startswith(",".join(COLUMNS) + "\n") and not text.startswith(",".join(COLUMNS) + "\r\n"):
        raise FrontwatchError(
            f"{where}: this is no exported log of questions; give one of `frontwatch questions export`."
        )
    found = verified((_entry(row) for row in rows), where)
    for row, entry in zip(rows, found, strict=True):
        for name, value in zip(COLUMNS, _row(entry), strict=True):
            if name in PLAIN and row[name] != value:
                raise FrontwatchError(
                    f"{where}: entry {entry.number} was changed: its column {name!r} says {row[name]!r} and the entry "
                    f"{value!r}; use an unchanged copy."
                )
    return found


def _entry(row: dict[str, Any]) -> dict[str, Any]:
    """A row's chain columns as ``verified`` takes them; what cannot be read is left as it is, and does not verify."""
    told = {name: row.get(name) for name in ("number", "kind", "day", "written", "body", "previous", "hash")}
    for name in ("number", "body"):
        try:
            told[name] = json.loads(told[name] or "")
        except ValueError:
            continue
    return told


def _row(entry: Entry) -> list[str]:
    body = entry.body
    who, p, state, text = "", "", "", ""
    if isinstance(body, Given):
        who, p, text = body.who, repr(body.probability), body.note
    elif isinstance(body, Resolved):
        state, text = body.state, body.reason
    elif isinstance(body, Asked):
        text = body.text
    told = entry_to_json(entry)
    number, version = str(body.key.question), str(body.key.version)
    text = " ".join(text.split())
    if text.startswith(FORMULA):
        text = "'" + text
    plain = [str(entry.number), entry.kind, told["day"], entry.written, number, version, who, p, state, text]
    return [*plain, json.dumps(told["body"], ensure_ascii=False, sort_keys=True), entry.previous, entry.hash]
