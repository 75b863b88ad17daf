"""A model's answers entered in the log: each with its question, where that does not stand there yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from frontwatch.asking.forecast import Forecast
from frontwatch.ground.format import RecordMeta
from frontwatch.ledger.adding import question_to_add, standing_already
from frontwatch.ledger.entries import Asked, Body, Given, Key, checked_forecast
from frontwatch.ledger.log import QuestionLog
from frontwatch.ledger.scoring import has_a_date
from frontwatch.theatre.theatre import Theatre

MODEL = "Frontwatch"
"""The name under which the combination of our models stands in a log."""


def answers_to_add(
    log: QuestionLog, answers: Iterable[Forecast], day: date, theatre: Theatre, records: Sequence[RecordMeta]
) -> list[Body]:
    """Questions and forecasts to enter on a day; an answer whose last day has passed is left out.

    Args:
        records: those that settle the questions, the first first.
    """
    bodies: list[Body] = []
    number = log.next_number
    entered: dict[object, Key] = {}
    for answer in answers:
        event = answer.event
        if event.by <= day or event in entered:
            continue
        asked = question_to_add(log, event, day, theatre, records, refuse_twice=False)
        there = standing_already(log, asked)
        if there is None:
            new: Asked = replace(asked, key=Key(number, 1))
            number += 1
            bodies.append(new)
        entered[event] = there.key if there else new.key
        bodies.append(forecast_of(answer, entered[event]))
    return bodies


def forecast_of(answer: Forecast, key: Key) -> Given:
    """A model's answer as a forecast of a question."""
    return checked_forecast(
        Given(
            key=key,
            who=MODEL,
            kind="model",
            probability=answer.probability,
            curve=_curve(answer) if has_a_date(answer.event) else (),
            note=f"as of {answer.as_of}",
        )
    )


def _curve(answer: Forecast) -> tuple[tuple[date, float], ...]:
    """The answer's curve up to the question's last day; where it falls by a hair, level."""
    highest, points = 0.0, []
    for point in answer.curve:
        if point.day <= answer.event.by:
            highest = max(highest, point.probability)
            points.append((point.day, highest))
    return tuple(points)
