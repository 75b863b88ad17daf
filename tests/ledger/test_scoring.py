"""Scores over a question's life, against sums done by hand and day by day."""

from __future__ import annotations

from math import log, log2, prod

import numpy as np
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from invented_log import asked, chain, day, given, resolved

from frontwatch.ledger.crowd import crowd_line
from frontwatch.ledger.leaning import chance_of_as_far, leanings
from frontwatch.ledger.life import life_of
from frontwatch.ledger.log import read_log
from frontwatch.ledger.scoring import CROWD_LINE, Scored, score_question
from frontwatch.ledger.standings import calibration, standings


def scored(*entered):
    """The scores of the first question, by forecaster. It is asked on day 1 about day 11."""
    return {s.who: s for s in score_question(read_log(chain((1, asked()), *entered)).questions[0])}


NO = (11, resolved("no", day(11)))


def test_scores_are_averaged_over_the_days_of_the_question():
    # Ann speaks on day 1 (.2) and day 6 (.1); it resolves "no" on day 11: five days each.
    ann = scored((1, given(0.2)), (6, given(0.1)), NO)["Ann"]
    assert (ann.days, ann.coverage) == (10, 1.0)
    assert ann.brier == pytest.approx((0.04 + 0.01) / 2)
    assert ann.log == pytest.approx((log(0.8) + log(0.9)) / 2)
    assert ann.baseline == pytest.approx(100 * ((log2(0.8) + 1) + (log2(0.9) + 1)) / 2)
    assert ann.peer == 0


def test_days_without_a_forecast_count_nothing_to_baseline_and_peer():
    found = scored((1, given(0.5)), (6, given(0.1, "Bob")), NO)
    bob = found["Bob"]
    assert bob.coverage == 0.5
    assert bob.brier == pytest.approx(0.01)  # over his own days
    assert bob.baseline == pytest.approx(100 * (log2(0.9) + 1) / 2)
    assert bob.peer == pytest.approx(100 * (log(0.9) - log(0.5)) / 2)
    assert found["Ann"].peer == pytest.approx(-bob.peer)


def test_an_early_yes_ends_the_life_when_it_is_known():
    ann = scored((1, given(0.2)), (4, given(0.9)), (7, resolved("yes", day(6), known=day(5))))["Ann"]
    assert ann.days == 4  # days 1 to 4
    assert ann.brier == pytest.approx((3 * 0.64 + 0.01) / 4)


def test_an_early_yes_is_spread_over_all_its_days_as_in_metaculus_s_own_example():
    # Scores FAQ, "Score truncation example": 52 weeks (here days), fired in the first with .24, later with .05, or not.
    def alex(first: float, then: float, *end) -> float:
        entered = [(1, asked(by=day(53))), (1, given(first)), (2, given(then)), end]
        return score_question(read_log(chain(*entered)).questions[0])[0].baseline

    no = (53, resolved("no", day(53)))
    late = (53, resolved("yes", day(53)))
    assert alex(0.24, 0.05, 2, resolved("yes", day(2))) == pytest.approx(-2, abs=0.5)
    assert alex(0.24, 0.05, *late) == pytest.approx(-328, abs=0.5)
    assert alex(0.24, 0.05, *no) == pytest.approx(92, abs=0.5)
    assert alex(0.99, 0.05, 2, resolved("yes", day(2))) == pytest.approx(2, abs=0.5)
    assert alex(0.99, 0.05, *late) == pytest.approx(-324, abs=0.5)
    assert alex(0.99, 0.05, *no) == pytest.approx(80, abs=0.5)


def test_a_forecast_made_once_it_was_known_does_not_count():
    found = scored((1, given(0.2)), (6, given(0.99, "Late")), (6, given(0.99)), (7, resolved("yes", day(6))))
    assert set(found) == {"Ann", CROWD_LINE}
    assert found["Ann"].mean == pytest.approx(0.2)


@pytest.mark.parametrize("state", ["annulled", "sources disagree", "not yet"])
def test_what_is_not_settled_is_not_scored(state):
    assert scored((1, given(0.2)), (11, resolved(state))) == {}


