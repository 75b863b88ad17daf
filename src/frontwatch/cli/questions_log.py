"""The log that the `questions` commands work on: its file, its day, and its guard against a changed past."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from frontwatch.cli.options import DAY
from frontwatch.model import FrontwatchError

if TYPE_CHECKING:
    from frontwatch.ledger.chain import Entry
    from frontwatch.ledger.store import Store

F = TypeVar("F", bound=Callable[..., Any])

LEAST_OF_HASH = 8
"""Characters of a hash that no other entry is likely to begin with."""

log_option = click.option(
    "--log", "log_file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="The log; else questions.db in this user's data folder.",
)  # fmt: skip
head_option = click.option(
    "--head", metavar="HASH", help="Refuse a log in which no entry's hash begins so: one whose past was written anew."
)
at_option = click.option("--at", type=DAY, help="The day for which it is entered; else today.")


@contextmanager
def opened(log_file: Path | None, *, create: bool = False) -> Iterator[Store]:
    """The log, closed at the end."""
    from frontwatch.ledger.store import open_log

    store = open_log(log_file or default_log(), create=create)
    try:
        yield store
    finally:
        store.close()


def entries_of(store: Store, head: str | None = None) -> tuple[Entry, ...]:
    """The log's entries, verified; and, where a hash is given, that it is among them.

    Raises: FrontwatchError: the log was changed by hand, or is not the one that had this hash.
    """
    found = store.entries()
    if head is not None and len(head) < LEAST_OF_HASH:
        raise FrontwatchError(f"--head {head}: give at least {LEAST_OF_HASH} characters of the hash.")
    if head and not any(e.hash.startswith(head.lower()) for e in found):
        raise FrontwatchError(
            f"{store.path}: no entry has the hash {head}: this is another log, or its past was written anew; "
            "give the log that has it with --log."
        )
    return found


def default_log() -> Path:
    """The log in this user's data folder."""
    from platformdirs import user_data_path

    return user_data_path("frontwatch") / "questions.db"


def now() -> datetime:
    """The clock."""
    return datetime.now(UTC).replace(microsecond=0)


def today(at: date | None) -> date:
    """The day to enter something for: as given, else today, UTC."""
    return at or now().date()


def tell_entered(store: Store, added: Sequence[Entry]) -> None:
    """Print where it was entered, and the hash that pins all of the log up to it."""
    if added:
        numbers = str(added[0].number) if len(added) == 1 else f"{added[0].number} to {added[-1].number}"
        click.echo(f"Entered as {numbers} in {store.path}; its last hash is {added[-1].hash[:16]}.")
