"""How good what was said of other events was: against the share of such events that had come before, kind by kind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.event_backtest import EventBacktest
from frontwatch.asking.forecast import TrackRecord
from frontwatch.asking.skill import Skill, calibration, compared
from frontwatch.asking.track import nearest_horizon, told_before

Floats = NDArray[np.float64]
FEWEST_CASES = 10
"""A base rate of fewer cases is none, and what was said beside it is not scored."""
KINDS = (
    "front_near", "part_any", "part_all", "several_all", "several_any", "region_share", "ground_taken", "sector_taken",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EventScore:
    """How one kind did at one horizon, on the cases that have a base rate; NaN where they do not tell."""

    kind: str
    horizon: int
    cases: int
    came: int
    """Cases that came."""
    subjects: int
    """Distinct places, pairs, regions or sectors, each with its step, that came."""
    months: int
    """Distinct as-of days."""
    brier: float
    base_brier: float
    skill: float
    low: float
    high: float
    """Brier skill score against the base rate, and its 95 % interval."""
    slope: float
    ratio: float
    """Expected over observed, all cases."""


def base_rates(backtest: EventBacktest, horizon: int) -> Floats:
    """(n,) the base rate of each row's kind and step known on its day; NaN where it rests on too few cases.

    (k + 1/2) / (n + 1) of the n cases of earlier as-of days whose windows had passed, of which k came.
    """
    group, known, yes = _groups(backtest), backtest.known(horizon), backtest.yes(horizon)
    end = backtest.day + np.timedelta64(horizon, "D")
    found = np.full(len(backtest), np.nan)
    for day in np.unique(backtest.day):
        past, here = known & (end <= day), backtest.day == day
        cases, came = (np.bincount(group[rows], minlength=group.max() + 1) for rows in (past, past & yes))
        rate = np.where(cases >= FEWEST_CASES, (came + 0.5) / (cases + 1), np.nan)
        found[here] = rate[group[here]]
    return found


def scored_events(backtest: EventBacktest) -> tuple[EventScore, ...]:
    """Every kind at every horizon that has cases."""
    found = []
    for horizon in backtest.horizons:
        base = base_rates(backtest, horizon)
        rows = backtest.known(horizon) & np.isfinite(base)
        for kind in KINDS:
            here = rows & (backtest.kind == kind)
            if here.any():
                found.append(_scored(backtest.rows(here), base[here], kind, horizon))
    return tuple(found)


def _scored(b: EventBacktest, base: Floats, kind: str, horizon: int) -> EventScore:
    p, y = b.chance(horizon), b.yes(horizon)
    s = _skill(b, p, base, horizon)
    subjects = len(set(zip(b.what[y].tolist(), b.step[y].tolist(), strict=True)))
    return EventScore(
        kind, horizon, len(b), int(y.sum()), subjects, len(np.unique(b.day)), s.brier, float(((base - y) ** 2).mean()),
        s.skill, s.low, s.high, calibration(p, y)[0], float(p.sum() / y.sum()) if y.any() else np.nan,
    )  # fmt: skip


def _skill(b: EventBacktest, p: Floats, base: Floats, horizon: int) -> Skill:
    return compared(p, base, b.yes(horizon), b.day.astype("datetime64[M]").astype(np.int64), horizon)


def track_of(
    backtest: EventBacktest, kind: str, step: float, probability: float, horizon: int, as_of: np.datetime64
) -> tuple[float | None, TrackRecord | None]:
    """The base rate of such events known on a day, and what became of what was said of the kind at about a probability.

    Args:
        step: the nearest one asked counts; horizon: the nearest one scored, by their ratios.
    """
    nearest = nearest_horizon(backtest.horizons, horizon)
    mine = backtest.rows(backtest.kind == kind)
    if not len(mine):
        return None, None
    steps = np.unique(mine.step)
    at = steps[np.abs(np.log(np.maximum(steps, 1e-3)) - np.log(max(step, 1e-3))).argmin()]
    past = mine.known(nearest, as_of) & (mine.step == at)
    cases, came = int(past.sum()), int((past & mine.yes(nearest)).sum())
    rate = (came + 0.5) / (cases + 1) if cases >= FEWEST_CASES else None
    base = base_rates(mine, nearest)
    counted = mine.known(nearest) & np.isfinite(base)
    told = mine.rows(counted)
    if not len(told):
        return rate, None
    p, y = told.chance(nearest), told.yes(nearest)
    skill = _skill(told, p, base[counted], nearest)
    _, subject = np.unique(told.what, return_inverse=True)
    month = told.day.astype("datetime64[M]").astype(np.int64)
    subjects = subject.astype(np.int64)
    return rate, told_before(backtest.about, nearest, skill, p, y, subjects, month, probability, kind)


def _groups(b: EventBacktest) -> NDArray[np.intp]:
    """(n,) a number for each kind and step."""
    _, kind = np.unique(b.kind, return_inverse=True)
    _, step = np.unique(b.step, return_inverse=True)
    return np.asarray(kind * (step.max(initial=0) + 1) + step, np.intp)
