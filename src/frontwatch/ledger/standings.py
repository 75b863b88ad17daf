"""All scores of a forecaster together: means over questions, and calibration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from frontwatch.ledger.life import life_of
from frontwatch.ledger.log import LoggedQuestion
from frontwatch.ledger.scoring import CROWD_LINE, Scored, line_of
from frontwatch.ledger.settings import CALIBRATION_BINS


@dataclass(frozen=True, slots=True)
class Standing:
    """One forecaster's means over resolved questions."""

    who: str
    kind: str
    questions: int
    came: int
    """How many of them came."""
    coverage: float
    brier: float
    log: float
    baseline: float
    peer: float
    crps_days: float | None
    crps_questions: int


def standings(scored: Sequence[Scored]) -> tuple[Standing, ...]:
    """Of each forecaster, people and models and the crowd's line side by side, the best baseline score first."""
    who = dict.fromkeys((s.who, s.kind) for s in scored)
    found = [_standing([s for s in scored if (s.who, s.kind) == w]) for w in who]
    return tuple(sorted(found, key=lambda s: (-s.baseline, s.who)))


def _standing(rows: Sequence[Scored]) -> Standing:
    dated = [s.crps_days for s in rows if s.crps_days is not None]
    return Standing(
        who=rows[0].who,
        kind=rows[0].kind,
        questions=len(rows),
        came=sum(s.came for s in rows),
        coverage=float(np.mean([s.coverage for s in rows])),
        brier=float(np.mean([s.brier for s in rows])),
        log=float(np.mean([s.log for s in rows])),
        baseline=float(np.mean([s.baseline for s in rows])),
        peer=float(np.mean([s.peer for s in rows])),
        crps_days=float(np.mean(dated)) if dated else None,
        crps_questions=len(dated),
    )


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts of about one probability."""

    low: float
    high: float
    questions: int
    """Distinct resolved questions that had such a forecast on some day."""
    weight: float
    """Of questions: a question counts by the share of its days with such a forecast."""
    forecast: float
    """Mean forecast; NaN without any."""
    came: float
    """Share that came, weighted alike; NaN without any."""


def calibration(questions: Sequence[LoggedQuestion], who: str) -> tuple[Bin, ...]:
    """How often what a forecaster called about so likely came, over all resolved questions; an upper bound belongs up.

    Args:
        who: a forecaster's name, or ``CROWD_LINE``.
    """
    bins = len(CALIBRATION_BINS) - 1
    weight, forecast, came, count = (np.zeros(bins) for _ in range(4))
    for question in questions:
        found = question.resolution
        if found is None or found.came is None:
            continue
        life = life_of(question, until=question.asked.event.by)
        if who != CROWD_LINE and who not in life.who:
            continue
        p = line_of(life) if who == CROWD_LINE else life.p[life.who.index(who)]
        p = p[~np.isnan(p)]
        if not len(p):
            continue
        at = np.clip(np.searchsorted(CALIBRATION_BINS, p, side="right") - 1, 0, bins - 1)
        share = np.bincount(at, minlength=bins) / life.days
        weight += share
        forecast += np.bincount(at, weights=p, minlength=bins) / life.days
        came += share * found.came
        count += share > 0
    with np.errstate(invalid="ignore"):
        mean, rate = forecast / weight, came / weight
    return tuple(
        Bin(low, high, int(count[i]), float(weight[i]), float(mean[i]), float(rate[i]))
        for i, (low, high) in enumerate(pairwise(CALIBRATION_BINS))
    )