def test_a_correction_scores_anew_and_leaves_the_first_in_the_log():
    entries = chain((1, asked()), (1, given(0.2)), (7, resolved("yes", day(6))), (12, resolved("no", day(11))))
    question = read_log(entries).questions[0]
    before = read_log(entries[:3]).questions[0]
    assert [c.resolved.state for c in question.resolutions] == ["yes", "no"]
    assert score_question(before)[0].brier == pytest.approx(0.64)
    assert score_question(question)[0].brier == pytest.approx(0.04)


def test_zero_and_one_cost_what_metaculus_s_bounds_cost():
    ann = scored((1, given(1.0)), NO)["Ann"]
    assert ann.brier == 1.0
    assert ann.baseline == pytest.approx(100 * (log2(0.001) + 1))


def test_model_and_crowd_stand_side_by_side():
    found = scored(
        (1, given(0.2, "Ann")),
        (1, given(0.4, "Bob")),
        (1, given(0.3, "hazard", kind="model")),
        (1, given(0.25, "Agora", kind="crowd")),
        NO,
    )
    assert {w: s.kind for w, s in found.items()} == {
        "Ann": "person", "Bob": "person", "hazard": "model", "Agora": "crowd", CROWD_LINE: "line",
    }  # fmt: skip
    odds = (0.25 * (0.4 / 0.6)) ** 0.5  # .2 is odds of 1/4; model and foreign crowd are not of the line
    assert scored((10, given(0.2, "Ann")), (10, given(0.4, "Bob")), NO)[CROWD_LINE].mean == pytest.approx(
        odds / (1 + odds)
    )
    # Peers are people and models: the foreign crowd is nobody's rival.
    rivals = [log(0.6), log(0.7)]
    assert found["Ann"].peer == pytest.approx(100 * np.mean([log(0.8) - r for r in rivals]))


# ---------------------------------------------------------------- dates


def test_the_crps_of_a_curve_is_in_days():
    # On day 1: sure that it comes on day 5. It came on day 7.
    sure = [(day(4), 0.0), (day(5), 1.0)]
    assert scored((1, given(1.0, curve=sure)), (8, resolved("yes", day(7))))["Ann"].crps_days == pytest.approx(2)
    # ... it did not come by day 11: days 5 to 11 lie off.
    assert scored((1, given(1.0, curve=sure)), NO)["Ann"].crps_days == pytest.approx(7)
    assert scored((1, given(0.5)), NO)["Ann"].crps_days is None


def test_a_curve_that_ends_early_goes_on_to_the_question_s_probability():
    # .5 by day 6, and .5 by day 11: it rises from 0 on day 1 by .1 a day.
    half = scored((1, given(0.5, curve=[(day(6), 0.5)])), NO)["Ann"]
    assert half.crps_days == pytest.approx(sum((0.1 * n) ** 2 for n in range(1, 6)) + 5 * 0.25)


# ---------------------------------------------------------------- the crowd's line


@for_all(st.lists(st.floats(0.01, 0.99), min_size=1, max_size=6))
def test_the_line_of_forecasts_of_one_age_is_the_geometric_mean_of_their_odds(ps):
    p = np.array(ps)[:, None]
    odds = prod(x / (1 - x) for x in ps) ** (1 / len(ps))
    assert crowd_line(p, np.full_like(p, 12.0))[0] == pytest.approx(odds / (1 + odds))


def test_who_spoke_a_half_life_ago_counts_half():
    line = crowd_line(np.array([[0.2], [0.8]]), np.array([[30.0], [0.0]]), half_life=30)[0]
    log_odds = (0.5 * log(0.25) + 1.0 * log(4)) / 1.5
    assert line == pytest.approx(1 / (1 + np.exp(-log_odds)))


@for_all(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 400)), min_size=1, max_size=6))
def test_the_line_lies_between_its_forecasts_and_never_at_nought_or_one(cases):
    p, age = np.array(cases).T
    line = crowd_line(p[:, None], age[:, None])[0]
    low, high = np.clip([p.min(), p.max()], 0.001, 0.999)
    assert low - 1e-9 <= line <= high + 1e-9


def test_nobody_s_line_is_unknown():
    assert np.isnan(crowd_line(np.full((2, 3), np.nan), np.full((2, 3), np.nan))).all()


# ---------------------------------------------------------------- all together


