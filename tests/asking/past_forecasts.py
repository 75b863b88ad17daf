"""Invented forecasts of the past: points at a few distances, taken at random by a known rate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from frontwatch.asking.backtest import About, Backtest, coded
from frontwatch.asking.sample import Sample

LAST = np.datetime64("2031-12-31")
ABOUT = About(date(2032, 1, 5), "1.2.3", "Invented record", "abcdef0123", "AL", date(2031, 12, 31))


def months(number: int, first: str = "2030-01") -> np.ndarray:
    return (np.datetime64(first, "M") + np.arange(number)).astype("datetime64[D]")


def a_sample(points: int = 40, number: int = 12, seed: int = 0) -> Sample:
    """Places only, asked about on the first days of months; the nearer, the likelier taken."""
    rng = np.random.default_rng(seed)
    day = np.repeat(months(number), points)
    point = np.tile(np.arange(points), number)
    km = rng.uniform(0.1, 49, len(day)).astype(np.float32)
    wait = rng.exponential(40 + 30 * km).astype(np.int64) + 1
    taken = day + wait
    taken[taken > LAST] = np.datetime64("NaT")
    zeros = np.zeros(points)
    return Sample(
        "AL", ("km",), zeros, zeros, np.full(points, 9000), np.ones(points, bool), day, point, km[:, None], taken, LAST
    )


@dataclass(frozen=True, slots=True)
class Constant:
    """Says the same of every point, or what share of the past came where none is given."""

    name: str
    p: float | None = None

    def chances(self, past: Sample, now: Sample, horizons: np.ndarray) -> np.ndarray:
        shares = []
        for h in horizons:
            came, whole = past.came(int(h))
            shares.append(self.p if self.p is not None else float(came[whole].mean()) if whole.any() else 0.0)
        return np.tile(shares, (len(now), 1))


MODELS = (
    Constant("climatology"), Constant("rolling_climatology", 0.1), Constant("kinetic", 0.2), Constant("hazard", 0.3)
)  # fmt: skip


def a_backtest(p: np.ndarray, came: np.ndarray, *, reference: float = 0.1, points: int = 50) -> Backtest:
    """One horizon of 30 days; `p` of the model "combined", base rates the constant `reference`."""
    n = len(p)
    day = np.resize(np.repeat(months(-(-n // points)), points), n)
    taken = np.where(came, day + 10, np.datetime64("NaT"))
    base = np.full(n, reference)
    codes = np.stack([coded(base)[None], coded(base)[None], coded(p)[None]])
    return Backtest(
        ABOUT, ("climatology", "rolling_climatology", "combined"), (30,), day, np.arange(n) % points,
        np.full(n, 3.0), np.full(n, 100), taken, codes,
    )  # fmt: skip
