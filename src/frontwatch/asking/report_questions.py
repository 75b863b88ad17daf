"""The questions of a report, each with its forecast or the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from frontwatch.asking.asked import Answered, Asked, day_or_farthest
from frontwatch.asking.events import Control, Event
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
            understood = _understood(question, theatre, as_of, published, holder)
            if understood.event not in known:
                known[understood.event] = ask(understood.event)
            found[number] = Answered(understood, known[understood.event])
        except FrontwatchError as trouble:
            found[number] = str(trouble)
    return found


def _understood(question: Question, theatre: Theatre, as_of: date, published: date, holder: Holder) -> Asked:
    """The question by its words; where they do not tell by themselves, by what the reader made of it."""
    try:
        return asked(question.quote, theatre, as_of, said_on=published, holder=holder, hint=question)
    except FrontwatchError:
        made = _by_its_fields(question, theatre, as_of, holder)
        if made is None:
            raise
        return replace(made, text=question.quote)


def _by_its_fields(question: Question, theatre: Theatre, as_of: date, holder: Holder) -> Asked | None:
    place = question.place
    if place is None or not place.covered or question.by is None:
        return None
    holds = holder(place)
    others = [s.code for s in theatre.sides if s.code != holds]
    side = question.side or (others[0] if len(others) == 1 else None)
    if side is None:
        return None
    return Asked(event=Control(side=side, place=place, by=day_or_farthest(question.by, as_of)))
