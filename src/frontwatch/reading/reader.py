"""The reader: a document to its claims, questions and unread sentences, through the layers, one sentence after
another."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Protocol

from frontwatch.model import Claim, FrontwatchError, Question, Quote, Reading, Span
from frontwatch.reading.carried import carried
from frontwatch.reading.clauses import Clause, Sentence
from frontwatch.reading.context import Context
from frontwatch.reading.counted import counted
from frontwatch.reading.days import periods
from frontwatch.reading.document import Block, Document
from frontwatch.reading.focus import Focus
from frontwatch.reading.known import Known, only_staff, own_bodies, spoken_names
from frontwatch.reading.layout import is_rule, item_clauses, row_clauses, told_cells
from frontwatch.reading.lexicon import lexicon
from frontwatch.reading.mentions import mentions
from frontwatch.reading.misspelt import misspelt
from frontwatch.reading.namesakes import settled
from frontwatch.reading.parse import Voice, clauses
from frontwatch.reading.quantities import amounts
from frontwatch.reading.questions import questions_of
from frontwatch.reading.quoting import Draft, default_speakers
from frontwatch.reading.sentences import LONGEST, sentences
from frontwatch.reading.sources import sourced
from frontwatch.reading.speakers import Heard, Scope, Speaker, scopes
from frontwatch.reading.tokens import tokens
from frontwatch.reading.verbs import verb_groups

if TYPE_CHECKING:
    from frontwatch.reading.mention import Mention
    from frontwatch.theatre.names import Named
    from frontwatch.theatre.theatre import Theatre


HEAD_SLACK = 40
"""A head of a bulletin is its issuer's name and at most this many letters more ("Operational update of")."""


class Kind(Protocol):
    """What the reader needs of a kind of claim: whether a clause makes one."""

    KIND: str

    @property
    def said(self) -> Callable[[Clause, Context], Iterable[Claim]]:
        """The claims of this kind that a clause makes."""


@dataclass(frozen=True, slots=True)
class Read:
    """One sentence as it was read: what each layer made of it."""

    sentence: Sentence
    clauses: tuple[Clause, ...]
    claims: tuple[Claim, ...]


def read(document: Document, theatre: Theatre, published: date, kinds: Sequence[Kind]) -> Reading:
    """What a report says.

    Args:
        document: from `read_document`. theatre: whose names are looked for.
        published: the day that "yesterday" and "in May" are counted from.
        kinds: the kinds of claim to look for: `frontwatch.kinds.kinds.KINDS`.
    Returns: claims in text order, each with quotes that stand in the text word for word; questions; unread sentences.
    """
    found: list[Claim] = []
    questions: list[Question] = []
    unread: list[Quote] = []
    for one in steps(document, theatre, published, kinds):
        asked = list(questions_of(one.sentence, one.clauses, document, theatre, published))
        found += one.claims
        questions += asked
        if not one.claims and not asked and _names_something(one.sentence):
            at = one.sentence.span
            unread.append(Quote(document.text[at.start : at.end], at.start, at.end))
    return Reading(merged(found), tuple(questions), tuple(unread))


def steps(document: Document, theatre: Theatre, published: date, kinds: Sequence[Kind]) -> Iterable[Read]:
    """The sentences of a document one by one, as every layer reads them."""
    named = settled(misspelt(document.text, theatre.names.find(document.text), theatre), document.text, theatre)
    codes = [s.code for s in theatre.sides]
    focus = Focus(other=dict(zip(codes, reversed(codes), strict=True)) if len(codes) == 2 else {})
    focus.issuer_side, focus.home = _issuer(document, theatre, named), theatre.home
    focus.anchor = lambda sector: theatre.place(sector.anchor)
    focus.regions = {r.code: r for r in theatre.regions}
    drafts = _drafts(document, theatre, published, named, focus.issuer_side)
    starts = [n.start for n in named]

    def cell_of(cell: Span, number: int) -> Draft:
        here = named[bisect_left(starts, cell.start) : bisect_left(starts, cell.end)]
        return _draft(document, document.blocks[number], number, cell, here, theatre, published, Heard(), {})

    speakers = default_speakers(document.text, drafts)
    before: tuple[Clause, ...] = ()
    heading: tuple[Clause, ...] = ()
    header: Sentence | None = None
    row_end = 0
    for draft, default in zip(drafts, speakers, strict=True):
        said = draft.scopes[-1].speaker if draft.scopes else default
        voice = Voice(default, draft.scopes)
        resolved = focus.resolve(draft.sentence, partial(_side_at, voice, said))
        one = replace(draft.sentence, mentions=resolved)
        made = clauses(one, voice)
        again = carried(one, made, before, said)
        before = (*made, *again)
        made = (*again, *(c for c in made if not (again and c.predicate in ("BE", "HAVE", "NONE"))))
        if one.block == "row" and header is not None and _parted(document.text, row_end, one.span.start):
            header = None
        if one.block == "row":
            row_end = one.span.end
            ruled = header is None or is_rule(one)
            told = [] if ruled else [cell_of(cell, draft.block) for cell in told_cells(one)]
            made = () if ruled or header is None else tuple(row_clauses(header, one, said))
            header = header or one
        else:
            header = None
            if one.block == "bullet" and (item := item_clauses(one, heading)):
                made = tuple(item)
            elif one.block != "bullet":
                heading = (*heading[-2:], *made) if one.tokens[-1].text == ":" else made
        claims = (
            ()
            if _is_history(one) or _is_link(one)
            else tuple(_claims(made, kinds, document, theatre, published, focus))
        )
        focus.move(() if _is_byline(one) else _spoken_of(one, made))
        for cell in told if one.block == "row" else ():
            inner = replace(cell.sentence, mentions=focus.resolve(cell.sentence, partial(_side_at, voice, said)))
            said_there = clauses(inner, Voice(default, cell.scopes))
            made = (*made, *said_there)
            claims = (*claims, *_claims(said_there, kinds, document, theatre, published, focus))
        yield Read(one, made, claims)


