"""Whether a forecaster is an optimist or a pessimist for a side: how far, and how surely, the forecasts lay off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from frontwatch.ledger.scoring import Scored
from frontwatch.ledger.settings import LEAN_BY, LEAN_LEAST, LEAN_SURE

Word = Literal["optimist", "pessimist", "no lean seen", "too few cases"]


@dataclass(frozen=True, slots=True)
class Lean:
    """How a forecaster's forecasts about one side lay to what came."""

    who: str
    side: str
    """Whose taking of ground was asked about: an optimist expected more of it than came."""
    questions: int
    mean_error: float
    """Mean of forecast less what came; above 0 expects too much of the side."""
    above: float
    """Share of the questions on which the forecast lay above what came."""
    chance: float
    """That as much or as little would have come, were the forecasts right: two-sided, exact."""
    word: Word


def leanings(scored: Sequence[Scored]) -> tuple[Lean, ...]:
    """Each forecaster's lean for each side asked about.

    The plain sign test on the errors would call everyone an optimist who rightly gives 10 % to things of which one in
    ten comes: nine errors of ten lie above. So what is asked is whether the number that came fits the forecasts, each
    a throw of its own coin (Poisson binomial).
    """
    pairs = dict.fromkeys((s.who, s.side) for s in scored)
    return tuple(_lean([s for s in scored if (s.who, s.side) == pair]) for pair in pairs)


def _lean(rows: Sequence[Scored]) -> Lean:
    p, came = np.array([s.mean for s in rows]), np.array([s.came for s in rows], float)
    error = float((p - came).mean())
    chance = chance_of_as_far(p, int(came.sum()))
    word: Word = "no lean seen"
    if len(rows) < LEAN_LEAST:
        word = "too few cases"
    elif abs(error) >= LEAN_BY and chance <= LEAN_SURE:
        word = "optimist" if error > 0 else "pessimist"
    return Lean(rows[0].who, rows[0].side, len(rows), error, float((p > came).mean()), chance, word)


def chance_of_as_far(p: NDArray[np.float64], came: int) -> float:
    """Chance that so few events come, or so many, whichever is rarer, doubled, if event i comes with chance p[i].

    >>> chance_of_as_far(np.array([0.5, 0.5]), 0)
    0.5
    """
    counts = np.ones(1)
    for chance in p:
        counts = np.append(counts * (1 - chance), 0.0) + np.append(0.0, counts * chance)
    tail = min(counts[: came + 1].sum(), counts[came:].sum())
    return float(min(1.0, 2.0 * tail))
