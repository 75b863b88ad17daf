"""What may be entered: a question with a day to come, a forecast of an open one by somebody who is one thing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from frontwatch.asking.criteria import criteria
from frontwatch.asking.event_words import question_words
from frontwatch.asking.events import Event
from frontwatch.ground.format import RecordMeta
from frontwatch.ledger.entries import Asked, Given, Key, Who, checked_forecast
from frontwatch.ledger.life import closes
from frontwatch.ledger.log import LoggedQuestion, QuestionLog
from frontwatch.model import FrontwatchError
from frontwatch.theatre.theatre import Theatre


def question_to_add(
    log: QuestionLog,
    event: Event,
    day: date,
    theatre: Theatre,
    records: Sequence[RecordMeta],
    *,
    persist_days: int = 0,
    amends: LoggedQuestion | None = None,
    refuse_twice: bool = True,
) -> Asked:
    """The question as it will stand in the log, its criteria frozen.

    Args:
        day: on which it is asked.
        records: those that settle it, the first first.
        amends: the question of which it is a further version; the earlier one stays, with its forecasts.
        refuse_twice: whether the same open question may not stand in the log already.
    Raises: FrontwatchError: its day has passed; it is in the log already; two records of one name.
    """
    if event.by <= day:
        raise FrontwatchError(
            f"The question's last day is {event.by}, and it is asked on {day}: it lies in the past; "
            "`frontwatch place` tells what the record says of it."
        )
    names = tuple(r.name for r in records)
    if len(set(names)) < len(names):
        raise FrontwatchError(f"Two of the records are called {names[0]!r}; a question is settled by different ones.")
    asked = Asked(
        key=Key(amends.key.question, amends.key.version + 1) if amends else Key(log.next_number, 1),
        text=question_words(event, {s.code: s.name for s in theatre.sides}),
        event=event,
        theatre=theatre.named,
        records=names,
        persist_days=persist_days,
        criteria=criteria(event, day, records, theatre, persist_days=persist_days),
    )
    if refuse_twice and (q := standing_already(log, asked)):
        raise FrontwatchError(f"This is question {q.key} already, asked on {q.day}; forecast it there.")
    return asked


def standing_already(log: QuestionLog, asked: Asked) -> LoggedQuestion | None:
    """The open question that asks the same and is settled alike; None where there is none."""
    for q in log.questions:
        same = (q.asked.event, q.asked.theatre, q.asked.records, q.asked.persist_days)
        if q.state == "open" and same == (asked.event, asked.theatre, asked.records, asked.persist_days):
            return q
    return None


def forecast_to_add(
    log: QuestionLog,
    question: LoggedQuestion,
    day: date,
    *,
    who: str,
    kind: Who,
    probability: float,
    curve: tuple[tuple[date, float], ...] = (),
    note: str = "",
) -> Given:
    """The forecast as it will stand in the log.

    Args:
        day: on which it is made.
    Raises: FrontwatchError: the question's days are over or it is resolved; a probability outside 0 to 1; the name is
        another kind of forecaster in this log.
    """
    by = question.asked.event.by
    if day >= by:
        raise FrontwatchError(f"Question {question.key} asks about days up to {by}, and it is {day}: it is closed.")
    if closes(question) is not None:
        raise FrontwatchError(f"Question {question.key} is resolved ({question.state!r}); forecast another.")
    for q in log.questions:
        for made in q.forecasts:
            if made.given.who == who and made.given.kind != kind:
                raise FrontwatchError(f"{who!r} is a {made.given.kind} in this log, not a {kind}; give another name.")
    return checked_forecast(
        Given(key=question.key, who=who, kind=kind, probability=probability, curve=curve, note=note)
    )
