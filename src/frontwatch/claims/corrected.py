"""The claims that a check tests: the reader's, or those that somebody gives in their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from frontwatch.claims.article import Article
from frontwatch.claims.compared import compared
from frontwatch.claims.given import Given, which
from frontwatch.claims.resolved import claim_of, kind_class, question_of
from frontwatch.claims.standing import standing
from frontwatch.model import ByHand, Claim, FrontwatchError, Question, Quote, Reading
from frontwatch.reading.document import Document
from frontwatch.theatre.theatre import Theatre


@dataclass(frozen=True, slots=True)
class Corrected:
    """What is to be tested, and what of it was done by hand."""

    reading: Reading
    by_hand: tuple[ByHand | None, ...]
    """Of each claim."""
    dropped: tuple[Claim, ...]
    """Claims that the reader finds and that were taken out."""


def corrected(given: Given | Sequence[Claim] | None, read: Reading, article: Article, theatre: Theatre) -> Corrected:
    """The claims to test.

    Args:
        given: a file of claims, or the claims themselves; None: as read.
        read: what the reader finds in the report.
    Raises: FrontwatchError: the file is of another report or was read for another day; a claim that cannot be taken.
    """
    if given is None:
        return Corrected(read, (None,) * len(read.claims), ())
    reading = _of_file(given, read, article, theatre) if isinstance(given, Given) else _of_claims(given, read, article)
    done = compared(reading.claims, read.claims)
    taken = replace(reading, claims=done.claims, unread=_still_unread(reading))
    return Corrected(taken, done.by_hand, done.dropped)


def _of_file(given: Given, read: Reading, article: Article, theatre: Theatre) -> Reading:
    report = article.name or "the report"
    if given.sha256 != article.sha256:
        raise FrontwatchError(
            f"{given.name}: these are claims of another report: its SHA-256 begins {given.sha256[:12]}, "
            f"that of {report} {article.sha256[:12]}; give that report, or claims that "
            f"`frontwatch read REPORT --json` printed of this one."
        )
    if given.published not in (None, article.published):
        raise FrontwatchError(
            f"{given.name}: these claims were read for a report of {given.published}, not of {article.published}; "
            f"leave out --published, or read the report again with it."
        )
    claims = [
        claim_of(claim, article.document, theatre, which(given.name, "claim", n, claim.quote))
        for n, claim in enumerate(given.claims, 1)
    ]
    return Reading(
        _in_text_order(claims),
        _questions(given, read, article.document, theatre),
        _unread(given, read, article.document),
    )


def _of_claims(given: Sequence[Claim], read: Reading, article: Article) -> Reading:
    text = article.document.text
    claims = []
    for n, claim in enumerate(given, 1):
        where = which("claims", "claim", n, claim.quote)
        kind_class(claim.kind, where)
        quote = standing(text, claim.quote, claim.start, claim.end, where)
        claims.append(replace(claim, start=quote.start, end=quote.end, line=article.document.line(quote.start)))
    return Reading(_in_text_order(claims), read.questions, read.unread)


def _in_text_order(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    return tuple(sorted(claims, key=lambda c: (c.start, c.end, c.kind)))


def _questions(given: Given, read: Reading, document: Document, theatre: Theatre) -> tuple[Question, ...]:
    if given.questions is None:
        return read.questions
    return tuple(
        question_of(question, document, theatre, which(given.name, "question", n, question.quote))
        for n, question in enumerate(given.questions, 1)
    )


def _unread(given: Given, read: Reading, document: Document) -> tuple[Quote, ...]:
    if given.unread is None:
        return read.unread
    return tuple(
        standing(document.text, q.quote, q.start, q.end, which(given.name, "unread sentence", n, q.quote))
        for n, q in enumerate(given.unread, 1)
    )


def _still_unread(reading: Reading) -> tuple[Quote, ...]:
    """The unread sentences of which no claim quotes anything."""
    spans = [(c.start, c.end) for c in reading.claims] + [(q.start, q.end) for c in reading.claims for q in c.also]
    return tuple(q for q in reading.unread if not any(a < q.end and q.start < b for a, b in spans))
