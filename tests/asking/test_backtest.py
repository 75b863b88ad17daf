from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from past_forecasts import ABOUT, MODELS, Constant, a_backtest, a_sample

from frontwatch.asking.backtest import Backtest, coded, decoded, from_parquet, to_parquet
from frontwatch.asking.backtest_run import Task, run_backtest
from frontwatch.asking.backtest_table import ALL, bins_of, leaks, scored, worst_misses
from frontwatch.asking.pool import weights_known
from frontwatch.asking.track import track_record
from frontwatch.model import FrontwatchError

HERE = Path(__file__).parent
IDS = np.arange(40) + 100


def run(task: Task, **how) -> Backtest:
    return run_backtest(task, ABOUT, IDS, list(np.unique(task.sample.day)), **how)


def same(a: Backtest, b: Backtest) -> bool:
    arrays = ("day", "place", "km", "population", "codes")
    return a.models == b.models and all(np.array_equal(getattr(a, n), getattr(b, n)) for n in arrays)


def test_only_forecasts_whose_whole_window_has_passed_are_scored():
    sample = a_sample(number=24)
    found = run(Task(sample, MODELS, (60, 365)))
    rows = {(r.horizon, r.model): r for r in scored(found) if r.cases_of == ALL}
    for horizon in (60, 365):
        passed = sample.day + horizon <= sample.last_day
        came = passed & (sample.taken <= sample.day + horizon)
        assert rows[horizon, "kinetic"].cases == passed.sum() < len(sample)
        assert rows[horizon, "kinetic"].captures == len(np.unique(sample.point[came]))


def test_a_model_sees_nothing_of_the_as_of_day_and_after():
    seen = []

    @dataclass(frozen=True)
    class Looking(Constant):
        def chances(self, past, now, horizons):
            seen.append((past.day.max(initial=np.datetime64("1990-01-01")), past.last_day, now.day[0]))
            assert not (past.taken > now.day[0]).any()
            return np.zeros((len(now), len(horizons)))

    run(Task(a_sample(), (*MODELS, Looking("looking")), (30,)))
    assert len(seen) == 12
    assert all(newest < day and last <= day for newest, last, day in seen)


def test_only_settlements_within_50_km_are_asked_about():
    sample = a_sample()
    x = sample.x.copy()
    x[::3] = 51.0
    sample = replace(sample, x=x, is_place=np.arange(40) % 2 == 0)
    found = run(Task(sample, MODELS, (30,)))
    assert (found.km <= 50).all() and (found.place % 2 == 0).all()


def test_a_killed_run_goes_on_from_the_days_it_had_made(tmp_path):
    where = os.pathsep.join([str(HERE), *sys.path])
    died = subprocess.run(
        [sys.executable, str(HERE / "killed_backtest.py"), str(tmp_path)], env={**os.environ, "PYTHONPATH": where}
    )
    assert died.returncode == -signal.SIGKILL
    assert len(list(tmp_path.glob("*.parquet"))) == 4

    made = []

    @dataclass(frozen=True)
    class Counting(Task):
        def forecasts(self, day):
            made.append(day)
            return Task.forecasts(self, day)

    sample = a_sample()
    again = run(Counting(sample, MODELS, (30, 90)), keep=tmp_path)
    assert len(made) == 8
    assert same(again, run(Task(sample, MODELS, (30, 90))))


def test_a_half_written_day_is_made_again(tmp_path):
    task = Task(a_sample(), MODELS, (30,))
    whole = run(task, keep=tmp_path)
    file = sorted(tmp_path.glob("*.parquet"))[3]
    file.write_bytes(file.read_bytes()[:50])
    assert same(run(task, keep=tmp_path), whole)


def test_what_another_version_made_is_not_gone_on_from():
    task = Task(a_sample(), MODELS, (30,))
    other = Task(a_sample(seed=1), MODELS, (30,))
    assert len({task.key("1"), task.key("2"), other.key("1"), replace(task, horizons=(31,)).key("1")}) == 4
    assert task.key("1") == Task(a_sample(), MODELS, (30,)).key("1")


