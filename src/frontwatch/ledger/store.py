"""The log's file: SQLite, append-only, verified whenever it is read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from frontwatch.ledger.chain import GENESIS, Entry, entry_to_json, linked, verified
from frontwatch.ledger.entries import Body
from frontwatch.ledger.schema import GUARDS, MIGRATIONS, migrations
from frontwatch.model import FrontwatchError

if TYPE_CHECKING:
    from sqlite_utils import Database

WAIT_SECONDS = 10
"""How long to wait for another process that is writing."""


class Store:
    """A log in its file. Entries are added at the end; nothing is ever changed."""

    def __init__(self, path: Path, db: Database) -> None:
        self.path = path
        self._db = db

    def entries(self) -> tuple[Entry, ...]:
        """All entries, verified.

        Raises: FrontwatchError: the file was edited by hand; the sentence names the entry.
        """
        with self._told():
            return self._entries()

    def append(self, bodies: Sequence[Body], *, day: date, written: str) -> tuple[Entry, ...]:
        """Add entries, all or none.

        Args:
            day: for which they are entered; never before that of the last entry.
            written: the clock's time, ISO 8601, UTC.
        Raises: FrontwatchError: the day lies before the last entry's; the file was edited by hand or is not writable.
        """
        with self._told(), self._writing():
            before = self._entries()
            if before and day < before[-1].day:
                raise FrontwatchError(
                    f"{self.path}: the last entry is of {before[-1].day}, so none of {day} can follow it; "
                    "nothing is entered for a day that has passed."
                )
            added: list[Entry] = []
            for body in bodies:
                number = len(before) + len(added) + 1
                previous = (added or before)[-1].hash if number > 1 else GENESIS
                added.append(linked(number, day, written, body, previous))
            self._insert(added)
            return tuple(added)

    def adopt(self, entries: Sequence[Entry]) -> int:
        """Add the entries of another copy of this log that this one does not have yet; how many.

        Raises: FrontwatchError: the two logs have gone different ways.
        """
        with self._told(), self._writing():
            ours = self._entries()
            for mine, theirs in zip(ours, entries, strict=False):
                if mine.hash != theirs.hash:
                    raise FrontwatchError(
                        f"{self.path}: this log and the one to import differ from entry {mine.number} on; "
                        "import into a new file with --log."
                    )
            self._insert(entries[len(ours) :])
            return max(0, len(entries) - len(ours))

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _entries(self) -> tuple[Entry, ...]:
        guards = {name for (name,) in self._db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
        if missing := [name for name in GUARDS if name not in guards]:
            raise FrontwatchError(
                f"{self.path}: the log's guard {missing[0]!r} was taken out, so entries may have been changed by hand; "
                "use an unchanged copy."
            )
        rows = list(self._db.query("SELECT * FROM entries ORDER BY number"))
        for row in rows:
            row["body"] = self._body(row)
        found = verified(rows, str(self.path))
        written = next(iter(self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'entries'")), (0,))[0]
        if written != len(found):
            raise FrontwatchError(
                f"{self.path}: entry {len(found) + 1} is missing: {written} were written and {len(found)} are there; "
                "use an unchanged copy."
            )
        return found

    def _body(self, row: dict[str, Any]) -> Any:
        try:
            return json.loads(row["body"])
        except (ValueError, TypeError, RecursionError):
            return None  # the hash tells that it was changed

    def _insert(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            row = entry_to_json(entry)
            row["body"] = json.dumps(row["body"], ensure_ascii=False, sort_keys=True)
            self._db.execute(
                "INSERT INTO entries (number, kind, day, written, body, previous, hash) "
                "VALUES (:number, :kind, :day, :written, :body, :previous, :hash)",
                row,
            )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """A transaction that no other writer shares from its first read on."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.rollback()
            raise
        self._db.commit()

    @contextmanager
    def _told(self) -> Iterator[None]:
        with told(self.path):
            yield


@contextmanager
def told(path: Path) -> Iterator[None]:
    """What SQLite refuses, in a sentence."""
    try:
        yield
    except sqlite3.OperationalError as wrong:
        if "locked" in str(wrong):
            raise FrontwatchError(f"{path}: another process is writing in this log; try again.") from wrong
        raise FrontwatchError(f"{path}: the log cannot be used ({wrong}); give another with --log.") from wrong
    except sqlite3.DatabaseError as wrong:
        raise FrontwatchError(f"{path}: this is no log of questions ({wrong}); give another with --log.") from wrong


def open_log(path: Path, *, create: bool = False) -> Store:
    """Open a log.

    Args:
        create: make the file, and its folder, where there is none.
    Raises: FrontwatchError: there is no such file; it is no log, or of a later version.
    """
    from sqlite_utils import Database

    if not path.exists():
        if not create:
            raise FrontwatchError(
                f"{path}: there is no log of questions yet; begin one with `frontwatch questions add`."
            )
        path.parent.mkdir(parents=True, exist_ok=True)
    with told(path):
        db = Database(sqlite3.connect(path, timeout=WAIT_SECONDS))
        tables = set(db.table_names())
        every = migrations()
        if tables and "_sqlite_migrations" not in tables:
            raise FrontwatchError(f"{path}: this is no log of questions; give another with --log.")
        later = [m.name for m in every.applied(db) if m.name not in MIGRATIONS]
        if later:
            raise FrontwatchError(f"{path}: this log was written by a later version ({later[0]}); update Frontwatch.")
        if every.pending(db):
            every.apply(db)
    return Store(path, db)
