"""The article as marked text: its blocks cut where claims, questions and unread sentences begin and end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from frontwatch.model import Report

HEADLINE_LETTERS = 140
"""A first line longer than this is the article's text, not its headline."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the article that something is said about."""

    start: int
    end: int
    what: str
    """A verdict, "question" or "unread"."""
    number: int
    """The claim's number from 1; of a question its own; 0 unread."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that the same marks cover, the widest first; then the numbers of those that end with it."""

    text: str
    marks: tuple[Mark, ...]
    ends: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or line of the article, and the numbers of the claims that begin in it."""

    pieces: tuple[Piece, ...]
    claims: tuple[int, ...]
    headline: bool


def marks_of(report: Report) -> tuple[Mark, ...]:
    """Every mark of a report, wider before narrower, in text order."""
    marks = []
    for n, finding in enumerate(report.findings, 1):
        claim = finding.claim
        spans = _outermost({(claim.start, claim.end), *((q.start, q.end) for q in claim.also)})
        marks += [Mark(start, end, finding.verdict, n) for start, end in spans]
    marks += [Mark(q.start, q.end, "question", n) for n, q in enumerate(report.questions, 1)]
    marks += [Mark(q.start, q.end, "unread", 0) for q in report.unread]
    whole = (m for m in marks if 0 <= m.start < m.end <= len(report.text))
    return tuple(sorted(whole, key=lambda m: (m.start, -m.end, m.number, m.what)))


def _outermost(spans: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans that lie in no other: one claim is not marked twice over the same words."""
    return [(a, b) for a, b in sorted(spans) if not any(c <= a and b <= d and (a, b) != (c, d) for c, d in spans)]


def blocks(report: Report) -> tuple[Block, ...]:
    """The article's lines that hold text, cut into pieces; joined again they give every character of those lines."""
    marks = marks_of(report)
    first_of = {n: f.claim.start for n, f in enumerate(report.findings, 1)}
    out: list[Block] = []
    for start, end in _lines(report.text):
        inside = [m for m in marks if m.start < end and m.end > start]
        begun = tuple(n for n, at in first_of.items() if start <= at < end)
        out.append(
            Block(
                tuple(_pieces(report.text, start, end, inside)),
                begun,
                headline=not out and end - start <= HEADLINE_LETTERS,
            )
        )
    return tuple(out)


def _lines(text: str) -> Iterable[tuple[int, int]]:
    """(start, end) of each line that holds more than white space."""
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, at + len(line)
        at += len(line) + 1


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterable[Piece]:
    cuts = sorted({start, end, *(c for m in marks for c in (m.start, m.end) if start < c < end)})
    for a, b in pairwise(cuts):
        over = tuple(m for m in marks if m.start <= a and m.end >= b)
        # A mark that runs on past this line is numbered where it ends.
        yield Piece(text[a:b], over, tuple(m for m in over if m.end == b and m.number))
