"""Questions about the future: asked ("Will X fall?") or predicted ("X will fall by spring")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from frontwatch.model import Place, Question
from frontwatch.reading.clauses import Clause, Sentence
from frontwatch.reading.document import Document
from frontwatch.reading.due import due_day

if TYPE_CHECKING:
    from frontwatch.theatre.theatre import Theatre

_OF_GROUND = frozenset(
    ["TAKE", "HOLD", "LOSE", "FALL", "ENTER", "ADVANCE", "SURROUND", "PASS", "STOP", "CUT", "MOVE", "ATTACK"]
)
_AHEAD = frozenset(["will", "could", "can", "may", "might", "would", "next", "shall", "when"])


def questions_of(
    sentence: Sentence, clauses: Sequence[Clause], document: Document, theatre: Theatre, published: date
) -> Iterable[Question]:
    """The questions that a sentence puts: at most one."""
    if sentence.asked:
        first = sentence.tokens[0].low if sentence.tokens else ""
        lows = {t.low for t in sentence.tokens}
        ahead = first in _AHEAD or bool(lows & {"will", "next"})
        ground = any(m.is_ground for m in sentence.mentions)
        moved = any(c.predicate in _OF_GROUND for c in clauses)
        sides = any(m.side and m.what != "place" for m in sentence.mentions)
        fights = any("CLASH" in c.nouns or "ATTACK" in c.nouns for c in clauses)
        ahead = ahead or bool(lows & {"coming", "soon"}) or (ground and any(p.what == "by" for p in sentence.periods))
        if ahead and ground and fights and not moved:
            yield _question(sentence, clauses, document, published)
            return
        crossing = sides and bool(lows & {"cross", "reach", "retake", "attack", "strike", "storm", "withdraw", "leave"})
        if ahead and crossing and not ground:
            yield _question(sentence, clauses, document, published)
            return
        if ahead and ((ground and (moved or sides or "next" in lows)) or (fights and moved)):
            yield _question(sentence, clauses, document, published)
        return
    if _at_this_rate(sentence):
        yield _question(sentence, (), document, published)
        return
    for clause in clauses:
        predicted = clause.mood in ("future", "possible") and not clause.noun
        acting = clause.agent and clause.agent.side
        told = (clause.passive and clause.predicate == "TAKE") or clause.predicate == "FALL"
        done = told and any(m.what == "place" for m in clause.subjects)
        if predicted and clause.predicate in _OF_GROUND and (done or (acting and clause.ground())):
            yield _question(sentence, [clause], document, published)
            return
        if (
            not clause.noun
            and clause.words & {"likelier", "likely"}
            and clause.nouns
            and clause.ground()
            and clause.predicate not in ("SAY", "TAKE")
        ):
            yield _question(sentence, [clause], document, published)
            return


def _at_this_rate(sentence: Sentence) -> bool:
    """ "At this rate, taking the rest of X would take until 2027"."""
    lows = [t.low for t in sentence.tokens]
    rate = any(
        lows[k : k + 2] in (["this", "rate"], ["that", "rate"], ["this", "pace"], ["that", "pace"]) for k in range(9)
    )
    ahead = {"would", "will"} & set(lows) and {"until", "years", "months", "decades", "before", "not"} & set(lows)
    return bool(rate and ahead and any(m.is_ground for m in sentence.mentions))


def _question(sentence: Sentence, clauses: Sequence[Clause], document: Document, published: date) -> Question:
    span = sentence.span if sentence.asked or not clauses else clauses[0].span
    place = next((m.ref for c in clauses for m in c.ground() if isinstance(m.ref, Place)), None)
    place = place or next((m.ref for m in sentence.mentions if isinstance(m.ref, Place)), None)
    side = next((c.side for c in clauses if c.side), None)
    by = due_day(sentence.tokens, published)
    by = by or next((p.day for p in sentence.periods if p.day and p.day > published), None)
    text = document.text[span.start : span.end]
    return Question(text, span.start, span.end, document.line(span.start), side, place, by)