_LINKS = (
    ("related",), ("read", "also"), ("read", "more"), ("see", "also"), ("also", "read"), ("more", "on", "this"),
    ("more", "on", "the", "subject"), ("most", "read"), ("recommended",), ("more", "letters"), ("related", "stories"),
    ("don't", "miss"), ("watch",), ("read", "next"), ("more", "from"),
)  # fmt: skip
"""How a line begins that only links to other reports, before its colon."""


def _is_link(sentence: Sentence) -> bool:
    """Whether a line only names other reports: "Related: How Russia captured Mariupol"."""
    lows = [t.low for t in sentence.tokens[:6]]
    colon = lows.index(":") if ":" in lows else 0
    return bool(colon) and tuple(lows[:colon]) in _LINKS


def _spoken_of(sentence: Sentence, made: Sequence[Clause]) -> tuple[Mention, ...]:
    """The mentions of a sentence without the ground that troops were only brought from."""
    whence = {m.span for c in made if c.predicate == "MOVE" for m in c.ground("from")}
    return tuple(m for m in sentence.mentions if m.span not in whence)


def _side_at(voice: Voice, said: Speaker | None, token: int) -> str | None:
    """The side of whoever speaks at a token of a sentence, else of its last speaker."""
    speaker, _ = voice.at(token)
    return speaker.side if speaker else said.side if said else None


def _parted(text: str, end: int, start: int) -> bool:
    """Whether a blank line stands between two rows: the second begins another table."""
    return text.count("\n", end, start) > 1


def _drafts(
    document: Document, theatre: Theatre, published: date, named: Sequence[Named], issuer: str | None
) -> list[Draft]:
    """Every sentence with what can be found in it alone; pronouns are not resolved yet."""
    shown = spoken_names(document.text, theatre, named)
    drafts: list[Draft] = []
    if len(document.text) > MOST_SENTENCES:
        _bounded(document)
    heard = Heard()
    known = Known(own_bodies(theatre, issuer), only_staff(theatre, named))
    at = 0
    for number, block in enumerate(document.blocks):
        whole = [Span(block.start, block.end)] if block.kind == "row" and block.end - block.start <= LONGEST else None
        for span in whole or sentences(document.text, block.start, block.end):
            while at < len(named) and named[at].end <= span.start:
                at += 1
            upto = at
            while upto < len(named) and named[upto].start < span.end:
                upto += 1
            draft = _draft(document, block, number, span, named[at:upto], theatre, published, heard, shown)
            draft = replace(draft, scopes=tuple(replace(s, speaker=known.full(s.speaker)) for s in draft.scopes))
            drafts.append(draft)
            if not _is_byline(draft.sentence):
                heard = heard.then(known.last(draft.scopes, draft.sentence))
    return drafts


def _is_byline(sentence: Sentence) -> bool:
    """Whether a sentence only names who wrote the report: "By Harriet Quinn in Kharkiv"."""
    return not sentence.groups and sentence.tokens[0].low == "by" and len(sentence.tokens) <= _LONGEST_BYLINE


_LONGEST_BYLINE = 16
MOST_SENTENCES = 10_000
"""The day's longest live blogs have two thousand."""


def _bounded(document: Document) -> None:
    count = 0
    for block in document.blocks:
        count += len(sentences(document.text, block.start, block.end))
        if count > MOST_SENTENCES:
            raise FrontwatchError(
                f"{document.name or 'The report'} has over {MOST_SENTENCES:,} sentences; give one report at a time."
            )


