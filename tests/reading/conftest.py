"""What the reader's tests share: the shipped theatre, opened once, and the kinds."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from datetime import date

import pytest

from frontwatch.model import Reading
from frontwatch.reading.document import read_document
from frontwatch.reading.reader import Kind, read
from frontwatch.theatre.theatre import Theatre, open_theatre

PUBLISHED = date(2025, 6, 28)
NAMES = (
    "control", "front_length", "advance", "exposure", "route", "intensity", "force_size", "losses", "redeployment",
    "population", "duration", "intent",
)  # fmt: skip


@pytest.fixture(scope="session")
def theatre() -> Theatre:
    return open_theatre("ukraine")


@pytest.fixture(scope="session")
def kinds() -> tuple[Kind, ...]:
    return tuple(importlib.import_module(f"frontwatch.kinds.{name}") for name in NAMES)


@pytest.fixture(scope="session")
def reading(theatre: Theatre, kinds: tuple[Kind, ...]) -> Callable[[str], Reading]:
    """A text's reading, as published on 28 June 2025."""
    return lambda text: read(read_document(text), theatre, PUBLISHED, kinds)
