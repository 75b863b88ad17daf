"""The backtest of other events: what is asked, what came, the base rate known on the day, and the stored file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from past_forecasts import ABOUT

from frontwatch.asking.backtest import coded, from_parquet
from frontwatch.asking.event_backtest import NOT_KNOWN, EventBacktest, event_from_parquet, event_to_parquet
from frontwatch.asking.event_backtest_run import event_task, run_event_backtest
from frontwatch.asking.event_cases import cases_on, kind_of
from frontwatch.asking.event_scores import FEWEST_CASES, base_rates, scored_events, track_of
from frontwatch.asking.events import GroundTaken, Several
from frontwatch.asking.history import known_by
from frontwatch.asking.resolving import resolve
from frontwatch.ground.record import open_record
from frontwatch.model import FrontwatchError
from frontwatch.theatre.theatre import open_theatre

THEATRE = open_theatre()
MONTHS = np.arange(np.datetime64("2024-01"), np.datetime64("2026-01")).astype("datetime64[D]")


def an_event_backtest(p: np.ndarray, came: np.ndarray, kinds: tuple[str, ...] = ("front_near",)) -> EventBacktest:
    """Of (months, subjects) chances and outcomes, each kind the same; all windows of 30 days known."""
    months, subjects = p.shape
    n = months * subjects
    return EventBacktest(
        ABOUT, (30,), np.tile(np.repeat(MONTHS[:months], subjects), len(kinds)), np.repeat(np.array(kinds), n),
        np.tile([str(k) for k in range(subjects)], months * len(kinds)), np.full(n * len(kinds), 5.0),
        np.tile(came.astype(np.uint8).ravel(), len(kinds))[None], np.tile(coded(p.ravel()), len(kinds))[None],
    )  # fmt: skip


RNG = np.random.default_rng(5)
P = RNG.beta(0.6, 1.4, (24, 12))
CAME = RNG.random((24, 12)) < P


def test_the_base_rate_of_a_day_counts_only_windows_passed_by_then():
    backtest = an_event_backtest(P, CAME)
    found = base_rates(backtest, 30).reshape(24, 12)
    for month in range(24):
        passed = MONTHS[:24] + 30 <= MONTHS[month]
        k, n = CAME[passed].sum(), 12 * passed.sum()
        expected = (k + 0.5) / (n + 1) if n >= FEWEST_CASES else np.nan
        assert found[month] == pytest.approx(np.full(12, expected), nan_ok=True)


def test_kinds_and_steps_have_base_rates_of_their_own():
    backtest = an_event_backtest(P, CAME, ("front_near", "region_share"))
    other = backtest.came.copy()
    other[:, backtest.kind == "region_share"] = 0
    rates = base_rates(replace(backtest, came=other), 30)
    last = backtest.day == MONTHS[23]
    assert rates[last & (backtest.kind == "region_share")].max() < 0.01
    assert rates[last & (backtest.kind == "front_near")].min() > 0.2


def test_honest_forecasts_have_skill_and_a_slope_near_one():
    (score,) = scored_events(an_event_backtest(P, CAME))
    assert score.skill > 0.1 and 0.6 < score.slope < 1.6 and 0.7 < score.ratio < 1.3
    assert score.low < score.skill < score.high
    assert score.cases == 12 * 23 and score.months == 23


def test_what_is_not_known_is_neither_scored_nor_learned_from():
    backtest = an_event_backtest(P, CAME)
    backtest.came[0, backtest.day == MONTHS[20]] = NOT_KNOWN
    (score,) = scored_events(backtest)
    assert score.cases == 12 * 22 and score.months == 22


def test_the_track_is_of_the_kind_and_the_base_rate_of_the_day():
    backtest = an_event_backtest(P, CAME, ("front_near", "region_share"))
    rate, track = track_of(backtest, "front_near", 6.0, 0.25, 40, MONTHS[12])
    assert rate == pytest.approx(float(base_rates(backtest, 30)[backtest.day == MONTHS[12]][0]))
    assert track is not None and track.kind == "front_near" and track.horizon_days == 30
    assert track.low <= 0.25 < track.high
    stored = backtest.chance(30)[backtest.kind == "front_near"][12:]
    assert track.cases == ((stored >= 0.2) & (stored < 0.3)).sum()
    assert track_of(backtest, "part_any", 0.0, 0.25, 40, MONTHS[12]) == (None, None)
    early, _ = track_of(backtest, "front_near", 5.0, 0.25, 30, MONTHS[0])
    assert early is None


def test_a_stored_file_gives_the_same_again_and_another_file_is_refused(tmp_path):
    backtest = an_event_backtest(P, CAME, ("front_near", "region_share"))
    event_to_parquet(backtest, tmp_path / "e.parquet")
    again = event_from_parquet(tmp_path / "e.parquet")
    assert again.about == backtest.about and again.horizons == backtest.horizons

    def rows(b: EventBacktest) -> set[tuple]:
        return set(zip(b.day.tolist(), b.kind, b.what, b.step, b.came[0], b.codes[0], strict=True))

    assert rows(again) == rows(backtest) and len(again) == len(backtest)
    (tmp_path / "no.parquet").write_bytes(b"PAR1nothing")
    with pytest.raises(FrontwatchError, match="not a stored backtest of events"):
        event_from_parquet(tmp_path / "no.parquet")
    with pytest.raises(FrontwatchError, match="not a stored backtest of events"):
        event_from_parquet(THEATRE.default_backtest)


@given(st.lists(st.floats(0, 1), min_size=12, max_size=60))
def test_no_skill_is_over_one_and_none_is_said_of_no_cases(p):
    chances = np.array(p[: len(p) // 12 * 12]).reshape(-1, 12)
    for score in scored_events(an_event_backtest(chances, chances > 0.5)):
        assert score.skill <= 1 or np.isnan(score.skill)


# ------------------------------------------------------------ on the shipped record

AS_OF = date(2024, 6, 1)


@pytest.fixture(scope="module")
def record():
    return open_record(THEATRE.default_record)


@pytest.fixture(scope="module")
def cases(record):
    return cases_on(known_by(record, AS_OF), THEATRE, "RU", AS_OF, AS_OF + timedelta(days=365))


def test_nothing_that_is_so_already_is_asked(record, cases):
    from frontwatch.asking.already import already_so

    assert {c.kind for c in cases} >= {"front_near", "several_all", "several_any", "region_share", "ground_taken"}
    for case in cases:
        if not (isinstance(case.event, Several) and case.event.how == "any"):
            assert already_so(case.event, AS_OF, record, THEATRE) is None, case


def test_a_case_is_of_the_kind_and_step_that_a_question_like_it_is(record, cases):
    known = known_by(record, AS_OF)
    for case in cases:
        kind, step = kind_of(case.event, known, THEATRE)
        assert kind == case.kind and step == pytest.approx(case.step)


def test_later_maps_change_nothing_that_is_asked(record, cases):
    from frontwatch.ground.known import with_maps

    cut = with_maps(record, np.flatnonzero(record.days <= np.datetime64(AS_OF)))
    assert cases_on(cut, THEATRE, "RU", AS_OF, AS_OF + timedelta(days=365)) == cases


@pytest.mark.full
def test_what_came_is_what_settles_a_question(record):
    """Against ``resolve``, event by event and horizon by horizon; and the same on one worker and two, and again."""
    shipped = from_parquet(THEATRE.default_backtest)
    task = event_task(record, THEATRE, shipped)
    day = np.datetime64(AS_OF, "D")
    cases, (came, codes) = task.asked(day), task.forecasts(day)
    checked = 0
    for n in range(0, len(cases), 3):
        for h, horizon in enumerate(task.horizons):
            end = AS_OF + timedelta(days=horizon)
            event = _ending(cases[n].event, end)
            found = resolve(event, AS_OF, [record], THEATRE, until=task.last_day).state
            if found in ("yes", "no") and came[h, n] != NOT_KNOWN:
                assert came[h, n] == (found == "yes"), (cases[n], horizon)
                checked += 1
    assert checked > 60
    assert sum(isinstance(c.event, GroundTaken) for c in cases) == 4 + 2 * len(THEATRE.sectors)
    one, two = (run_event_backtest(task, shipped.about, [day, day + 30], workers=w) for w in (1, 2))
    assert (one.codes == two.codes).all() and (one.came == two.came).all()
    assert (one.codes[:, : len(cases)] == codes).all()


def _ending(event, by: date):
    if isinstance(event, Several):
        return replace(event, of=tuple(replace(c, by=by) for c in event.of))
    return replace(event, by=by)
