"""Whether a question is about who will hold ground: an assault, a pocket or an order is not on a map."""

from __future__ import annotations

from frontwatch.model import FrontwatchError
from frontwatch.reading.clauses import Clause
from frontwatch.reading.reader import Read

_HOLDING = frozenset(
    ["TAKE", "HOLD", "LOSE", "FALL", "PASS", "ENTER", "CHANGE_HANDS", "EXPEL", "ADVANCE", "HAVE"]
)  # fmt: skip
_NOUNS = frozenset(["TAKE", "FALL", "LOSE"])
_STATES = frozenset(["BE", "REMAIN"])
_SETTLEMENTS = frozenset(["settlement", "settlements", "village", "villages", "town", "towns", "city", "cities"])
_COUNTS = frozenset(["any", "another", "more", "other", "several", "many"])
_TOLD = frozenset(["past"])
"""Forms of a verb that tell of what has been."""


def refuse_other_matters(text: str, read: Read) -> None:
    """Raise where a question asks of something else, or tells of what has been.

    Raises: FrontwatchError: with how such a question is put.
    """
    if any(c.lemma == "annex" for c in read.clauses):
        raise FrontwatchError(
            f"{shortened(text)!r}: to annex is law, which no map shows; ask whether a side will hold the ground."
        )
    if any(_is_of_holding(c, read) for c in read.clauses) or _is_measured(read):
        return
    raise FrontwatchError(
        f"{shortened(text)!r} does not ask who will hold ground; ask like this: Will Russia take Pokrovsk by "
        "2025-12-31?"
    )


def refuse_unnamed(text: str, read: Read) -> None:
    """Raise where a question asks of settlements that it does not name: "five more villages".

    Raises: FrontwatchError: with what can be asked instead.
    """
    if _is_counted(read):
        raise FrontwatchError(
            f"{shortened(text)!r} asks of settlements that it does not name, and how many are taken cannot be asked; "
            "name them, or ask how many km² are taken."
        )


def _is_of_holding(clause: Clause, read: Read) -> bool:
    if clause.predicate in _HOLDING or _NOUNS & set(clause.nouns):
        # "X captured by April?" leaves "be" out; who acted in the past tense has done so.
        return clause.form not in _TOLD or clause.noun or not clause.side
    # "be in Russian hands", "remain Ukrainian"; "stay" is also what people do in a place
    state = clause.predicate in _STATES or (clause.predicate == "LIVE" and "remain" in clause.marks)
    return state and any(m.side for m in read.sentence.mentions)


def _is_counted(read: Read) -> bool:
    """Whether it asks for settlements by number, or for any of them: "five more villages", "any settlement in X"."""
    line = [t.low for t in read.sentence.tokens]
    named = {m.first for m in read.sentence.mentions if m.is_ground}
    for i, word in enumerate(line):
        if word in _SETTLEMENTS and _COUNTS & set(line[max(0, i - 3) : i]):
            return not (line[i + 1 : i + 2] == ["of"] or i + 1 in named)
    counted = [a for a in read.sentence.amounts if a.unit == "settlements"]
    return any(line[a.last : a.last + 1] != ["of"] and a.last not in named for a in counted)


def _is_measured(read: Read) -> bool:
    """Whether it names a distance, an area or a share, and tells of nothing past."""
    figures = any(a.unit in ("km", "mi", "km2", "sq mi", "%") for a in read.sentence.amounts)
    return figures and not any(c.form in _TOLD and not c.noun for c in read.clauses)


def shortened(text: str) -> str:
    """A question short enough for a message."""
    return text if len(text) <= 80 else text[:77].rsplit(" ", 1)[0] + " …"
