"""The day by which what a question asks must have come true: "by the end of August", "before winter", "within 30 days".

The latest day that the words allow: "by December" ends on 31 December, "before December" on 30 November. "Soon" and
"in the coming weeks" name no day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from frontwatch.reading.days import counted_days, month_end
from frontwatch.reading.lexicon import lexicon
from frontwatch.reading.tokens import Token

_HEADS = frozenset(["by", "before", "until", "till", "in", "within", "during", "over", "this", "next"])
_BETWEEN = frozenset(["the", "end", "close", "of", "early", "late", "mid", "this", "next", "coming", "following"])
_YEARS = range(2014, 2100)
_FEASTS = {"christmas": (12, 25), "year-end": (12, 31), "year's": (12, 31)}

Span = tuple[date, date]


def due_day(line: Sequence[Token], published: date) -> date | None:
    """The latest day that a question's tokens name, after the day of publication; None where they name none.

    >>> from frontwatch.reading.tokens import tokens
    >>> str(due_day(tokens("Will the town fall by the end of August?"), date(2025, 6, 28)))
    '2025-08-31'
    """
    days = [_due(line, i, published) for i, token in enumerate(line) if token.low in _HEADS]
    later = [d for d in days if d is not None and d > published]
    return later[0] if later else None


def _due(line: Sequence[Token], head: int, published: date) -> date | None:
    """The day that the words from a head on name."""
    at = head + 1
    between = {line[head].low} if line[head].low in ("this", "next") else set[str]()
    while at < len(line) and line[at].low in _BETWEEN:
        between.add(line[at].low)
        at += 1
    if at >= len(line):
        return None
    after = [t.low for t in line[at + 1 : at + 3]]
    if after[:1] == ["ends"] or after in (["is", "out"], ["is", "over"]):
        between.add("end")
    start = line[head].low
    ahead = start in ("within", "in", "over") or "next" in between or "coming" in between
    if ahead and (days := counted_days(line, at)):
        return published + days
    span = _span(line, at, between, start, published)
    if span is None:
        return None
    first, last = span
    if start == "before" and "end" not in between:
        with_year = any(t.low.isdecimal() and int(t.low) in _YEARS for t in line[at : at + 3])
        # In summer, "before summer" is before the next one.
        return _before(first, published) if not with_year else first - timedelta(days=1)
    thirds = 1 if "early" in between else 2 if "mid" in between else 3
    return first + (last - first) * thirds // 3


def _before(first: date, published: date) -> date:
    """The day before a month, season or feast that comes again each year, once the report has appeared."""
    day = first - timedelta(days=1)
    return day if day > published else first.replace(year=first.year + 1) - timedelta(days=1)


def _span(line: Sequence[Token], at: int, between: set[str], start: str, published: date) -> Span | None:
    """The first and last day of the month, season, year or feast that a token begins."""
    words = lexicon().words
    low, capital = line[at].low, line[at].text[:1].isupper()
    following = [t.low for t in line[at + 1 : at + 3]]
    year = next((int(w) for w in following if w.isdecimal() and int(w) in _YEARS), None)
    firm = start != "in" or year is not None  # "in May" looks back as often as ahead
    if low.isdecimal() and int(low) in _YEARS:
        return date(int(low), 1, 1), date(int(low), 12, 31)
    if firm and capital and low in words.months:
        if following and following[0].isdecimal() and int(following[0]) <= 31:
            return None  # a day, which `periods` reads
        return _next_months(words.months[low], 1, year, published)
    if firm and low in words.seasons:
        first, last = words.seasons[low]
        return _next_months(first, (last - first) % 12 + 1, year, published)
    if low in _FEASTS or (low == "new" and following[:1] == ["year"]):
        month, day = _FEASTS.get(low, (12, 31))
        # New Year's Eve is the last day that is still before it.
        found = date(published.year, month, day)
        return (found + timedelta(days=low == "new"), found)
    return _running(low, between, published)


def _next_months(month: int, count: int, year: int | None, published: date) -> Span:
    """The months from a month on: of the year given, else the first that are not over when the report appears."""

    def of(y: int) -> Span:
        end = month + count - 1
        return date(y, month, 1), month_end(y + (end > 12), (end - 1) % 12 + 1)

    if year is not None:
        return of(year)
    return of(published.year) if of(published.year)[1] > published else of(published.year + 1)


def _running(low: str, between: set[str], published: date) -> Span | None:
    """This or the next week, month or year; "the year" alone is this one where its end is asked for."""
    if not between & {"this", "next", "end"} and low != "year":
        return None
    if low == "year":
        y = published.year + ("next" in between)
        return (date(y, 1, 1), date(y, 12, 31)) if between else None
    if low == "month":
        first = month_end(published.year, published.month) + timedelta(days=1)
        first = first if "next" in between else published.replace(day=1)
        return first, month_end(first.year, first.month)
    if low == "week":
        monday = published + timedelta(days=7 * ("next" in between) - published.weekday())
        return monday, monday + timedelta(days=6)
    return None
