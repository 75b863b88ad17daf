"""What each layer made of a sentence, in plain lines: the tool with which a person mends the reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from frontwatch.model import FrontwatchError
from frontwatch.reading.clauses import Clause
from frontwatch.reading.document import Document
from frontwatch.reading.mention import Mention
from frontwatch.reading.reader import Kind, Read, steps

if TYPE_CHECKING:
    from frontwatch.theatre.theatre import Theatre


def explained(document: Document, theatre: Theatre, published: date, kinds: Sequence[Kind], line: int) -> str:
    """Mentions, figures, days, clauses and claims of the sentences that begin on a line.

    Raises: FrontwatchError: no sentence begins on that line.
    """
    found = [one for one in steps(document, theatre, published, kinds) if one.sentence.line == line]
    if not found:
        raise FrontwatchError(
            f"{document.name or 'The report'}: no sentence begins on line {line}; give another --explain."
        )
    return "\n\n".join("\n".join(_sentence(one, document)) for one in found)


def _sentence(one: Read, document: Document) -> Iterator[str]:
    sentence = one.sentence
    yield f"{sentence.block}: {' '.join(document.text[sentence.span.start : sentence.span.end].split())}"
    for mention in sentence.mentions:
        yield f"  mention  {_mention(mention)}"
    for amount in sentence.amounts:
        q = amount.quantity
        rate = f" per {amount.per}" if amount.per else ""
        yield f"  figure   {q.low}..{q.high} {q.unit or '(no unit)'}{rate}{' approximately' if q.approx else ''}"
    for period in sentence.periods:
        yield f"  days     {period.what}: {period.since or '-'} to {period.day or '-'}"
    for clause in one.clauses:
        yield f"  clause   {_clause(clause)}"
    for claim in one.claims:
        where = ", ".join(p.name for p in claim.places)
        yield f"  claim    {claim.kind}: {'not ' if claim.negated else ''}{claim.side or '-'} {where}".rstrip()
    if not one.claims:
        yield "  no kind took it"


def _mention(mention: Mention) -> str:
    meant = getattr(mention.ref, "name", mention.ref) or mention.side or "nothing found"
    governed = f" after {mention.prep!r}" if mention.prep else ""
    part = f" (part: {mention.part})" if mention.part else ""
    return f"{mention.text!r} {mention.what} = {meant}{governed}{part}"


def _clause(clause: Clause) -> str:
    said = [clause.predicate, clause.lemma]
    said += [
        word for word, there in (("noun", clause.noun), ("denied", clause.denied), ("failed", clause.failed)) if there
    ]
    said += [clause.mood, "passive" if clause.passive else "active"]
    who = f"by {clause.agent.text} ({clause.side})" if clause.agent else "by nobody named"
    what = ", ".join(m.text for m in clause.patients) or ", ".join(m.text for m in clause.subjects) or "-"
    speaker = clause.speaker.name if clause.speaker else "own voice"
    return (
        f"{' '.join(s for s in said if s)}; {who}; of {what}; {speaker}; marks {', '.join(sorted(clause.marks)) or '-'}"
    )
