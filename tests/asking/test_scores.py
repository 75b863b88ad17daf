"""Scores against scoringrules, and against the numbers their publishers print."""

from __future__ import annotations

import numpy as np
import pytest
import scoringrules as sr
from hypothesis import given
from hypothesis import strategies as st

from frontwatch.asking.scores import baseline_score, brier_score, crps_of_day, log_score, peer_score
from frontwatch.model import FrontwatchError

CHANCES = st.lists(st.tuples(st.floats(0.001, 0.999), st.sampled_from([0.0, 1.0])), min_size=1, max_size=20)


@given(CHANCES)
def test_brier_and_log_are_those_of_scoringrules(cases):
    p, came = np.array(cases).T
    assert np.allclose(brier_score(p, came), sr.brier_score(came, p))
    assert np.allclose(log_score(p, came), -sr.log_score(came, p))


@pytest.mark.parametrize("p, came, score, why", [
    (0.5, 1, 0, "a coin earns nothing"), (0.5, 0, 0, "either way"), (0.999, 1, 99.9, "the best Metaculus allows"),
    (0.001, 1, -896.6, "the worst Metaculus allows: -897 in its FAQ"), (0.25, 0, 58.5, "100 (log2 .75 + 1)"),
])  # fmt: skip
def test_the_baseline_score_is_metaculus_s(p, came, score, why):
    assert baseline_score([p], [came])[0] == pytest.approx(score, abs=0.06), why


@given(st.lists(st.floats(0.01, 0.99), min_size=2, max_size=8), st.sampled_from([0.0, 1.0]))
def test_peer_scores_of_all_sum_to_zero_and_follow_the_geometric_mean(ps, came):
    p = np.array(ps)
    others = np.array([np.delete(p, i) for i in range(len(p))])
    found = peer_score(p, others, np.full(len(p), came))
    right = p if came else 1 - p
    n = len(p)
    # Metaculus: 100 N/(N-1) ln(p / geometric mean of all N, oneself included).
    expected = 100 * n / (n - 1) * (np.log(right) - np.log(right).mean())
    assert np.allclose(found, expected)
    assert found.sum() == pytest.approx(0, abs=1e-7)


def test_one_without_peers_has_the_peer_score_zero():
    assert peer_score([0.9], [[np.nan, np.nan]], [1.0]).tolist() == [0.0]


def test_what_is_not_known_is_not_scored():
    for score in (brier_score, log_score, baseline_score):
        assert np.isnan(score([0.3], [np.nan])).all()
    assert np.isnan(peer_score([0.3], [[0.2]], [np.nan])).all()


@given(
    st.lists(st.integers(0, 5), min_size=2, max_size=30).filter(lambda w: sum(w) > 0),
    st.integers(0, 29),
)
def test_the_crps_of_a_date_is_that_of_an_ensemble_of_dates(weights, came):
    # weights[d] runs come on day d; the last entry is "not by the end".
    days = len(weights) - 1
    members = np.repeat(np.arange(len(weights)), weights).astype(float)
    chance = np.cumsum(weights)[:-1] / sum(weights)
    came_on = came if came < days else None
    observed = float(days if came_on is None else came_on)
    ours = crps_of_day(chance, came_on)
    assert ours == pytest.approx(float(sr.crps_ensemble(observed, members, estimator="nrg")), abs=1e-9)


@pytest.mark.parametrize("p", [-0.01, 1.01, float("nan"), float("inf")])
def test_a_probability_outside_nought_and_one_is_refused_and_named(p):
    for call in (
        lambda: brier_score([0.5, p], [1, 1]),
        lambda: log_score([0.5, p], [1, 1]),
        lambda: baseline_score([0.5, p], [1, 1]),
        lambda: peer_score([p], [[0.5]], [1]),
        lambda: crps_of_day([0.1, p], None),
    ):
        with pytest.raises(FrontwatchError, match="between 0 and 1"):
            call()


def test_an_outcome_between_is_refused():
    with pytest.raises(FrontwatchError, match=r"not 0\.5"):
        brier_score([0.5], [0.5])


@pytest.mark.parametrize(
    "chance, day, told", [([0.5, 0.4], None, "falls at day 2"), ([0.1, 0.2], 2, "day of the curve")]
)
def test_a_curve_that_falls_or_ends_before_is_refused(chance, day, told):
    with pytest.raises(FrontwatchError, match=told):
        crps_of_day(chance, day)
