"""The day by which what a question asks must have come true."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontwatch.reading.due import due_day
from frontwatch.reading.tokens import tokens

PUBLISHED = date(2025, 6, 28)


@pytest.mark.parametrize(
    "asked, day",
    [
        ("by the end of 2025", "2025-12-31"),
        ("by the end of the year", "2025-12-31"),
        ("before the year is out", "2025-12-31"),
        ("by the end of August", "2025-08-31"),
        ("by the end of March", "2026-03-31"),
        ("by August", "2025-08-31"),
        ("before August", "2025-07-31"),
        ("by early August", "2025-08-11"),
        ("by mid August", "2025-08-21"),
        ("by May", "2026-05-31"),
        ("in May", None),
        ("in the spring of 2027", "2027-05-31"),
        ("until August 2027", "2027-08-31"),
        ("before winter", "2025-11-30"),
        ("before the autumn mud", "2025-08-31"),
        ("by winter", "2026-02-28"),
        ("this summer", "2025-08-31"),
        ("this year", "2025-12-31"),
        ("next year", "2026-12-31"),
        ("next month", "2025-07-31"),
        ("by the end of the month", "2025-06-30"),
        ("next week", "2025-07-06"),
        ("before Christmas", "2025-12-24"),
        ("before New Year", "2025-12-31"),
        ("before 2028", "2027-12-31"),
        ("within 30 days", "2025-07-28"),
        ("in the next six months", "2025-12-25"),
        ("in the coming weeks", None),
        ("in the next few weeks", None),
        ("soon", None),
        ("in 2024", None),
        ("by December 15", None),  # a day, which the reader of days has
        ("by the river", None),
    ],
)
def test_the_latest_day_that_the_words_allow(asked, day):
    found = due_day(tokens(f"Will the town fall {asked}?"), PUBLISHED)
    assert (str(found) if found else None) == day


@given(st.text(max_size=200), st.dates(date(2014, 1, 1), date(2098, 12, 31)))
def test_no_day_is_named_that_is_over(text, published):
    found = due_day(tokens(text), published)
    assert found is None or found > published


@given(st.integers(1, 900), st.sampled_from(["day", "week"]))
def test_a_number_of_days_is_counted_from_the_report(n, unit):
    found = due_day(tokens(f"Will it fall within {n} {unit}s?"), PUBLISHED)
    days = min(n, 1000) * (7 if unit == "week" else 1)
    assert found == PUBLISHED + timedelta(days=days)
