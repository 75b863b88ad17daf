"""Several places together: each as often as its own forecast says, in the order that the runs show."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from simulated import a_field, halves

from frontwatch.asking import coupled
from frontwatch.asking.coupled import arrivals, joined, ranks, together
from frontwatch.asking.simulation.runs import Runs
from frontwatch.asking.simulation.settings import NEVER

FIELD = a_field(halves(20, 20))
LON, LAT = FIELD.centres()
R = 200
DAYS = np.array([30, 60, 90], np.int64)


def runs_of(taken: dict[int, np.ndarray]) -> Runs:
    week = np.full((R, 400), NEVER, np.uint8)
    for cell, when in taken.items():
        week[:, cell] = when
    return Runs(FIELD, 52, week, np.full_like(week, NEVER), np.arange(R) // 20)


def rank_of(runs: Runs, *cells: int) -> np.ndarray:
    return ranks(runs, LON[list(cells)], LAT[list(cells)], "BO")


A, B, NEXT_TO_A = 5 * 20 + 8, 12 * 20 + 9, 5 * 20 + 9


@pytest.fixture
def no_pace(monkeypatch):
    monkeypatch.setattr(coupled, "PACE_SHARE", 0.0)


@pytest.mark.usefixtures("no_pace")
def test_the_run_in_which_a_place_falls_first_ranks_first():
    when = np.random.default_rng(0).permutation(R).astype(np.uint8)
    rank = rank_of(runs_of({A: when}), A)[:, 0]
    assert (np.argsort(rank) == np.argsort(when)).all()


@pytest.mark.usefixtures("no_pace")
def test_where_a_place_never_falls_the_ground_that_falls_nearest_ranks_it():
    half = np.where(np.arange(R) < R // 2, 3, NEVER)
    rank = rank_of(runs_of({NEXT_TO_A: half}), A)[:, 0]
    assert rank[: R // 2].max() < rank[R // 2 :].min()


@pytest.mark.usefixtures("no_pace")
def test_what_is_equal_is_drawn_by_lot_and_each_place_has_its_own():
    rank = rank_of(runs_of({}), A, B)
    assert sorted(rank[:, 0].tolist()) == pytest.approx(((np.arange(R) + 0.5) / R).tolist())
    assert abs(np.corrcoef(rank.T)[0, 1]) < 0.25
    assert (rank_of(runs_of({}), B, A)[:, ::-1] == rank).all()


def test_a_run_in_which_more_ground_falls_is_early_everywhere():
    far_off = {cell: np.where(np.arange(R) < R // 2, 9, NEVER) for cell in range(380, 390)}
    rank = rank_of(runs_of(far_off), A, B)
    early = rank[: R // 2].mean(axis=0), rank[R // 2 :].mean(axis=0)
    assert (early[0] < early[1] - 0.1).all()
    assert all(sorted(column) == pytest.approx(((np.arange(R) + 0.5) / R).tolist()) for column in rank.T)


@pytest.mark.usefixtures("no_pace")
def test_places_that_fall_together_come_together_and_others_do_not():
    when = np.random.default_rng(1).permutation(R).astype(np.uint8)
    chance, until = np.array([[0.1, 0.1], [0.2, 0.2], [0.3, 0.3]]), np.array([90, 90])
    alike, lots = rank_of(runs_of({A: when, B: when}), A, B), rank_of(runs_of({}), A, B)
    assert together("all", alike, DAYS, chance, until, [90]) == pytest.approx(0.3, abs=0.01)
    assert together("any", alike, DAYS, chance, until, [90]) == pytest.approx(0.3, abs=0.01)
    assert together("all", lots, DAYS, chance, until, [90]) == pytest.approx(0.09, abs=0.05)


@pytest.mark.usefixtures("no_pace")
def test_a_coming_after_its_own_day_does_not_count():
    rank = rank_of(runs_of({}), A, B)
    chance = np.array([[0.3, 0.0], [0.6, 0.0], [0.9, 0.0]])
    found = together("any", rank, DAYS, chance, np.array([30, 90]), [30, 90])
    assert found == pytest.approx([0.3, 0.3], abs=0.01)


def test_the_interval_of_an_order_takes_the_second_the_other_way():
    rank = rank_of(runs_of({}), A, B)
    half = np.full((3, 2), 0.5) * [[0.4], [0.8], [1.0]]
    each = {"probability": half, "low": half / 3, "high": half * 1.8}
    found = joined("in_order", rank, DAYS, each, np.array([90, 90]))
    assert (found["low"] < found["probability"]).all() and (found["probability"] < found["high"]).all()


chances = st.lists(st.floats(0.001, 0.999), min_size=2, max_size=4)


@given(chances, st.integers(0, 1000), st.sampled_from([30, 75, 90]))
def test_bounds_of_any_dependence_hold_and_longer_is_likelier(p, seed, day):
    n = len(p)
    rng = np.random.default_rng(seed)
    rank = np.column_stack([(rng.permutation(R) + 0.5) / R for _ in p])
    chance, until = np.array([0.3, 0.7, 1.0])[:, None] * np.array(p), np.full(n, 90)
    at = [30, day, 90]
    all_of, any_of = (together(how, rank, DAYS, chance, until, at) for how in ("all", "any"))
    each = np.array([[np.interp(d, [0, *DAYS], [0, *column]) for column in chance.T] for d in at])
    assert (all_of <= each.min(axis=1) + 1e-12).all() and (any_of >= each.max(axis=1) - 1e-12).all()
    assert (np.diff(all_of) >= 0).all() and (np.diff(any_of) >= 0).all()
    if n == 2:
        # Exact but for the runs' own grain: one of them, or the other, less both.
        assert np.abs(all_of + any_of - each.sum(axis=1)).max() < 3 / R


@given(st.floats(0.01, 0.99), st.integers(0, 100))
def test_each_place_comes_as_often_as_its_forecast_says(p, seed):
    rank = (np.random.default_rng(seed).permutation(R) + 0.5) / R
    day = arrivals(rank, DAYS, np.array([p / 3, p / 2, p]))
    assert abs((day <= 90).mean() - p) <= 1 / R
    assert abs((day <= 30).mean() - p / 3) <= 1 / R
