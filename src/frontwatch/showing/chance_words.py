"""A probability as a reader is told it: whole percent with one word beside it, never 0 and never 100."""

from __future__ import annotations

from typing import NamedTuple


class Term(NamedTuple):
    """A term of probability and the range it stands for, percent."""

    words: str
    low: int
    high: int


TERMS = (
    Term("almost no chance", 1, 5),
    Term("very unlikely", 5, 20),
    Term("unlikely", 20, 45),
    Term("roughly even chance", 45, 55),
    Term("likely", 55, 80),
    Term("very likely", 80, 95),
    Term("almost certain", 95, 99),
)
"""The first row of terms of Intelligence Community Directive 203 (2015), "Analytic Standards", section D.6.e.2.a.

The directive's second row ("remote", "improbable", …) is not mixed in, as it asks; nor is a level of confidence.
"""


def percent(p: float) -> str:
    """A probability as whole percent; under 1 % and over 99 % as such, so that nothing is said to be certain.

    >>> percent(0.384), percent(0.004), percent(0.0), percent(0.999)
    ('38 %', '<1 %', '<1 %', '>99 %')
    """
    if p < 0.01:
        return "<1 %"
    return ">99 %" if p > 0.99 else f"{100 * p:.0f} %"


def term(p: float) -> Term:
    """The term whose range a probability lies in; on a border the one nearer to certainty.

    >>> term(0.38).words, term(0.05).words, term(0.95).words, term(0.5).words
    ('unlikely', 'almost no chance', 'almost certain', 'roughly even chance')
    """
    fitting = [t for t in TERMS if t.low <= 100 * p <= t.high] or [TERMS[0] if p < 0.5 else TERMS[-1]]
    return fitting[0] if p < 0.5 else fitting[-1]


def span(low: float, high: float) -> str:
    """An interval of probability.

    >>> span(0.27, 0.51), span(0.001, 0.03), span(0.001, 0.002), span(0.97, 0.999)
    ('27 to 51 %', '<1 to 3 %', '<1 %', '97 to >99 %')
    """
    a, b = percent(low), percent(high)
    return a if a == b else f"{a.removesuffix(' %')} to {b}"


def meaning(t: Term) -> str:
    """What a term stands for.

    >>> meaning(TERMS[2])
    '“unlikely” stands for 20 to 45 % (ICD 203)'
    """
    return f"“{t.words}” stands for {t.low} to {t.high} % (ICD 203)"


LEAST = 0.0001
"""The least chance that is written as a figure, and the farthest from 1: a file says nothing certain either."""


def figure(p: float) -> float:
    """A probability for a file or a program, to four digits and never 0 or 1.

    >>> figure(0.38421), figure(0.0), figure(1.0)
    (0.3842, 0.0001, 0.9999)
    """
    return min(max(round(p, 4), LEAST), 1 - LEAST)
