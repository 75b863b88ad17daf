"""How a chance is told: whole percent, one word of one row of terms, and nothing certain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontwatch.showing.chance_words import TERMS, figure, percent, span, term

CHANCES = st.floats(0.0, 1.0)


@pytest.mark.parametrize(
    "p, told, word",
    [
        (0.0, "<1 %", "almost no chance"),
        (0.0099, "<1 %", "almost no chance"),
        (0.01, "1 %", "almost no chance"),
        (0.0499, "5 %", "almost no chance"),
        (0.0501, "5 %", "very unlikely"),
        (0.1999, "20 %", "very unlikely"),
        (0.2001, "20 %", "unlikely"),
        (0.4499, "45 %", "unlikely"),
        (0.4501, "45 %", "roughly even chance"),
        (0.5, "50 %", "roughly even chance"),
        (0.5499, "55 %", "roughly even chance"),
        (0.5501, "55 %", "likely"),
        (0.7999, "80 %", "likely"),
        (0.8001, "80 %", "very likely"),
        (0.9499, "95 %", "very likely"),
        (0.9501, "95 %", "almost certain"),
        (0.99, "99 %", "almost certain"),
        (0.9901, ">99 %", "almost certain"),
        (1.0, ">99 %", "almost certain"),
    ],
)
def test_a_chance_has_its_percent_and_its_word(p, told, word):
    assert (percent(p), term(p).words) == (told, word)


def test_the_terms_are_the_first_row_of_the_directive_and_leave_no_gap():
    assert [t.words for t in TERMS] == [
        "almost no chance", "very unlikely", "unlikely", "roughly even chance", "likely", "very likely",
        "almost certain",
    ]  # fmt: skip
    assert [t.low for t in TERMS] == [1, 5, 20, 45, 55, 80, 95]
    assert [t.high for t in TERMS] == [5, 20, 45, 55, 80, 95, 99]


@given(CHANCES)
def test_no_chance_is_told_as_0_or_100(p):
    assert percent(p) not in ("0 %", "100 %")
    assert 0 < figure(p) < 1


@given(CHANCES)
def test_the_percent_shown_lies_in_the_range_of_the_word_beside_it(p):
    shown, t = percent(p), term(p)
    if shown[0] in "<>":
        assert t in (TERMS[0], TERMS[-1])
    else:
        assert t.low <= int(shown.removesuffix(" %")) <= t.high


@given(CHANCES, CHANCES)
def test_the_likelier_of_two_never_has_the_lesser_word(a, b):
    low, high = sorted((a, b))
    assert TERMS.index(term(low)) <= TERMS.index(term(high))


@given(CHANCES, CHANCES)
def test_an_interval_says_nothing_certain_either(a, b):
    low, high = sorted((a, b))
    words = span(low, high).split()
    assert "0" not in words
    assert "100" not in words
