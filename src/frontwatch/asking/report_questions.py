"""The questions of a report, each with its forecast or the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from frontwatch.asking.asked import Answered
from frontwatch.asking.events import Event
from frontwatch.asking.forecast import Forecast, Settled
from frontwatch.asking.question_text import Holder, asked
from frontwatch.model import FrontwatchError, Question

if TYPE_CHECKING:
    from frontwatch.theatre.theatre import Theatre

Ask = Callable[[Event], Forecast | Settled]


def answers(
    questions: tuple[Question, ...], theatre: Theatre, *, as_of: date, published: date, holder: Holder, ask: Ask
) -> dict[int, Answered | str]:
    """By a question's number, counted from 1, its answer; or one sentence why there is none.

    Args:
        questions: the report's, in text order.
        as_of: the day up to which anything is known. published: the day from which the report counts its days.
        holder: who holds a place on the as-of day.
        ask: gives the forecast of an event; it is asked once for each event, however often the report asks.
    """
    known: dict[Event, Forecast | Settled] = {}
    found: dict[int, Answered | str] = {}
    for number, question in enumerate(questions, 1):
        try:
            understood = asked(question.quote, theatre, as_of, said_on=published, holder=holder, hint=question)
            if understood.event not in known:
                known[understood.event] = ask(understood.event)
            found[number] = Answered(understood, known[understood.event])
        except FrontwatchError as trouble:
            found[number] = str(trouble)
    return found