def test_two_workers_give_the_numbers_of_one(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(HERE), *sys.path]))
    task = Task(a_sample(number=4), MODELS, (30, 90))
    assert same(run(task, workers=2), run(task))


def test_the_combination_knows_only_windows_that_had_ended():
    found = run(Task(a_sample(number=18), MODELS, (30, 90)))
    day = np.datetime64("2031-01-01")
    taken = found.taken.copy()
    taken[taken > day] = day + 1
    changed = replace(found, taken=taken)
    assert weights_known(found, day) == weights_known(changed, day)
    assert found.models[-1] == "combined"
    members = np.stack([found.chance(m.name, 30) for m in MODELS if m.name != "rolling_climatology"])
    together = found.chance("combined", 30)
    assert (together <= members.max(axis=0) + 0.01).all() and (together >= members.min(axis=0) - 0.01).all()


@given(st.floats(0.0005, 0.9995))
def test_a_stored_chance_is_within_three_quarters_of_a_percent(p):
    assert abs(float(decoded(coded(np.array([p])))[0]) - p) <= 0.0076


def test_a_file_gives_back_what_was_written(tmp_path):
    found = run(Task(a_sample(), MODELS, (30, 90)))
    to_parquet(found, tmp_path / "b.parquet")
    back = from_parquet(tmp_path / "b.parquet")
    assert back.about == ABOUT and back.horizons == (30, 90)
    order = np.lexsort((found.day, found.place))
    assert np.array_equal(back.codes, found.codes[:, :, order])
    assert np.array_equal(back.taken, found.taken[order], equal_nan=True)


def test_what_is_no_backtest_is_refused(tmp_path):
    (tmp_path / "b.parquet").write_bytes(b"no")
    with pytest.raises(FrontwatchError, match="not a stored backtest"):
        from_parquet(tmp_path / "b.parquet")


def test_the_track_record_is_of_the_nearest_horizon_and_the_bin():
    rng = np.random.default_rng(3)
    p = rng.beta(0.5, 2, 1000)
    came = rng.random(1000) < p
    record = track_record(a_backtest(p, came), 0.34, 45)
    assert record is not None
    assert (record.horizon_days, record.low, record.high) == (30, 0.3, 0.4)
    assert (record.made, record.version, record.record) == (date(2032, 1, 5), "1.2.3", "Invented record")
    stored = decoded(coded(p))
    here = (stored >= 0.3) & (stored < 0.4)
    assert record.cases == here.sum() and record.observed == pytest.approx(came[here].mean())
    assert record.captures == len(np.unique(np.flatnonzero(here & came) % 50))


def test_skill_too_good_is_called_a_leak():
    came = np.random.default_rng(0).random(1000) < 0.1
    perfect = scored(a_backtest(np.where(came, 0.99, 0.01), came))
    assert "leak" in leaks(perfect) and "combined" in leaks(perfect)
    assert leaks(scored(a_backtest(np.full(1000, 0.1), came))) == ""


def test_the_worst_misses_are_one_a_place_and_of_both_kinds():
    rng = np.random.default_rng(7)
    p, came = rng.random(1000), rng.random(1000) < 0.3
    found = worst_misses(a_backtest(p, came), "combined", 30)
    assert len(found) == 10
    for half, wrong in ((found[:5], True), (found[5:], False)):
        assert len({m.place for m in half}) == 5
        assert all((m.taken is not None) == wrong for m in half)
        errors = [abs(m.forecast - wrong) for m in half]
        assert errors == sorted(errors, reverse=True)
    assert found[0].forecast == pytest.approx(p[came].min(), abs=0.01)


def test_bins_of_a_model_are_of_its_stored_forecasts():
    came = np.arange(1000) % 4 == 0
    [only] = [b for b in bins_of(a_backtest(np.full(1000, 0.25), came), "combined", 30) if b.cases]
    assert (only.low, only.high, only.cases, only.observed) == (0.2, 0.3, 1000, 0.25)
