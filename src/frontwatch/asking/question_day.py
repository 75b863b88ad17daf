"""The days of a question: by when it must have come, and from when ground is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from frontwatch.model import FrontwatchError
from frontwatch.reading.clauses import Sentence
from frontwatch.reading.days import Period, month_end
from frontwatch.reading.due import due_day
from frontwatch.reading.tokens import Token

_MEASURED = frozenset(["km", "mi", "km2", "sq mi", "%"])
_ONE = timedelta(days=1)
_HEADS = frozenset(["by", "before", "until", "till"])
_BETWEEN = frozenset(["the", "end", "of", "next", "this"])
_INSIDE = frozenset(["in", "during", "throughout", "over"])


@dataclass(frozen=True, slots=True)
class Window:
    """When what is asked may come."""

    by: date | None = None
    """The last day, None where no day is named."""
    since: date | None = None
    """The first day, where the question names a period: "in July"."""


def window(sentence: Sentence, said_on: date) -> Window:
    """The days that a question names.

    Args:
        sentence: the question, as read on `said_on`.
        said_on: the day on which it is put.
    """
    line = sentence.tokens
    periods = [p for p in sentence.periods if p.what == "span" and p.since and p.day]
    spans = [(_ahead(p, line, said_on), line[max(0, p.first - 1)].low in _INSIDE) for p in periods]
    by = next((_by(p, line, said_on) for p in sentence.periods if p.what == "by" and p.day and _in_full(p, line)), None)
    by = by or due_day(line, said_on)
    by = by or next((_by(p, line, said_on) for p in sentence.periods if p.what in ("by", "day") and p.day), None)
    by = by or next((last for (_, last), _ in spans), None)
    since = next((first for (first, last), inside in spans if inside and last == by), None) or _next(line, said_on, by)
    return Window(by, since)


def refuse_unread_day(sentence: Sentence) -> None:
    """Raise for a question in which no day was found and yet a figure stands that may be one, or a feast's name.

    Raises: FrontwatchError: so that no question is answered as if it named no day.
    """
    measured = {i for a in sentence.amounts if a.unit in _MEASURED for i in range(a.first, a.last)}
    line = sentence.tokens
    unread = [t.text for i, t in enumerate(line) if t.what == "number" and i not in measured]
    named = {i for m in sentence.mentions for i in range(m.first, m.last)}
    for i, token in enumerate(line):
        if token.low in _HEADS:
            at = next((k for k in range(i + 1, len(line)) if line[k].low not in _BETWEEN), len(line) - 1)
            unread += [line[at].text] if line[at].text[:1].isupper() and at not in named else []
    if unread:
        raise FrontwatchError(
            f"The day at {unread[0][:20]!r} is not understood; write it as YYYY-MM-DD, or give it with --by."
        )


def _in_full(period: Period, line: Sequence[Token]) -> bool:
    """Whether a day of a month stands there, not a whole month or year."""
    return any(t.low.isdecimal() and int(t.low) <= 31 for t in _words(period, line))


def _by(period: Period, line: Sequence[Token], said_on: date) -> date:
    """The last day that "by" or "before" a day leaves; without a year it is the first that is still ahead."""
    day = period.day
    assert day is not None
    before = line[period.first].low == "before" or line[max(0, period.first - 1)].low == "before"
    with_year = any(len(t.low) == 4 and t.low.isdecimal() for t in _words(period, line))
    if day < said_on and not with_year and _in_full(period, line):
        day = _year_on(day)
    return day - _ONE if before else day


def _ahead(period: Period, line: Sequence[Token], said_on: date) -> tuple[date, date]:
    """The first and last day of a period: without a year it is the first that is not over."""
    first, last = period.since, period.day
    assert first is not None and last is not None
    with_year = any(len(t.low) == 4 and t.low.isdecimal() and t.low == f"{first.year}" for t in _words(period, line))
    if last == said_on:
        # The reader of reports cuts a period at the day on which it is told.
        last = date(first.year, 12, 31) if first.month == 1 and with_year else month_end(last.year, last.month)
    while last <= said_on and not with_year:
        first, last = _year_on(first), _year_on(last)
    return first, last


def _words(period: Period, line: Sequence[Token]) -> Sequence[Token]:
    return line[period.first : period.last]


def _year_on(day: date) -> date:
    if day == month_end(day.year, day.month):  # the last of February is no 28th every year
        return month_end(day.year + 1, day.month)
    return day.replace(year=day.year + 1)


def _next(line: Sequence[Token], said_on: date, by: date | None) -> date | None:
    """The first day of "next month" or "next year"."""
    lows = [t.low for t in line]
    for word, following in pairwise(lows):
        if word == "next" and by is not None and following in ("month", "year"):
            return by.replace(day=1) if following == "month" else date(by.year, 1, 1)
    return None
