"""Days and periods in a sentence, resolved against the publication day: "on Tuesday", "in May", "over the past
week"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from frontwatch.reading.lexicon import lexicon
from frontwatch.reading.tokens import Token

_MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_FULL = re.compile(
    rf"\b(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<m>{_MONTH})\.?,?\s(?P<y>\d{{4}})"
    rf"|(?P<m2>{_MONTH})\.?\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y2>\d{{4}})"
    r"|(?P<y3>20\d{2})-(?P<m3>\d{2})-(?P<d3>\d{2})"
    r"|(?P<d4>\d{1,2})\.(?P<m4>\d{2})\.(?P<y4>20\d{2}|\d{2}))\b"
)
_NUMBER = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "several": 3,
    "few": 3,
    "24": 1,
}
_UNIT_DAYS = {
    "hour": 1 / 24,
    "hours": 1 / 24,
    "day": 1,
    "days": 1,
    "week": 7,
    "weeks": 7,
    "month": 30,
    "months": 30,
    "year": 365,
    "years": 365,
}

_RELATIVE = frozenset(
    {
        "today", "tonight", "this", "yesterday", "overnight", "last", "past", "previous", "preceding", "recent",
        "coming", "same", "couple",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """A day or span of days and the tokens (first, last exclusive) that say it."""

    first: int
    last: int
    since: date | None
    """First day; None where only a day or an end is said."""
    day: date | None
    what: Literal["day", "span", "since", "ago", "by", "for"]
    approx: bool = False
    unit: str = ""


def full_days(text: str) -> Iterator[date]:
    """Every day written out in full, in order; impossible ones are passed over.

    >>> list(full_days("24 January 2025 and 31.02.2025 and June 3, 2025"))
    [datetime.date(2025, 1, 24), datetime.date(2025, 6, 3)]
    """
    months = lexicon().words.months
    for match in _FULL.finditer(text):
        g = match.groupdict()
        try:
            if g["d"]:
                yield date(int(g["y"]), months[g["m"].lower()], int(g["d"]))
            elif g["d2"]:
                yield date(int(g["y2"]), months[g["m2"].lower()], int(g["d2"]))
            elif g["y3"]:
                yield date(int(g["y3"]), int(g["m3"]), int(g["d3"]))
            else:
                year = int(g["y4"])
                yield date(year if year > 99 else 2000 + year, int(g["m4"]), int(g["d4"]))
        except ValueError:
            continue


def periods(line: Sequence[Token], published: date) -> tuple[Period, ...]:
    """The days and periods of a sentence's tokens.

    >>> from frontwatch.reading.tokens import tokens
    >>> [(str(p.since), str(p.day)) for p in periods(tokens("in May they took it"), date(2025, 6, 28))]
    [('2025-05-01', '2025-05-31')]
    """
    found: list[Period] = []
    i = 0
    starters = _starters()
    while i < len(line):
        may = line[i].what == "number" or line[i].low in starters
        made = (_calendar(line, i, published) or _relative(line, i, published)) if may else None
        if made is None:
            i += 1
            continue
        made = _with_head(line, made, published)
        found.append(made)
        i = max(i + 1, made.last)
    return tuple(found)


@cache
def _starters() -> frozenset[str]:
    """Words that a period can begin with."""
    words = lexicon().words
    return frozenset({*words.months, *words.weekdays, *words.seasons, *_RELATIVE, *_NUMBER, *_UNIT_DAYS})


def _low(line: Sequence[Token], i: int) -> str:
    return line[i].low if 0 <= i < len(line) else ""


def _calendar(line: Sequence[Token], i: int, published: date) -> Period | None:
    """Months, days of months, weekdays, years, seasons."""
    words = lexicon().words
    low = line[i].low
    if line[i].what == "number":
        month = words.months.get(_low(line, i + 1))
        if month and line[i + 1].text[0].isupper() and low.isdecimal() and 1 <= int(low) <= 31:
            return _day(line, i, i + 2, int(low), month, published)
        if (
            low.isdecimal()
            and len(low) == 4
            and 1990 <= int(low) <= published.year
            and _low(line, i - 1) in ("in", "since", "of", "by", "during", "until", "from", "early", "late", "mid")
        ):
            return Period(i, i + 1, date(int(low), 1, 1), min(published, date(int(low), 12, 31)), "span")
        return None
    month = words.months.get(low)
    if month and line[i].text[0].isupper():
        nxt = _low(line, i + 1)
        digits = nxt[:2] if nxt[:2].isdecimal() else nxt[:1]
        if nxt.isdecimal() and len(nxt) <= 2 and 1 <= int(nxt) <= 31:
            return _day(line, i, i + 2, int(nxt), month, published)
        if low == "may" and _low(line, i - 1) not in (
            "in",
            "since",
            "of",
            "last",
            "by",
            "until",
            "from",
            "early",
            "late",
            "mid",
            "and",
            "during",
            "to",
            "through",
            "between",
            "mid-",
        ):
            return None
        del digits
        return _month(line, i, month, published)
    weekday = words.weekdays.get(low)
    if weekday is not None and line[i].text[0].isupper():
        back = (published.weekday() - weekday) % 7
        if _low(line, i - 1) == "last" and back == 0:
            back = 7
        day = published - timedelta(days=back)
        return Period(i, i + 1, None, day, "day")
    if (
        low in words.seasons
        and _low(line, i - 1) in ("in", "the", "last", "this", "since")
        and not (low == "fall" and _low(line, i + 1) == "of")
    ):
        return _season(line, i, published)
    return None


def _day(line: Sequence[Token], first: int, last: int, day: int, month: int, published: date) -> Period | None:
    year, given = published.year, False
    after = last + 1 if _low(line, last) == "," else last
    if _low(line, after).isdecimal() and len(_low(line, after)) == 4:
        year, last, given = int(_low(line, after)), after + 1, True
    try:
        found = date(year, month, day)
        if not given and found > published + timedelta(days=1) and not _ahead(line, first):
            found = date(year - 1, month, day)
    except ValueError:
        return None
    return Period(first, last, None, found, "day")


def _ahead(line: Sequence[Token], first: int) -> bool:
    return _low(line, first - 1) in ("by", "until", "before", "till")


def _month(line: Sequence[Token], i: int, month: int, published: date) -> Period | None:
    year, last = published.year, i + 1
    nxt = _low(line, i + 1)
    if _is_year(nxt):
        year, last = int(nxt), i + 2
    elif month > published.month and not _ahead(line, i):
        year -= 1
    start, end = date(year, month, 1), month_end(year, month)
    before = [_low(line, k) for k in range(max(0, i - 5), i)]
    first = i
    if before[-3:] in (["second", "half", "of"], ["latter", "half", "of"]):
        start, first = date(year, month, 16), i - 3
    elif before[-3:] == ["first", "half", "of"]:
        end, first = date(year, month, 15), i - 3
    elif before[-1:] == ["early"] or before[-2:] in (["beginning", "of"], ["start", "of"]):
        end, first = date(year, month, 10), i - 1
    elif before[-1:] == ["late"] or before[-2:] == ["end", "of"]:
        start, first = date(year, month, 20), i - 1
    elif before[-1:] in (["mid"], ["mid-"]):
        start, end = date(year, month, 10), date(year, month, 20)
    if _ahead(line, i) and start > published:
        return Period(first, last, start, end, "by")
    return Period(first, last, start, min(end, published) if start <= published else end, "span")


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and word[:2] in ("18", "19", "20", "21")


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _season(line: Sequence[Token], i: int, published: date) -> Period:
    first, last = lexicon().words.seasons[line[i].low]
    year = published.year - (_low(line, i - 1) == "last")
    start = date(year, first, 1)
    if start > published:
        start = date(year - 1, first, 1)
    end = month_end(start.year + (last < first), last)
    return Period(i, i + 1, start, min(end, published), "span")


def _relative(line: Sequence[Token], i: int, published: date) -> Period | None:
    low = line[i].low
    if low not in _RELATIVE and low not in _NUMBER and low not in _UNIT_DAYS and line[i].what != "number":
        return None
    nxt, one = _low(line, i + 1), timedelta(days=1)
    if low in ("today", "tonight") or (low == "this" and nxt in ("morning", "evening", "afternoon")):
        return Period(i, i + (1 if low != "this" else 2), None, published, "day")
    if low in ("yesterday", "overnight"):
        return Period(i, i + 1, published - one, published - one if low == "yesterday" else published, "day")
    if low == "last" and nxt == "night":
        return Period(i, i + 2, published - one, published, "day")
    if low in ("past", "last", "previous", "preceding", "recent", "coming", "same") and (span := _count(line, i + 1)):
        count, unit, last = span
        if low == "coming":
            return None
        if (
            low in ("last", "previous")
            and count == 1
            and unit in ("month", "week", "year")
            and _low(line, i - 1) not in ("the", "over", "past")
        ):
            return _previous(i, last, unit, published)
        return Period(i, last, published - _days(count, unit), published, "span")
    if low == "this" and nxt in ("year", "month", "week"):
        start = {"year": date(published.year, 1, 1), "month": published.replace(day=1)}.get(
            nxt, published - one * published.weekday()
        )
        return Period(i - (_low(line, i - 1) == "earlier"), i + 2, start, published, "span")
    return _counted(line, i, published)


def _counted(line: Sequence[Token], i: int, published: date) -> Period | None:
    """ "N years ago", "for almost a year", "in three days"."""
    span = _count(line, i)
    if not span:
        return None
    count, unit, last = span
    if _low(line, last) == "ago":
        return Period(i, last + 1, None, published - _days(count, unit), "ago", unit=unit)
    head = [_low(line, k) for k in range(max(0, i - 4), i)]
    if "for" in head and not set(head[head.index("for") + 1 :]) - {
        "almost",
        "nearly",
        "over",
        "more",
        "than",
        "about",
        "the",
        "past",
        "last",
        "some",
        "at",
        "least",
    }:
        return Period(i, last, published - _days(count, unit), published, "for", unit=unit)
    if (
        head[-1:] == ["in"]
        and unit in ("day", "week", "month", "days", "weeks", "months")
        and _low(line, i) not in ("24",)
    ):
        return Period(i, last, published - _days(count, unit), published, "span")
    return None


def _count(line: Sequence[Token], i: int) -> tuple[float, str, int] | None:
    low = _low(line, i)
    if low in _UNIT_DAYS:
        return 1, low.rstrip("s"), i + 1
    value = _NUMBER.get(low) or (float(low) if low.isdecimal() and len(low) <= 3 else None)
    at = i + 1
    if low == "couple" and _low(line, at) == "of":
        value, at = 2, at + 1
    if value is not None and _low(line, at) == "and" and _low(line, at + 1) == "a" and _low(line, at + 2) == "half":
        value, at = value + 0.5, at + 3
    if value is not None and _low(line, at) in _UNIT_DAYS:
        return (24 if low == "24" else value), _low(line, at).rstrip("s"), at + 1
    return None


def counted_days(line: Sequence[Token], i: int) -> timedelta | None:
    """How long "30 days" or "six months" from a token on is; None where no number stands before a unit of time."""
    span = _count(line, i)
    vague = _low(line, i) in _UNIT_DAYS or _low(line, i) in ("few", "several", "couple")
    return None if span is None or vague else _days(span[0], span[1])


def _days(count: float, unit: str) -> timedelta:
    return timedelta(days=max(1, round(min(count, 1000) * _UNIT_DAYS[unit])))


def _previous(first: int, last: int, unit: str, published: date) -> Period:
    if unit == "month":
        end = published.replace(day=1) - timedelta(days=1)
        return Period(first, last, end.replace(day=1), end, "span")
    if unit == "year":
        return Period(first, last, date(published.year - 1, 1, 1), date(published.year - 1, 12, 31), "span")
    end = published - timedelta(days=published.weekday() + 1)
    return Period(first, last, end - timedelta(days=6), end, "span")


def _with_head(line: Sequence[Token], made: Period, published: date) -> Period:
    """ "since" and "by" change what the period means."""
    head = [_low(line, k) for k in range(max(0, made.first - 3), made.first)]
    first = made.first - 1
    if "since" in head[-2:]:
        return Period(first, made.last, made.since or made.day, published, "since", made.approx, made.unit)
    if head[-1:] and head[-1] in ("by", "until", "before", "till") and made.what in ("day", "span", "by"):
        return Period(first, made.last, None, made.day, "by")
    return made
