"""How good a probability was, once it is known what came: Brier, log, Metaculus's baseline and peer, CRPS of a date.

A score of a case that is not yet known (NaN) is NaN.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from frontwatch.model import FrontwatchError

Floats = NDArray[np.float64]


def brier_score(p: ArrayLike, came: ArrayLike) -> Floats:
    """Squared error of a probability: 0 is perfect, 1 is certain and wrong.

    Args:
        p: (n,) probability that the event comes, 0 to 1.
        came: (n,) 1 it came, 0 it did not, NaN not yet known.
    Returns: (n,) no unit.
    Raises: FrontwatchError: a ``p`` outside 0 to 1, a ``came`` that is neither 0 nor 1.
    Source: Brier (1950), Monthly Weather Review 78(1), 1-3.

    >>> brier_score([0.8, 0.8, 0.8], [1.0, 0.0, np.nan]).round(2).tolist()
    [0.04, 0.64, nan]
    """
    p, came = _checked(p, came)
    return np.asarray((p - came) ** 2)


def log_score(p: ArrayLike, came: ArrayLike) -> Floats:
    """Natural logarithm of the probability given to what came: 0 is perfect, -inf is certain and wrong.

    Args, Raises: as ``brier_score``.
    Source: Good (1952), Journal of the Royal Statistical Society B 14(1), 107-114.

    >>> log_score([0.5, 1.0, 0.0], [1.0, 1.0, 1.0]).round(3).tolist()
    [-0.693, 0.0, -inf]
    """
    p, came = _checked(p, came)
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(_given(p, came)))


def baseline_score(p: ArrayLike, came: ArrayLike) -> Floats:
    """Metaculus's baseline score, 100 (log2 q + 1) with q the probability given to what came: 0 is a coin, 100 perfect.

    Args, Raises: as ``brier_score``.
    Source: metaculus.com/help/scores-faq, "What is the Baseline score?", binary questions.

    >>> baseline_score([0.5, 1.0, 0.25], [1.0, 1.0, 1.0]).tolist()
    [0.0, 100.0, -100.0]
    """
    p, came = _checked(p, came)
    with np.errstate(divide="ignore"):
        return np.asarray(100.0 * (np.log2(_given(p, came)) + 1.0))


def peer_score(p: ArrayLike, others: ArrayLike, came: ArrayLike) -> Floats:
    """Metaculus's peer score, 100 times the mean over the others of how far one's log score lies above theirs.

    Args:
        p: (n,) probability that the event comes, 0 to 1.
        others: (n, o) those of the others; NaN where one has none.
        came: (n,) as for ``brier_score``.
    Returns: (n,) 0 is as good as the others; 0 too where there is no other.
    Raises: as ``brier_score``.
    Source: metaculus.com/help/scores-faq, "What is the Peer score?", binary questions.

    >>> peer_score([0.8], [[0.4, np.nan]], [1.0]).round(2).tolist()
    [69.31]
    """
    rivals = np.asarray(others, np.float64)
    came = np.asarray(came, np.float64)
    own = log_score(p, came)
    theirs = log_score(np.where(np.isnan(rivals), 0.5, rivals), np.broadcast_to(came[..., None], rivals.shape))
    there = ~np.isnan(rivals)
    count = there.sum(axis=-1)
    with np.errstate(invalid="ignore"):  # two who were certain and wrong: -inf less -inf is unknown
        above = np.where(there, own[..., None] - theirs, 0.0).sum(axis=-1)
    return np.asarray(100.0 * above / np.maximum(count, 1) + 0.0 * came)


def crps_of_day(chance: ArrayLike, came_on: float | None) -> float:
    """Continuous ranked probability score of a date, in days: 0 is perfect, a certain date misses by its distance.

    The sum over days of (F(d) - H(d))², with F the chance that the event has come by day d and H whether it has. The
    days end with the question's: that the event does not come by then counts as one day after the last.

    Args:
        chance: (d,) F on each day of the question, from the first after the forecast to the last; never falling.
        came_on: 0 to d - 1, the index of the day it came; None: it did not come on any of them.
    Raises: FrontwatchError: a chance outside 0 to 1, one that falls, a day outside the question's.
    Source: Matheson and Winkler (1976), Management Science 22(10), 1087-1096.

    >>> crps_of_day([0.0, 0.0, 1.0, 1.0], 0)
    2.0
    >>> crps_of_day([0.0, 0.0, 0.0], None)
    0.0
    """
    f = np.asarray(chance, np.float64)
    _check_range(f)
    if (np.diff(f) < -1e-12).any():
        at = int(np.flatnonzero(np.diff(f) < -1e-12)[0]) + 1
        raise FrontwatchError(
            f"The chance that it has come falls at day {at + 1} of the curve; give one that only rises."
        )
    if came_on is not None and not 0 <= came_on < len(f):
        raise FrontwatchError(f"The event came on day {came_on} of a curve of {len(f)} days; give a day of the curve.")
    has_come = np.arange(len(f)) >= (np.inf if came_on is None else came_on)
    return float(((f - has_come) ** 2).sum())


def _given(p: Floats, came: Floats) -> Floats:
    """(n,) probability given to what came; NaN where that is not known."""
    return np.where(np.isnan(came), np.nan, np.where(came == 1.0, p, 1.0 - p))


def _checked(p: ArrayLike, came: ArrayLike) -> tuple[Floats, Floats]:
    probability, outcome = np.asarray(p, np.float64), np.asarray(came, np.float64)
    _check_range(probability)
    odd = ~(np.isnan(outcome) | (outcome == 0.0) | (outcome == 1.0))
    if odd.any():
        raise FrontwatchError(f"What came is 1, 0, or NaN while it is not known, not {_first(outcome, odd)}.")
    return probability, outcome


def _check_range(p: Floats) -> None:
    outside = ~((p >= 0.0) & (p <= 1.0))
    if outside.any():
        case = int(np.argmax(outside.ravel())) + 1
        raise FrontwatchError(
            f"A probability lies between 0 and 1, and {_first(p, outside)} (case {case}) does not; give 0.25 for 25 %."
        )


def _first(values: NDArray[Any], which: NDArray[np.bool_]) -> str:
    return f"{float(values[which].ravel()[0]):g}"
