"""The terms that models weigh: features put on scales on which a step means the same everywhere."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.sample import Sample

Floats = NDArray[np.float64]

FLOOR = {6: 10.0, 16: 40.0, 40: 100.0}
"""km² a year added before the logarithm, by how far around: a quiet stretch of front differs little from a dead one."""


def _signed_log(v: Floats) -> Floats:
    return np.asarray(np.sign(v) * np.log1p(np.abs(v)))


def _of(name: str) -> Callable[[Sample], Floats]:
    return lambda s: s.feature(name).astype(np.float64)


def _closed(days: int) -> Callable[[Sample], Floats]:
    return lambda s: _signed_log(s.feature(f"closed_{days}_days_km").astype(np.float64))


def _tempo(what: str, days: int, km: int) -> Callable[[Sample], Floats]:
    return lambda s: np.log(s.feature(f"{what}_{days}_days_{km}_km").astype(np.float64) + FLOOR[km])


TERMS: dict[str, tuple[tuple[str, Callable[[Sample], Floats]], ...]] = {
    "distance": (
        ("log km", lambda s: np.log(s.feature("km").astype(np.float64) + 0.5)),
        ("root km", lambda s: np.sqrt(s.feature("km").astype(np.float64))),
    ),
    "closing": (
        *((f"closed {d} days", _closed(d)) for d in (14, 30, 90, 365)),
        ("log months stood", lambda s: np.log1p(s.feature("stood_months").astype(np.float64))),
    ),
    "exposure": tuple((n.replace("_", " "), _of(n)) for n in ("bearings", "held_5_km", "held_15_km", "held_40_km")),
    "contested": tuple(
        (n.replace("_", " "), _of(n)) for n in ("contested_here", "contested_5_km", "shows_contested")
    ),
    "tempo": tuple(
        (f"taken {d} days {r} km", _tempo("taken", d, r))
        for d, r in ((14, 6), (14, 16), (30, 6), (30, 16), (30, 40), (90, 6), (90, 16), (90, 40),
                     (365, 6), (365, 16), (365, 40))
    ),
    "losses": (
        ("lost 90 days 16 km", _tempo("lost", 90, 16)),
        ("lost 365 days 40 km", _tempo("lost", 365, 40)),
        ("held before", _of("held_before")),
    ),
    "town": (
        ("place", lambda s: s.is_place[s.point].astype(np.float64)),
        ("log population", lambda s: np.log1p(s.population[s.point] / 1000.0)),
    ),
}  # fmt: skip
"""Group -> (term, what it is of a sample): what drives a forecast is told by group."""

GROUPS: tuple[str, ...] = tuple(group for group, terms in TERMS.items() for _ in terms)
"""(t,) the group of each term."""


def terms_of(sample: Sample) -> Floats:
    """(n, t) the terms of every row, in the order of ``GROUPS``."""
    return np.column_stack([make(sample) for terms in TERMS.values() for _, make in terms])
