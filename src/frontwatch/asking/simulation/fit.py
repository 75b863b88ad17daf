"""The front's habits, learned from a field: what makes a cell fall, how fast, and how sectors go their own way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.field import Field
from frontwatch.asking.simulation.choice import Choice, fit_choice
from frontwatch.asking.simulation.layout import Layout, layout_of
from frontwatch.asking.simulation.past import FEATURES, LOSING, TAKING, State, Week, features_of, weeks_of
from frontwatch.asking.simulation.settings import (
    BURN_IN_WEEKS,
    CONTROLS,
    FIT_LEAD_WEEKS,
    GREY_MOST,
    HISTORY_HALF_LIFE,
    SECTOR_LEAD_WEEKS,
    SECTOR_SPREAD_BOUNDS,
)
from frontwatch.asking.simulation.tempo import Tempo, fit_tempo

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fitted:
    """What `simulate` needs, all of it known by the field's last day."""

    field: Field
    layout: Layout
    now: State
    choice: tuple[Choice, Choice]
    """By direction: TAKING, LOSING."""
    tempo: tuple[Tempo, Tempo]
    sector_spread: float
    """Long-run standard deviation of a sector's log tempo."""


def fit(field: Field) -> Fitted:
    """Learn from the weeks of a field.

    A week's rate of cell i is tempo x exp(b.x_i + sector) / sum over all candidates: what all of them together can
    expect follows the national tempo alone, however long the front grows, so no run feeds on itself.
    """
    layout = layout_of(field)
    past: list[Week] = []
    now = None
    for state, week in weeks_of(field, layout):
        now = state
        if week is not None:
            past.append(week)
    assert now is not None
    seen = past[min(BURN_IN_WEEKS, len(past) // 2) :]
    choices = _choice(field, layout, seen, TAKING), _choice(field, layout, seen, LOSING)
    tempos = tuple(fit_tempo(np.array([len(w.fell[d]) for w in seen], np.int64)) for d in (TAKING, LOSING))
    spread = _sector_spread(field, layout, seen, choices[TAKING])
    return Fitted(field, layout, now, choices, (tempos[0], tempos[1]), spread)


def _choice(field: Field, layout: Layout, past: list[Week], direction: int) -> Choice:
    rows, week, fell, stands_for = [], [], [], []
    for n, step in enumerate(past[: max(len(past) - FIT_LEAD_WEEKS + 1, 1)]):
        soon = np.unique(np.concatenate([w.fell[direction] for w in past[n : n + FIT_LEAD_WEEKS]]))
        taken = np.intersect1d(soon, step.candidates[direction], assume_unique=True)
        others = np.setdiff1d(step.candidates[direction], taken, assume_unique=True)
        # Every k-th, beginning elsewhere each week: no chance in it, and no pattern.
        k = max(1, -(-len(others) // CONTROLS))
        kept = others[n % k :: k]
        cells = np.concatenate([taken, kept])
        rows.append(features_of(field, layout, step.before, direction, cells))
        week.append(np.full(len(cells), n))
        fell.append(np.arange(len(cells)) < len(taken))
        stands_for.append(np.append(np.ones(len(taken)), np.full(len(kept), len(others) / max(len(kept), 1))))
    # A capture is seen from as many weeks as the lead has.
    weight = 0.5 ** ((len(rows) - 1 - np.arange(len(rows))) / HISTORY_HALF_LIFE) / FIT_LEAD_WEEKS
    return _bounded(
        fit_choice(
            np.concatenate(rows).astype(np.float64),
            np.concatenate(week),
            np.concatenate(fell),
            weight,
            np.concatenate(stands_for),
        )
    )


def _bounded(choice: Choice) -> Choice:
    """With the effect of contested ground at most ``GREY_MOST``, and then without doubt about it."""
    at = FEATURES.index("grey")
    if choice.effect[at] <= GREY_MOST:
        return choice
    effect, covariance = choice.effect.copy(), choice.covariance.copy()
    effect[at], covariance[at], covariance[:, at] = GREY_MOST, 0.0, 0.0
    return Choice(effect, covariance)


def _sector_spread(field: Field, layout: Layout, past: list[Week], choice: Choice) -> float:
    """How far sectors' captures of a quarter strayed from their share at its beginning, beyond chance (moments)."""
    home = layout.sectors[np.arange(layout.blocks), layout.pull.argmax(axis=1)]
    strayed = scale = 0.0
    for start in range(0, len(past) - SECTOR_LEAD_WEEKS + 1, SECTOR_LEAD_WEEKS):
        first, cells = past[start], past[start].candidates[TAKING]
        rate = np.exp(features_of(field, layout, first.before, TAKING, cells) @ choice.effect)
        share = np.bincount(home[layout.block[cells]], weights=rate, minlength=layout.sector_count)
        fell = np.concatenate([w.fell[TAKING] for w in past[start : start + SECTOR_LEAD_WEEKS]])
        came = np.bincount(home[layout.block[fell]], minlength=layout.sector_count)
        expected = share / max(share.sum(), 1e-12) * came.sum()
        strayed += float(((came - expected) ** 2 - expected).sum())
        scale += float((expected**2).sum())
    low, high = SECTOR_SPREAD_BOUNDS
    return float(np.clip(np.sqrt(max(strayed, 0.0) / scale) if scale else low, low, high))