def _draft(
    document: Document, block: Block, number: int, span: Span, named: Sequence[Named], theatre: Theatre,
    published: date, heard: Heard, shown: dict[str, str],
) -> Draft:  # fmt: skip
    line = tokens(document.text, span.start, span.end)
    raw = mentions(document.text, line, named, theatre)
    raw = tuple(replace(m, ref=shown.get(str(m.ref), m.ref)) if m.what == "actor" else m for m in raw)
    inside = frozenset(i for m in raw if m.what not in ("pronoun", "anaphor") for i in range(m.first, m.last))
    owning = ("our", "their", "its")
    people = frozenset(
        m.last for m in raw if (m.what != "side" or m.text.endswith("s")) and m.text.lower() not in owning
    )
    grounds = [m for m in raw if m.what in ("place", "region", "sector", "country")]
    single = frozenset(m.last for m in grounds if not (m.first and line[m.first - 1].low in ("and", "or")))
    days = periods(line, published)
    # "last week" holds no verb, though "last" may be one.
    told_when = frozenset(i for p in days for i in range(p.first, p.last) if p.what in ("day", "span"))
    groups = verb_groups(line, inside | told_when, people, single)
    said_so = document.text[span.start : span.end]
    quoted = any(mark in said_so for mark in ('?"', "?”", "?’")) and any(
        g.verb.lemma in ("ask", "wonder") for g in groups
    )
    asked = said_so.rstrip("\"'”’)»").endswith("?") or quoted
    asked = asked and [t.low for t in line[:3]] != ["did", "you", "know"]
    dated = {i for p in days for i in range(p.first, p.last)}
    figures = counted(line, [a for a in amounts(line) if a.unit or a.at not in dated], raw)
    sentence = Sentence(span, block.kind, document.line(span.start), line, raw, figures, days, groups, asked)
    said = scopes(line, raw, groups, heard, sourced(line, raw, heard))
    said = tuple(_in_full(s, theatre) for s in said)
    cited = next((s.speaker for s in said if s.cited), None)
    return Draft(sentence, tuple(replace(s, speaker=cited) for s in said) if cited else said, number)


def _in_full(scope: Scope, theatre: Theatre) -> Scope:
    """A scope whose speaker is a side, under the side's name."""
    side = next((s for s in theatre.sides if s.code == scope.speaker.name), None)
    return replace(scope, speaker=Speaker(side.name, side.code)) if side else scope


_BEFORE_YEAR = frozenset(["in", "of", "since", "until", "from", "by", "during"])


def _is_history(sentence: Sentence) -> bool:
    """Whether a sentence tells of a year before any war of our time: "in 1943"."""
    line = sentence.tokens
    return any(
        line[i].what == "number"
        and len(line[i].text) == 4
        and "1000" <= line[i].text < "1990"
        and line[i - 1].low in _BEFORE_YEAR | lexicon().words.months.keys()
        for i in range(1, len(line))
    )


def _claims(
    made: Sequence[Clause], kinds: Sequence[Kind], document: Document, theatre: Theatre, published: date, focus: Focus
) -> Iterable[Claim]:
    for k, clause in enumerate(made):
        context = Context(
            theatre,
            document,
            published,
            focus.place,
            focus.region,
            focus.sector,
            focus.ground,
            focus.side,
            focus.issuer_side,
            tuple(made[:k]),
            tuple(made[k + 1 :]),
        )
        for kind in kinds:
            yield from kind.said(clause, context)


def _issuer(document: Document, theatre: Theatre, named: Sequence[Named]) -> str | None:
    """The side whose own report this is: of the body that its head names and nothing else; None where none does.

    A body named in a headline or quoted in an article does not make it that body's report.
    """
    head, _, _ = document.text.lstrip("# \n").partition("\n")
    start = document.text.find(head)
    if (side := _agency(document, theatre, named)) is not None:
        return side
    for name in named:
        if name.start >= start + len(head):
            break
        titled = name.start - start <= HEAD_SLACK and lexicon().words.bulletins & set(head.lower().split())
        if name.what == "actor" and (titled or len(head) - (name.end - name.start) <= HEAD_SLACK):
            return theatre.actor(str(name.refs[0])).side
    return None


def _agency(document: Document, theatre: Theatre, named: Sequence[Named]) -> str | None:
    """The side of the agency that a dateline names: "MOSCOW, August 22. /TASS/."."""
    for block in document.blocks[:5]:
        begin = document.text.rfind("\n", 0, block.start) + 1
        for name in named:
            if begin <= name.start < block.start and name.what == "actor":
                return theatre.actor(str(name.refs[0])).side
    return None


def merged(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The same claim by the same speaker once, its further quotes under `also`."""
    kept: dict[tuple[object, ...], Claim] = {}
    again: dict[tuple[object, ...], dict[int, Quote]] = {}
    for claim in claims:
        key = _same(claim)
        first = kept.setdefault(key, claim)
        if claim.start != first.start:
            again.setdefault(key, {}).setdefault(claim.start, Quote(claim.quote, claim.start, claim.end))
    whole = (replace(c, also=tuple(again[key].values())) if key in again else c for key, c in kept.items())
    return tuple(sorted(whole, key=lambda c: (c.start, c.end, c.kind)))


def _same(claim: Claim) -> tuple[object, ...]:
    q = claim.quantity
    figures = (q.low, q.high, q.unit) if q else None
    own = tuple(str(getattr(claim, name)) for name in claim.__slots__ if name not in Claim.__slots__)
    return (
        claim.kind, claim.speaker, claim.side, claim.places, claim.sector, claim.region, figures, claim.negated,
        claim.day, claim.since, own,
    )  # fmt: skip


def _names_something(sentence: Sentence) -> bool:
    if not sentence.groups and sentence.block == "headline":
        return False
    return any(m.what != "pronoun" for m in sentence.mentions) or any(a.unit for a in sentence.amounts)
