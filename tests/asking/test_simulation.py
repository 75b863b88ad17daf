"""Runs of an invented front: what must hold of every run, and what the fit must find."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simulated import AS_OF, a_field, advancing, halves

from frontwatch.asking.field import OTHER
from frontwatch.asking.simulation.choice import Choice, fit_choice
from frontwatch.asking.simulation.fit import Fitted, _bounded, fit
from frontwatch.asking.simulation.past import FEATURES, TAKING
from frontwatch.asking.simulation.settings import CHUNK_RUNS, GREY_MOST, NEVER
from frontwatch.asking.simulation.simulate import simulate
from frontwatch.asking.simulation.tempo import Tempo, fit_tempo
from frontwatch.model import FrontwatchError


def at_tempo(a_week: float) -> Tempo:
    """A tempo that never strays."""
    one, zero = np.ones(1), np.zeros(1)
    now = np.array([[np.log(max(a_week, 1e-300)), 0.0]])
    return Tempo(one, zero, zero, zero, now, np.full((1, 2, 2), 1e-12), 1e9)


def with_tempo(fitted: Fitted, taking: float, losing: float) -> Fitted:
    return Fitted(
        fitted.field, fitted.layout, fitted.now, fitted.choice, (at_tempo(taking), at_tempo(losing)), 0.3
    )  # fmt: skip


@pytest.fixture(scope="module")
def fitted() -> Fitted:
    return fit(advancing(40, 5))


@given(st.integers(0, 2**40), st.floats(0.5, 40), st.floats(0.5, 40))
@settings(max_examples=15, deadline=None)
def test_a_cell_falls_only_to_a_side_that_did_not_hold_it_and_comes_back_only_after(fitted, seed, taking, losing):
    runs = simulate(with_tempo(fitted, taking, losing), weeks=20, runs=10, seed=seed)
    held = runs.field.code[-1] == OTHER
    taken, lost = runs.taken_week.astype(int), runs.lost_week.astype(int)
    assert taken.min() >= 1 and lost.min() >= 1
    assert ((taken <= 20) | (taken == NEVER)).all() and ((lost <= 20) | (lost == NEVER)).all()
    assert (taken[:, held] > lost[:, held])[taken[:, held] != NEVER].all(), "its own cell is retaken after it was lost"
    assert (lost[:, ~held] > taken[:, ~held])[lost[:, ~held] != NEVER].all()


@given(st.integers(0, 2**40))
@settings(max_examples=10, deadline=None)
def test_the_net_gain_is_the_ground_held_at_the_end_less_that_at_the_beginning(fitted, seed):
    runs = simulate(with_tempo(fitted, 20, 10), weeks=12, runs=6, seed=seed)
    held = np.tile(runs.field.code[-1] == OTHER, (6, 1))
    start = held.sum(axis=1)
    for week in range(1, 13):  # replayed, one week after the other
        held[runs.taken_week == week] = True
        held[runs.lost_week == week] = False
        assert (runs.net_km2()[:, week] == (held.sum(axis=1) - start) * runs.field.cell_km2).all()


def test_without_any_tempo_nothing_changes(fitted):
    runs = simulate(with_tempo(fitted, 0.0, 0.0), runs=50)
    assert (runs.taken_week == NEVER).all() and (runs.lost_week == NEVER).all()


def test_no_cell_falls_that_no_ground_of_the_taker_has_come_near(fitted):
    runs = simulate(with_tempo(fitted, 30, 0.0), weeks=1, runs=20)
    row, column = np.divmod(np.arange(30 * 60), 60)
    held = (runs.field.code[-1] == OTHER).reshape(30, 60)
    near = np.array(
        [held[max(r - 3, 0) : r + 4, max(c - 3, 0) : c + 4].any() for r, c in zip(row, column, strict=True)]
    )
    assert (runs.taken_week[:, ~near] == NEVER).all()
    assert (runs.taken_week != NEVER).any()


def test_the_more_tempo_the_more_falls_and_as_much_as_it_says(fitted):
    gains = [simulate(with_tempo(fitted, t, 0.0), weeks=10, runs=200).net_km2()[:, -1].mean() / 4 for t in (2, 5, 10)]
    # A cell hit twice in a week falls once: a little under the tempo, never above it by more than chance.
    assert gains == pytest.approx([20, 50, 100], rel=0.08)
    assert gains[0] < gains[1] < gains[2]


def test_the_expected_gain_does_not_grow_with_the_length_of_the_front(fitted):
    straight = with_tempo(fit(a_field(*[halves(30, 60)] * 9)), 5, 0.0)
    dents = halves(30, 60)
    dents[::4, 20:] = OTHER
    long = with_tempo(fit(a_field(*[dents] * 9)), 5, 0.0)
    short_gain, long_gain = (simulate(f, weeks=10, runs=200).net_km2()[:, -1].mean() for f in (straight, long))
    assert long_gain == pytest.approx(short_gain, rel=0.05)


@pytest.mark.parametrize("workers", [2, 3])
def test_the_same_seed_gives_the_same_runs_on_any_number_of_workers(fitted, workers):
    one = simulate(fitted, weeks=10, runs=3 * CHUNK_RUNS + 7, seed=11)
    many = simulate(fitted, weeks=10, runs=3 * CHUNK_RUNS + 7, seed=11, workers=workers)
    assert (one.taken_week == many.taken_week).all() and (one.lost_week == many.lost_week).all()
    other = simulate(fitted, weeks=10, runs=3 * CHUNK_RUNS + 7, seed=12)
    assert (one.taken_week != other.taken_week).any()


def test_fewer_runs_are_the_first_of_more(fitted):
    few, more = (simulate(fitted, weeks=10, runs=n, seed=3) for n in (30, 60))
    assert (few.taken_week == more.taken_week[:30]).all()


@pytest.mark.parametrize(("runs", "weeks"), [(0, 10), (10, 0), (10, 255)])
def test_no_runs_or_too_many_weeks_are_told_in_one_sentence(fitted, runs, weeks):
    with pytest.raises(FrontwatchError, match="at least one run of 1 to 254 weeks"):
        simulate(fitted, weeks=weeks, runs=runs)


@pytest.mark.parametrize("a_week", [4, 12])
def test_the_fit_finds_the_tempo_that_was_planted(a_week):
    found = fit(advancing(60, a_week)).tempo[TAKING]
    mean = float((np.exp(found.now.sum(axis=1)) * found.chance).sum())
    assert mean == pytest.approx(a_week, rel=0.25)


def test_the_fit_finds_the_effects_that_were_planted():
    rng = np.random.default_rng(5)
    planted = np.array([1.0, -0.5, 0.0])
    x = rng.standard_normal((400, 50, 3))
    rate = np.exp(x @ planted)
    fell = np.zeros((400, 50), bool)
    for week in range(400):
        fell[week, rng.choice(50, 3, replace=False, p=rate[week] / rate[week].sum())] = True
    found = fit_choice(x.reshape(-1, 3), np.repeat(np.arange(400), 50), fell.ravel(), np.ones(400), np.ones(20_000))
    assert (np.abs(found.effect - planted) < 4 * np.sqrt(np.diag(found.covariance)) + 0.06).all()
    assert np.sqrt(np.diag(found.covariance)).max() < 0.06


def test_a_tempo_reverts_to_its_mean_whatever_the_last_month_was():
    calm_then_fast = fit_tempo(np.array([5] * 100 + [60] * 6))
    drawn = np.concatenate([calm_then_fast.draw(53, 25, np.random.default_rng(n)) for n in range(40)])
    assert np.median(drawn[:, 0]) > 20, "the next week is like the last"
    assert np.median(drawn[:, -1]) < 0.5 * np.median(drawn[:, 0]), "a year on it is not"
    assert drawn.max() <= calm_then_fast.ceiling


def test_later_weeks_change_no_bit_of_an_earlier_fit():
    whole = advancing(50, 6)
    cut = a_field(*whole.code[:40].reshape(40, 30, 60))
    again = a_field(*np.concatenate([whole.code[:40], 1 - whole.code[40:]])[:40].reshape(40, 30, 60))
    one, two = (simulate(fit(f), weeks=8, runs=10) for f in (cut, again))
    assert (one.taken_week == two.taken_week).all()
    assert one.field.as_of == AS_OF


def test_contested_ground_is_at_most_so_much_likelier_to_fall():
    at = FEATURES.index("grey")
    effect, covariance = np.full(len(FEATURES), 1.0), np.eye(len(FEATURES))
    assert _bounded(Choice(effect, covariance)).effect.tolist() == effect.tolist()
    effect[at] = GREY_MOST + 5
    found = _bounded(Choice(effect, covariance))
    assert found.effect[at] == GREY_MOST and np.delete(found.effect, at).tolist() == [1.0] * (len(FEATURES) - 1)
    assert not found.covariance[at].any() and not found.covariance[:, at].any()
    assert effect[at] == GREY_MOST + 5
