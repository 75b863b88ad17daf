"""The log's tables, as migrations: a log of an earlier version is brought up to date when it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

SET = "frontwatch-questions"
MIGRATIONS = ("m001_entries",)
"""Their names, so that a log of a later version is known as such."""
GUARDS = ("entries_stay", "entries_are_kept", "entries_are_new")
"""Triggers without which the log has been tampered with."""


def migrations() -> Migrations:
    """All changes to the schema, in order."""
    from sqlite_utils.migrations import Migrations

    every = Migrations(SET)

    @every()
    def m001_entries(db: Database) -> None:
        """The chain, and what refuses to change it. AUTOINCREMENT remembers how many entries were ever written."""
        db.execute(
            "CREATE TABLE entries (number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, day TEXT NOT NULL, "
            "written TEXT NOT NULL, body TEXT NOT NULL, previous TEXT NOT NULL UNIQUE, hash TEXT NOT NULL UNIQUE)"
        )
        refuse = "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
        db.execute(f"CREATE TRIGGER entries_stay BEFORE UPDATE ON entries {refuse}")
        db.execute(f"CREATE TRIGGER entries_are_kept BEFORE DELETE ON entries {refuse}")
        # INSERT OR REPLACE deletes without asking the trigger above.
        there = "EXISTS (SELECT 1 FROM entries WHERE number = NEW.number OR previous = NEW.previous OR hash = NEW.hash)"
        db.execute(f"CREATE TRIGGER entries_are_new BEFORE INSERT ON entries WHEN {there} {refuse}")

    return every
