"""Entries about invented places, for any test."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

from hypothesis import strategies as st

from frontwatch.asking.events import Control
from frontwatch.ledger.chain import GENESIS, Entry, linked
from frontwatch.ledger.entries import Asked, Body, Given, Key, Resolved
from frontwatch.model import Place

sys.path.append(str(Path(__file__).parents[1] / "asking"))
from alder_records import ALDERLAND as ALDERLAND
from alder_records import BIRCH as BIRCH
from alder_records import META as META
from alder_records import OTHER as OTHER
from alder_records import alder as alder
from invented_events import events

FIRST = date(2024, 3, 1)
WRITTEN = "2024-03-01T12:00:00+00:00"
ALDER = Place(1, "Alder", 30.0, 50.0, 60_000, "AL-1")


def day(n: int) -> date:
    """The n-th day, the first is 1."""
    return FIRST + timedelta(days=n - 1)


def asked(question: int = 1, by: date | None = None, *, side: str = "BO", version: int = 1) -> Asked:
    """Will Borland hold Alder by a day?"""
    return Asked(
        key=Key(question, version),
        text=f"Will {side} hold Alder?",
        event=Control(side=side, place=ALDER, by=by or day(11)),
        theatre="alderland",
        records=("Alder maps",),
        persist_days=0,
        criteria="As the maps show.",
    )


def given(p: float, who: str = "Ann", question: int = 1, *, kind: str = "person", curve=(), version: int = 1) -> Given:
    """A forecast."""
    return Given(key=Key(question, version), who=who, kind=kind, probability=p, curve=tuple(curve))  # type: ignore[arg-type]


def resolved(state: str, on: date | None = None, question: int = 1, *, known: date | None = None, version: int = 1):
    """A resolution; it is known on its day."""
    return Resolved(
        key=Key(question, version), state=state, day=on, known=known or on, record="Alder maps", record_hash="a" * 64,
        map_sha256="b" * 64, firm=True, reason="Alder maps shows it.",
    )  # type: ignore[arg-type] # fmt: skip


def chain(*entered: tuple[int, Body]) -> tuple[Entry, ...]:
    """Entries of days, by number, linked."""
    found: list[Entry] = []
    for n, (on, body) in enumerate(entered, 1):
        found.append(linked(n, day(on), WRITTEN, body, found[-1].hash if found else GENESIS))
    return tuple(found)


names = st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=10)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@st.composite
def curves(draw: st.DrawFn) -> tuple[tuple[date, float], ...]:
    """Rising chances on rising days."""
    chances = sorted(draw(st.lists(st.floats(0, 1), max_size=4)))
    return tuple((day(10 * (n + 1)), p) for n, p in enumerate(chances))


@st.composite
def logs(draw: st.DrawFn) -> list[tuple[int, Body]]:
    """What may be entered: a few questions, then forecasts and resolutions of them."""
    count = draw(st.integers(1, 3))
    entered: list[tuple[int, Body]] = []
    for n in range(1, count + 1):
        entered.append((1, Asked(
            key=Key(n, 1), text=draw(texts), event=draw(events), theatre="alderland", records=("Alder maps",),
            persist_days=draw(st.integers(0, 30)), criteria=draw(texts),
        )))  # fmt: skip
    for _ in range(draw(st.integers(0, 6))):
        key = Key(draw(st.integers(1, count)), 1)
        on = entered[-1][0] + draw(st.integers(0, 5))
        if draw(st.booleans()):
            body: Body = Given(
                key=key, who=draw(names), kind=draw(st.sampled_from(["person", "model", "crowd"])),
                probability=draw(st.floats(0, 1)), curve=draw(curves()), note=draw(texts),
            )  # fmt: skip
        else:
            body = resolved(draw(st.sampled_from(["yes", "no", "annulled"])), day(3), key.question)
        entered.append((on, body))
    return entered
