from __future__ import annotations

import numpy as np
import pytest

from frontwatch.asking.skill import (
    block_months,
    brier_skill,
    calibration,
    forecast_over_observed,
    reliability,
    resampled_months,
)

MONTH = np.repeat(np.arange(24), 500)
RNG = np.random.default_rng(5)
TRUE = RNG.beta(0.6, 3.0, len(MONTH))
CAME = RNG.random(len(MONTH)) < TRUE
FLAT = np.full((1, len(MONTH)), CAME.mean())


def test_a_perfect_forecaster_has_skill_one_and_the_reference_itself_none():
    perfect = brier_skill(CAME.astype(float), FLAT, CAME, MONTH, 30)
    assert (perfect.brier, perfect.skill, perfect.low, perfect.high) == (0.0, 1.0, 1.0, 1.0)
    same = brier_skill(FLAT[0], FLAT, CAME, MONTH, 30)
    assert same.skill == pytest.approx(0.0) and same.low == pytest.approx(0.0)


def test_the_brier_score_is_scoringrules():
    import scoringrules

    expected = scoringrules.brier_score(CAME.astype(float), TRUE).mean()
    assert brier_skill(TRUE, FLAT, CAME, MONTH, 30).brier == pytest.approx(expected)


def test_the_better_of_the_references_counts():
    far = np.full(len(MONTH), 0.9)
    both = brier_skill(TRUE, np.stack([far, FLAT[0]]), CAME, MONTH, 30)
    assert both == brier_skill(TRUE, FLAT, CAME, MONTH, 30)


def test_the_interval_covers_a_planted_skill():
    # For outcomes drawn by p itself and a constant reference at its mean, skill is Var(p) / (m (1 - m)).
    a, b = 0.6, 3.0
    m = a / (a + b)
    planted = (a * b / ((a + b) ** 2 * (a + b + 1))) / (m * (1 - m))
    covered = 0
    for seed in range(40):
        rng = np.random.default_rng(seed)
        p = rng.beta(a, b, 24 * 60)
        month = np.repeat(np.arange(24), 60)
        s = brier_skill(p, np.full((1, len(p)), m), rng.random(len(p)) < p, month, 30)
        assert s.low < s.skill < s.high
        covered += s.low <= planted <= s.high
    # 95 % is meant; few blocks make such intervals a little short.
    assert covered >= 32


def test_no_more_months_than_a_block_give_no_interval():
    few = block_months(90) > MONTH
    s = brier_skill(TRUE[few], FLAT[:, few], CAME[few], MONTH[few], 90)
    assert np.isfinite(s.skill) and np.isnan(s.low) and np.isnan(s.high)


def test_no_cases_give_no_skill():
    none = np.empty(0)
    s = brier_skill(none, np.empty((1, 0)), none.astype(bool), none.astype(int), 30)
    assert s.cases == 0 and np.isnan(s.skill)


@pytest.mark.parametrize("horizon", [30, 90, 365])
def test_every_resample_has_as_many_months_in_blocks_as_long_as_the_horizon(horizon):
    drawn = resampled_months(40, horizon)
    assert (drawn.sum(axis=1) == 40).all()
    assert block_months(horizon) * 30.4 >= horizon
    assert (drawn == resampled_months(40, horizon)).all()
    assert drawn.mean(axis=0) == pytest.approx(np.ones(40), abs=0.2)


@pytest.mark.parametrize(("stretch", "shift"), [(1.0, 0.0), (2.0, 0.0), (0.5, 0.0), (1.0, 0.7)])
def test_calibration_finds_a_planted_slope_and_intercept(stretch, shift):
    z = np.random.default_rng(1).normal(-1, 1.2, 60_000)
    came = np.random.default_rng(2).random(len(z)) < 1 / (1 + np.exp(-z))
    slope, intercept = calibration(1 / (1 + np.exp(-(stretch * z + shift))), came)
    assert slope == pytest.approx(1 / stretch, abs=0.06)
    assert intercept == pytest.approx(-shift / stretch, abs=0.06)


def test_calibration_of_two_forecasts_is_the_closed_form():
    # Two values of p make the regression saturated: it runs through the observed log-odds.
    p = np.repeat([0.2, 0.6], 100)
    came = np.concatenate([np.arange(100) < 30, np.arange(100) < 50])
    logit = lambda q: np.log(q / (1 - q))  # noqa: E731
    slope = (logit(0.5) - logit(0.3)) / (logit(0.6) - logit(0.2))
    assert calibration(p, came) == pytest.approx((slope, logit(0.3) - slope * logit(0.2)), abs=1e-4)


def test_forecast_over_observed_slides_by_twelve_months():
    month = np.arange(14)
    came = np.ones(14, bool)
    assert forecast_over_observed(np.full(14, 0.5), came, month) == pytest.approx([0.5, 0.5, 0.5])
    assert np.isinf(forecast_over_observed(np.full(14, 0.5), ~came, month)).all()


def test_reliability_counts_every_case_once_and_a_place_taken_once():
    point = np.arange(len(MONTH)) % 70
    bins = reliability(TRUE, CAME, point, MONTH, 30)
    assert sum(b.cases for b in bins) == len(MONTH)
    assert all(b.captures <= 70 for b in bins)
    for b in bins:
        here = (b.low <= TRUE) & (b.low + 1e-12 < b.high) & (b.high > TRUE)
        assert b.cases == here.sum() and b.observed == pytest.approx(CAME[here].mean())
        assert b.observed_low <= b.observed <= b.observed_high
