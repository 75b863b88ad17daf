"""What table rows and bare list items say: their figures, read by the header or the heading above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from frontwatch.model import Quantity, Span
from frontwatch.reading.clauses import Clause, Sentence, marks_in
from frontwatch.reading.lexicon import lexicon
from frontwatch.reading.mention import Mention
from frontwatch.reading.quantities import Amount, unit_at
from frontwatch.reading.speakers import Speaker
from frontwatch.reading.tokens import Token

Cell = tuple[int, int]
"""Tokens first to last (exclusive)."""


def cells(sentence: Sentence) -> list[Cell]:
    """The cells of a table row, by the bars (or wide blanks) between them; empty ones are kept."""
    found: list[Cell] = []
    begin = 0
    line = sentence.tokens
    for i, token in enumerate(line):
        if token.text == "|":
            if i or begin:
                found.append((begin, i))
            begin = i + 1
    if begin < len(line):
        found.append((begin, len(line)))
    return found


def is_rule(sentence: Sentence) -> bool:
    """Whether a row only draws a line: "|---|---|"."""
    return all(t.what == "sign" for t in sentence.tokens)


def row_clauses(header: Sentence, row: Sentence, speaker: Speaker | None) -> list[Clause]:
    """A clause for each cell of a row that holds a figure or a side, by the head of its column."""
    heads, own = cells(header), cells(row)
    if len(heads) < 2 or len(own) < 2:
        return []
    ground = [m for m in _within(row.mentions, own[0]) if m.is_ground and m.ref is not None]
    named = [m for m in header.mentions if m.side]
    # A side in a column's head is that column's; the table's only one is also that of columns which name none.
    sides = named if len({m.side for m in named}) == 1 else []
    made: list[Clause] = []
    for head, cell in zip(heads[1:], own[1:], strict=False):
        if _tells(row, cell):
            continue
        figure = next((a for a in row.amounts if cell[0] <= a.at < cell[1]), None)
        holder = next((m for m in _within(row.mentions, cell) if m.side and m.what in ("side", "country")), None)
        neutral = any(t.low in _NOBODYS for t in header.tokens[head[0] : head[1]])
        agent = next((m for m in _within(header.mentions, head) if m.side), sides[0] if sides and not neutral else None)
        contested = next((t for t in row.tokens[cell[0] : cell[1]] if t.low in _CONTESTED), None)
        if contested is not None and ground:
            state = _of_cell(header, head, row, ground, None, None, speaker)
            made.append(replace(state, predicate="BE", marks=frozenset(["contested"])))
        elif figure is not None and figure.value:
            made.append(_of_cell(header, head, row, ground, agent, _with_unit(header.tokens, head, figure), speaker))
        elif holder is not None and ground:
            made.append(replace(_of_cell(header, head, row, ground, holder, None, speaker), predicate="HOLD"))
    return made


_NOBODYS = ("distance", "front", "population", "residents", "inhabitants", "people", "children", "clashes")
"""Words of a column's head that are no side's."""
_CONTESTED = ("contested", "disputed", "grey", "gray")


def told_cells(row: Sentence) -> list[Span]:
    """The cells of a row that say something in a clause of their own: "Ukraine keeps X; Russia has a bridgehead"."""
    line = row.tokens
    return [Span(line[a].start, line[b - 1].end) for a, b in cells(row)[1:] if _tells(row, (a, b))]


def _tells(row: Sentence, cell: Cell) -> bool:
    words = sum(t.what == "word" for t in row.tokens[cell[0] : cell[1]])
    return words >= _FEWEST_WORDS and any(cell[0] <= g.first < cell[1] for g in row.groups)


_FEWEST_WORDS = 4


def _within(mentions: Sequence[Mention], cell: Cell) -> list[Mention]:
    return [m for m in mentions if cell[0] <= m.first < cell[1]]


def _with_unit(line: Sequence[Token], head: Cell, figure: Amount) -> Amount:
    """A bare figure with the unit that the head of its column names."""
    if figure.unit:
        return figure
    unit = next((u for i in range(*head) if (u := unit_at(line, i, head[1]))), "")
    q = figure.quantity
    return replace(figure, quantity=Quantity(q.low, q.high, unit, q.approx))


def _of_cell(
    header: Sentence, head: Cell, row: Sentence, ground: Sequence[Mention], agent: Mention | None,
    amount: Amount | None, speaker: Speaker | None,
) -> Clause:  # fmt: skip
    line, lex = header.tokens, lexicon()
    inside = line[head[0] : head[1]]
    verb = next((lex.verbs[t.low][-1] for t in inside if t.low in lex.verbs and t.low not in lex.nouns), None)
    end = row.tokens[-2].end if row.tokens[-1].text == "|" else row.tokens[-1].end
    begin = row.tokens[1].start if row.tokens[0].text == "|" else row.tokens[0].start
    people = (replace(agent, prep=""),) if agent else ()
    place = tuple(replace(m, prep="") for m in ground)
    return Clause(
        predicate=verb.predicate if verb else "NONE", lemma=verb.lemma if verb else "", noun=False,
        span=Span(begin, end), line=row.line, block="row", head=0, agent=people[0] if people else None,
        patients=place, subjects=place, mentions=(*place, *people), amounts=(amount,) if amount else (),
        periods=tuple(p for p in header.periods if head[0] <= p.first < head[1]), marks=marks_in(line, *head),
        words=frozenset(t.low for t in inside), nouns=tuple(n for t in inside for n in lex.nouns.get(t.low, ())),
        speaker=speaker, form="part" if verb else "base",
    )  # fmt: skip


def item_clauses(item: Sentence, heading: Sequence[Clause]) -> list[Clause]:
    """A bare list item said by the last clause of its heading: "losses of the enemy: - tanks: 10,977 (+3)"."""
    base = next((c for c in reversed(heading) if "LOSSES" in c.nouns or c.predicate in _COUNTING), None)
    if base is None or item.groups or not item.amounts or len(item.tokens) > _LONGEST_ITEM:
        return []
    line = item.tokens
    figures = [a for a in item.amounts if not (a.first and line[a.first - 1].text == "+")][:1]
    labelled = [_with_unit(line, (0, a.first), a) for a in figures]
    end = line[-1].end if line[-1].what != "sign" or line[-1].text == ")" else line[-2].end
    own = [m for m in base.mentions if m.side]
    return [
        replace(
            base, span=Span(line[0].start, end), line=item.line, block=item.block, amounts=tuple(labelled),
            mentions=(*own, *item.mentions), noun=False, predicate=base.predicate if not base.noun else base.host,
        )
    ]  # fmt: skip


_COUNTING = ("LOSE", "KILL", "SUFFER", "ADVANCE", "TAKE")
_LONGEST_ITEM = 16
"""Tokens: a longer item is a sentence of its own."""