def many(p: float, came: int, of: int, side: str = "BO"):
    """Ann gives p to each of so many questions, of which some came."""
    entered = [(1, asked(n, side=side)) for n in range(1, of + 1)]
    entered += [(1, given(p, question=n)) for n in range(1, of + 1)]
    entered += [(11, resolved("yes" if n <= came else "no", day(11), n)) for n in range(1, of + 1)]
    questions = read_log(chain(*entered)).questions
    return questions, [s for q in questions for s in score_question(q)]


def test_standings_are_means_over_questions():
    _, found = many(0.2, 1, 4)
    ann = next(s for s in standings(found) if s.who == "Ann")
    assert (ann.questions, ann.came) == (4, 1)
    assert ann.brier == pytest.approx((0.64 + 3 * 0.04) / 4)


def test_calibration_counts_each_question_by_its_days():
    questions, _ = many(0.1, 1, 10)
    bins = calibration(questions, "Ann")
    used = [b for b in bins if b.questions]
    assert [(b.low, b.high, b.questions) for b in used] == [(0.05, 0.2, 10)]
    assert (used[0].weight, used[0].forecast, used[0].came) == pytest.approx((10, 0.1, 0.1))
    assert np.isnan(bins[0].came)
    assert calibration(questions, "nobody")[2].questions == 0


LEANS = [
    (0.5, 4, 30, "optimist", "gave half, four of thirty came"),
    (0.5, 26, 30, "pessimist", "gave half, 26 of thirty came"),
    (0.5, 15, 30, "no lean seen", "gave half, half came"),
    (0.1, 3, 30, "no lean seen", "27 of 30 errors lie above, and the forecasts were right"),
    (0.5, 1, 10, "too few cases", "ten questions"),
    (0.03, 0, 30, "no lean seen", "too small a lean"),
]


@pytest.mark.parametrize("p, came, of, word, why", LEANS, ids=[c[-1] for c in LEANS])
def test_an_optimist_for_a_side_expects_more_than_came(p, came, of, word, why):
    found = leanings(many(p, came, of, side="AL")[1])
    ann = next(lean for lean in found if lean.who == "Ann")
    assert (ann.side, ann.questions, ann.word) == ("AL", of, word)
    assert ann.mean_error == pytest.approx(p - came / of)


@for_all(st.lists(st.floats(0, 1), min_size=1, max_size=8), st.data())
def test_the_chance_of_as_far_is_that_of_counting_all_outcomes(ps, data):
    came = data.draw(st.integers(0, len(ps)))
    counts = np.zeros(len(ps) + 1)
    for bits in np.ndindex(*(2,) * len(ps)):
        counts[sum(bits)] += prod(p if b else 1 - p for p, b in zip(ps, bits, strict=True))
    tail = min(counts[: came + 1].sum(), counts[came:].sum())
    assert chance_of_as_far(np.array(ps), came) == pytest.approx(min(1, 2 * tail), abs=1e-12)


moments = st.lists(st.tuples(st.integers(1, 14), st.sampled_from("ABC"), st.floats(0, 1)), max_size=8)


@for_all(moments, st.integers(2, 11))
def test_the_forecast_of_a_day_is_the_last_one_made_by_it(made, known):
    made = sorted(made, key=lambda m: m[0])
    entered = [(on, given(p, f"Prof {w}")) for on, w, p in made]
    log = chain((1, asked()), *entered, (15, resolved("yes", day(known))))
    life = life_of(read_log(log).questions[0], until=day(99))
    assert life.days == known - 1
    for i, who in enumerate(life.who):
        for d in range(life.days):
            before = [p for on, w, p in made if f"Prof {w}" == who and on <= d + 1]
            assert np.array_equal(life.p[i, d], before[-1] if before else np.nan, equal_nan=True)


def test_scores_of_the_others_do_not_depend_on_the_foreign_crowd():
    with_it = scored((1, given(0.2)), (1, given(0.9, "Agora", kind="crowd")), NO)
    without = scored((1, given(0.2)), NO)
    assert isinstance(with_it["Ann"], Scored)
    assert with_it["Ann"] == without["Ann"] and with_it[CROWD_LINE] == without[CROWD_LINE]
