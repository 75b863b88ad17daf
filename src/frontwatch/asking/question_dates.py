"""A question's days, as people write them, in the words that the reader of reports knows."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from frontwatch.model import FrontwatchError
from frontwatch.reading.lexicon import lexicon

_YEARS = range(2000, 2100)
_MONTHS = lexicon().words.months
_WEEKDAYS = {name[:length]: n for length in (3, None) for name, n in lexicon().words.weekdays.items()}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d\d?)(?:st|nd|rd|th)?"
_YEAR = r"(?:,? (?P<year>20\d\d)\b)?"
_HALVES = {"first": "the end of June", "second": "the end of December"}
_QUARTERS = ("March", "June", "September", "December")

_FIGURES = re.compile(
    r"\b(?:(?P<y>\d{4})[-/](?P<m>\d\d?)[-/](?P<d>\d\d?)|(?P<d2>\d\d?)\.(?P<m2>\d\d?)\.(?P<y2>\d{4})"
    r"|(?P<a>\d\d?)/(?P<b>\d\d?)/(?P<y3>\d{4}))\b"
)


def spelt_out(text: str, said_on: date) -> str:
    """The text with its days in words, one way each.

    Args:
        said_on: the day from which "tomorrow" and "by Friday" count.
    Raises: FrontwatchError: there is no such day.

    >>> spelt_out("by 2025-12-31 or 01.02.2026", date(2025, 6, 28))
    'by 31 December 2025 or 1 February 2026'
    >>> spelt_out("by Aug. 1st, by year's end, before next Friday", date(2025, 6, 28))
    'by 1 August, by the end of the year, before 4 July 2025'
    """
    for pattern, told in _WAYS:
        text = pattern.sub(lambda found, told=told: told(found, said_on), text)  # type: ignore[misc]
    return text


def _figures(found: re.Match[str], said_on: date) -> str:
    if found["a"]:
        a, b = int(found["a"]), int(found["b"])
        if a <= 12 and b <= 12 and a != b:
            raise FrontwatchError(f"{found[0]} is two days, by who writes it; write the question's day as YYYY-MM-DD.")
        y, m, d = (int(found["y3"]), b, a) if a > 12 else (int(found["y3"]), a, b)
    else:
        y, m, d = (int(found[k] or found[f"{k}2"]) for k in "ymd")
    return _in_words(found[0], y, m, d)


def _in_words(written: str, year: int, month: int, day: int) -> str:
    try:
        found = date(year, month, day)
    except ValueError:
        raise FrontwatchError(f"There is no day {written}; write the question's day as YYYY-MM-DD.") from None
    if found.year not in _YEARS:
        raise FrontwatchError(f"The day {written} is out of reach; ask about one of this century.")
    return f"{found.day} {found:%B %Y}"


def _of_month(found: re.Match[str], said_on: date) -> str:
    """ "August 1st", "the 1st of August": the day first."""
    month, day = _MONTHS[found["month"].lower()], int(found["day"])
    if found["year"]:
        return _in_words(found[0], int(found["year"]), month, day)
    _in_words(found[0], 2024, month, day)  # a leap year: 29 February is a day
    return f"{day} {date(2024, month, 1):%B}"


def _weekday(found: re.Match[str], said_on: date) -> str:
    """The next such day; "next Friday" is that of the coming week."""
    ahead = (_WEEKDAYS[found["weekday"].lower()] - said_on.weekday() - 1) % 7 + 1
    if found["next"] and said_on.weekday() + ahead < 7:
        ahead += 7
    day = said_on + timedelta(days=ahead)
    return f"{found['head']} {day.day} {day:%B %Y}"


def _tomorrow(found: re.Match[str], said_on: date) -> str:
    day = said_on + timedelta(days=1)
    return f"by {day.day} {day:%B %Y}"


def _way(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_WEEKDAY = "(?P<weekday>" + "|".join(sorted(_WEEKDAYS, key=len, reverse=True)) + r")\b(?! (?:in|of)\b)"
_WAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], str]], ...] = (
    (_FIGURES, _figures),
    (_way(rf"\b(?:the )?{_DAY} of {_MONTH}{_YEAR}"), _of_month),
    (_way(rf"\b{_MONTH} (?:the )?{_DAY}\b(?![\d:.]\d){_YEAR}"), _of_month),
    (_way(r"\b(?:on or before|no later than|not later than)\b"), lambda found, _: "by"),
    (_way(r"\bNew Year['’]s Eve\b"), lambda found, _: "31 December"),
    (_way(r"\bNew Year['’]s Day\b"), lambda found, _: "1 January"),
    (_way(r"\b(?:the )?(?:year['’]s[ -]end|year[ -]end|end[ -]of[ -](?:the )?year|EOY)\b"),
     lambda found, _: "the end of the year"),
    (_way(r"\b(?:in|by|during|within) (?:the )?Q(?P<n>[1-4])(?: of)? (?P<year>20\d\d)\b"),
     lambda found, _: f"by the end of {_QUARTERS[int(found['n']) - 1]} {found['year']}"),
    (_way(r"\b(?:in|by|during|within) the (?P<half>first|second) half of (?P<year>20\d\d)\b"),
     lambda found, _: f"by {_HALVES[found['half'].lower()]} {found['year']}"),
    (_way(r"\b(?:in|within) (?:less|fewer) than (?=\d+ (?:day|week|month)s?\b)"), lambda found, _: "within "),
    (_way(rf"\bmid-(?={_MONTH})"), lambda found, _: "mid "),
    (_way(r"\b(?:by )?tomorrow\b"), _tomorrow),
    (_way(rf"\b(?P<head>by|before|on|until) (?:this |the )?(?P<next>next )?{_WEEKDAY}"), _weekday),
)  # fmt: skip
