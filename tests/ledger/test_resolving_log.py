"""The log resolved: what is entered, what a correction changes, what cannot be asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from invented_log import ALDERLAND, BIRCH, META, OTHER, WRITTEN, alder, chain, day, given

from frontwatch.asking.events import Control
from frontwatch.ledger.adding import forecast_to_add, question_to_add
from frontwatch.ledger.entries import Asked, Key
from frontwatch.ledger.log import QuestionLog, read_log
from frontwatch.ledger.resolving import settlements
from frontwatch.ledger.store import open_log
from frontwatch.model import FrontwatchError

EMPTY = QuestionLog((), "", 0)
EVENT = Control(side="BO", place=BIRCH, by=day(10))


def question(**changes) -> Asked:
    """Will Borland hold Birch by day 10, asked on day 2?"""
    return replace(question_to_add(EMPTY, EVENT, day(2), ALDERLAND, [META]), **changes)


def settle(log: QuestionLog, *records, at: date, theatre=ALDERLAND):
    return settlements(log.questions, records, theatre, day=at, until=at)


def test_a_correction_re_resolves_and_re_scores_in_one_step_and_both_stay(tmp_path):
    store = open_log(tmp_path / "log.db", create=True)
    store.append([question()], day=day(2), written=WRITTEN)
    store.append([given(0.2)], day=day(2), written=WRITTEN)

    def step(maps: str, n: int):
        found = settle(read_log(store.entries()), alder(maps), at=day(n))[0]
        store.append([found.entry] if found.entry else [], day=day(n), written=WRITTEN)
        return found

    assert step("east*6", 6).entry is None  # nothing to tell yet
    first = step("east*5 birch*2", 7)
    assert (first.entry.state, first.entry.firm, first.corrects) == ("yes", False, False)
    assert first.after[0].brier == pytest.approx(0.64)
    assert step("east*5 birch*2", 7).entry is None  # the same again enters nothing
    undone = step("east*5 birch*2 east", 8)
    assert (undone.entry.state, undone.entry.replaces) == ("not yet", 3)
    assert (undone.before[0].brier, undone.after) == (pytest.approx(0.64), ())
    last = step("east*5 birch*2 east*8", 15)
    assert (last.entry.state, last.entry.replaces) == ("no", 4)
    assert last.after[0].brier == pytest.approx(0.04)
    log = read_log(store.entries())
    assert [c.resolved.state for c in log.questions[0].resolutions] == ["yes", "not yet", "no"]
    assert log.questions[0].state == "no"


def test_a_yes_that_has_become_firm_is_entered_once_more():
    log = read_log(chain((2, question()), (2, given(0.2))))
    first = settle(log, alder("east*5 birch*2"), at=day(7))[0].entry
    later = read_log(chain((2, question()), (2, given(0.2)), (7, first)))
    again = settle(later, alder("east*5 birch*5"), at=day(10))[0].entry
    assert (first.firm, again.firm, again.state) == (False, True, "yes")
    last = read_log(chain((2, question()), (2, given(0.2)), (7, first), (10, again)))
    assert settle(last, alder("east*5 birch*9"), at=day(14))[0].entry is None


@pytest.mark.parametrize("records, sentence", [
    ([alder("east*15", OTHER)], "settled by Alder maps, which is not open"),
    ([], "settled by Alder maps"),
])  # fmt: skip
def test_a_question_whose_record_is_not_open_is_left_and_told(records, sentence):
    found = settle(read_log(chain((2, question()))), *records, at=day(15))[0]
    assert found.entry is None and found.resolution is None
    assert sentence in found.trouble


def test_a_question_of_another_theatre_is_left_and_told():
    found = settle(read_log(chain((2, question(theatre="birchland")))), alder("east*15"), at=day(15))[0]
    assert "It is of theatre birchland" in found.trouble


def test_the_records_are_asked_in_the_question_s_order():
    both = question_to_add(EMPTY, EVENT, day(2), ALDERLAND, [OTHER, META])
    found = settle(read_log(chain((2, both))), alder("east*15"), alder("east*15", OTHER), at=day(15))[0]
    assert (found.entry.state, found.entry.record) == ("no", "Watch maps")
    one_each = settle(read_log(chain((2, both))), alder("east*5 birch*9"), alder("east*15", OTHER), at=day(15))[0]
    assert one_each.entry.state == "sources disagree" and one_each.after == ()


# ---------------------------------------------------------------- what may be entered


def test_a_question_whose_day_has_passed_is_refused():
    for on in (day(10), day(11)):
        with pytest.raises(FrontwatchError, match="it lies in the past"):
            question_to_add(EMPTY, EVENT, on, ALDERLAND, [META])


def test_a_question_is_entered_once_and_may_have_a_further_version():
    log = read_log(chain((2, question()), (2, given(0.2))))
    with pytest.raises(FrontwatchError, match="This is question 1 already"):
        question_to_add(log, EVENT, day(3), ALDERLAND, [META])
    longer = question_to_add(log, EVENT, day(3), ALDERLAND, [META], persist_days=7, amends=log.questions[0])
    assert longer.key == Key(1, 2)
    both = read_log(chain((2, question()), (2, given(0.2)), (3, longer), (3, given(0.4, version=2))))
    assert [len(q.forecasts) for q in both.questions] == [1, 1]
    assert both.question("1").key == Key(1, 2) and both.question("1.1").key == Key(1, 1)
    # An earlier version is resolved and scored all the same: nobody gets rid of a bad forecast by amending.
    assert [s.entry.state for s in settle(both, alder("east*15"), at=day(15))] == ["no", "no"]


def test_two_records_of_one_name_are_refused():
    with pytest.raises(FrontwatchError, match="Two of the records"):
        question_to_add(EMPTY, EVENT, day(2), ALDERLAND, [META, META])


REFUSED = [
    ({"probability": 1.01}, "a probability lies between 0 and 1"),
    ({"probability": float("nan")}, "a probability lies between 0 and 1"),
    ({"who": ""}, "no forecaster's name"),
    ({"who": "=1+1"}, "begin with a letter or a digit"),
    ({"who": "A" * 61}, "up to 60 characters"),
    ({"who": "Ann\nBob"}, "no forecaster's name"),
    ({"kind": "model"}, "is a person in this log"),
    ({"curve": ((day(5), 0.5), (day(8), 0.4))}, "goes back from"),
    ({"curve": ((day(8), 0.4), (day(5), 0.5))}, "goes back from"),
    ({"curve": ((day(8), 1.4),)}, "between 0 and 1"),
    ({"day": day(10)}, "it is closed"),
]


@pytest.mark.parametrize("changes, sentence", REFUSED, ids=[s for _, s in REFUSED])
def test_a_forecast_that_is_none_is_refused(changes, sentence):
    log = read_log(chain((2, question()), (2, given(0.2))))
    told = {"who": "Ann", "kind": "person", "probability": 0.5, "day": day(3), **changes}
    with pytest.raises(FrontwatchError, match=sentence):
        forecast_to_add(log, log.questions[0], told.pop("day"), **told)


def test_a_resolved_question_takes_no_forecast_until_a_correction_opens_it_again():
    entered = [(2, question()), (2, given(0.2))]
    yes = settle(read_log(chain(*entered)), alder("east*5 birch*2"), at=day(7))[0].entry
    log = read_log(chain(*entered, (7, yes)))
    with pytest.raises(FrontwatchError, match="is resolved"):
        forecast_to_add(log, log.questions[0], day(7), who="Bob", kind="person", probability=0.5)
    undone = settle(log, alder("east*5 birch*2 east"), at=day(8))[0].entry
    again = read_log(chain(*entered, (7, yes), (8, undone)))
    assert forecast_to_add(again, again.questions[0], day(8), who="Bob", kind="person", probability=0.5).who == "Bob"
