"""The regression against what is known of it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontwatch.asking.logistic import fit_leads_together, fit_logistic, logit, sigmoid


def test_with_a_constant_alone_it_gives_the_share():
    y = np.array([1.0, 0, 0, 0])
    found = fit_logistic(np.ones((4, 1)), y, np.ones(4), np.array([1e-9]))
    assert sigmoid(found.b)[0] == pytest.approx(0.25)
    # The variance of a log-odds: 1 / (n p (1 - p)).
    assert found.covariance[0, 0] == pytest.approx(1 / (4 * 0.25 * 0.75))


def test_one_of_two_groups_each_gets_its_own_share():
    x = np.column_stack([np.ones(8), [0, 0, 0, 0, 1, 1, 1, 1]])
    y = np.array([1.0, 0, 0, 0, 1, 1, 1, 0])
    found = fit_logistic(x, y, np.ones(8), np.full(2, 1e-9))
    assert sigmoid(x @ found.b)[[0, 7]] == pytest.approx([0.25, 0.75])


@settings(max_examples=50)
@given(st.integers(0, 100_000))
def test_no_step_leads_higher(seed):
    rng = np.random.default_rng(seed)
    x, weight = rng.normal(size=(60, 3)), rng.random(60)
    y = (rng.random(60) < 0.3).astype(float)
    penalty = np.full(3, 0.5)

    def height(b):
        z = x @ b
        return float((weight * (y * z - np.log1p(np.exp(z)))).sum() - (penalty * b**2).sum() / 2)

    found = fit_logistic(x, y, weight, penalty).b
    assert all(height(found) >= height(found + step) for step in rng.normal(scale=0.05, size=(20, 3)))


@settings(max_examples=50)
@given(st.integers(0, 100_000))
def test_rows_at_every_lead_together_are_those_rows_one_by_one(seed):
    rng = np.random.default_rng(seed)
    n, f, lead = 50, 3, np.array([-1.2, 0.0, 0.7, 1.4])
    x, penalty = rng.normal(size=(n, f)), rng.uniform(0.1, 2.0, 2 * f)
    y = (rng.random((n, len(lead))) < 0.3).astype(float)
    weight = rng.random((n, len(lead))) * (rng.random((n, len(lead))) < 0.7)
    together = fit_leads_together(x, lead, y, weight, penalty)
    rows = np.concatenate([np.hstack([x, x * at]) for at in lead])
    one_by_one = fit_logistic(rows, y.T.ravel(), weight.T.ravel(), penalty)
    assert together.b == pytest.approx(one_by_one.b, rel=1e-9, abs=1e-11)
    assert together.covariance == pytest.approx(one_by_one.covariance, rel=1e-9, abs=1e-11)


@given(st.floats(1e-5, 1 - 1e-5))
def test_log_odds_and_back(p):
    assert sigmoid(logit(np.array([p])))[0] == pytest.approx(p)
