"""How long a large log takes: 1,000 questions, five forecasters, four forecasts each, a year.

python bench/questions.py
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

from frontwatch.asking.events import Control
from frontwatch.ledger.chain import GENESIS, Entry, linked
from frontwatch.ledger.entries import Asked, Body, Given, Key, Resolved
from frontwatch.ledger.log import read_log
from frontwatch.ledger.scoring import score_question
from frontwatch.ledger.standings import calibration, standings
from frontwatch.ledger.store import open_log
from frontwatch.model import Place

QUESTIONS, FIRST, LAST = 1000, date(2024, 3, 1), date(2025, 3, 1)
ALDER = Place(1, "Alder", 30.0, 50.0, 60_000, "")


def bodies() -> Iterator[tuple[date, Body]]:
    """All that is entered, by day."""
    chance = random.Random(1)
    keys = [Key(n, 1) for n in range(1, QUESTIONS + 1)]
    event = Control(side="BO", place=ALDER, by=LAST)
    for key in keys:
        yield FIRST, Asked(
            key=key, text="Will Borland hold Alder?", event=event, theatre="alderland", records=("Alder maps",),
            persist_days=0, criteria="As the maps show.",
        )  # fmt: skip
    for k in range(4):
        for key in keys:
            for who in "ABCDE":
                yield (
                    FIRST + timedelta(days=80 * k),
                    Given(key=key, who=who, kind="person", probability=chance.random()),
                )
    for key in keys:
        yield LAST, Resolved(
            key=key, state="yes" if chance.random() < 0.5 else "no", day=LAST, known=LAST, record="Alder maps",
            record_hash="a" * 64, map_sha256="b" * 64, firm=True, reason="Alder maps shows it.",
        )  # fmt: skip


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long it took."""
    start = perf_counter()
    yield
    print(f"{what:<28} {perf_counter() - start:6.2f} s")


def main() -> None:
    """Write, verify and score the log."""
    entries: list[Entry] = []
    with timed("hash"):
        for n, (day, body) in enumerate(bodies(), 1):
            previous = entries[-1].hash if entries else GENESIS
            entries.append(linked(n, day, "2024-03-01T12:00:00+00:00", body, previous))
    with tempfile.TemporaryDirectory() as folder:
        store = open_log(Path(folder) / "log.db", create=True)
        with timed("write"):
            store.adopt(entries)
        print(f"{len(entries):,} entries, {store.path.stat().st_size / 1e6:.1f} MB")
        with timed("read and verify"):
            log = read_log(store.entries())
        store.close()
    with timed("score"):
        scored = [s for q in log.questions for s in score_question(q)]
        standings(scored)
    with timed("calibration of one"):
        calibration(log.questions, "A")


if __name__ == "__main__":
    main()
