"""A model's answers become entries: a question once, a forecast each time."""

from __future__ import annotations

from datetime import date

from invented_log import ALDERLAND, BIRCH, META, chain, day

from frontwatch.asking.events import Control, GroundTaken
from frontwatch.asking.forecast import Baselines, CurvePoint, Forecast
from frontwatch.ledger.answered import answers_to_add
from frontwatch.ledger.entries import Asked, Given, Key
from frontwatch.ledger.log import QuestionLog, read_log

EVENT = Control(side="BO", place=BIRCH, by=day(10))


def answer(event=EVENT, p: float = 0.3, as_of: date | None = None) -> Forecast:
    """A forecast; its curve falls by a hair, and goes on after the question's day."""
    points = [(day(5), 0.2), (day(8), 0.1999), (day(10), p), (day(40), 0.9)]
    return Forecast(
        event=event, as_of=as_of or day(2), record=None, probability=p, low=p / 2, high=p * 2,  # type: ignore[arg-type]
        baselines=Baselines(0.0, None, None), members=(), curve=tuple(CurvePoint(d, q, q, q) for d, q in points),
        median_day=None, drivers=(), track=None, would_change=(), resolution="",
    )  # fmt: skip


def test_an_answer_is_entered_with_its_question():
    bodies = answers_to_add(QuestionLog((), "", 0), [answer(), answer()], day(2), ALDERLAND, [META])
    question, forecast = bodies
    assert isinstance(question, Asked) and isinstance(forecast, Given)
    assert (question.key, forecast.key, forecast.who, forecast.kind) == (Key(1, 1), Key(1, 1), "Frontwatch", "model")
    assert forecast.curve == ((day(5), 0.2), (day(8), 0.2), (day(10), 0.3))
    assert forecast.note == "as of 2024-03-02"


def test_a_question_that_stands_there_is_only_forecast_again():
    first = answers_to_add(QuestionLog((), "", 0), [answer()], day(2), ALDERLAND, [META])
    log = read_log(chain(*((2, body) for body in first)))
    again = answers_to_add(log, [answer(p=0.5)], day(4), ALDERLAND, [META])
    assert [type(b) for b in again] == [Given] and again[0].key == Key(1, 1)
    other = answers_to_add(log, [answer(GroundTaken(side="BO", km2=5, by=day(10)))], day(4), ALDERLAND, [META])
    assert other[0].key == Key(2, 1)
    assert other[1].curve == ()  # ground taken in a period has no day of its own


def test_what_is_over_is_left_out():
    assert answers_to_add(QuestionLog((), "", 0), [answer()], day(10), ALDERLAND, [META]) == []
