"""Places whose names are spelt with one letter wrong, where nothing else fits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from frontwatch.reading.lexicon import lexicon
from frontwatch.theatre.names import Named

if TYPE_CHECKING:
    from frontwatch.theatre.theatre import Theatre

SHORTEST = 7
"""Letters: shorter names are one letter from too many words."""
SMALLEST = 2_000
"""Residents: the name of a hamlet is likelier somebody's surname."""
MOST = 60
"""Different words of one report that are looked at."""
_CAPITAL = re.compile(r"[^\W\d_][^\W\d_’']+")


def misspelt(text: str, named: Sequence[Named], theatre: Theatre) -> tuple[Named, ...]:
    """The names with those that are one letter off put in, in text order."""
    tried: dict[str, Named | None] = {}
    found = list(named)
    for start, end in _candidates(text, named):
        word = text[start:end]
        if word not in tried:
            if len(tried) >= MOST:
                break
            tried[word] = _nearest(word, theatre)
        near = tried[word]
        if near is not None:
            found.append(Named(start, end, near.what, near.refs, "former"))
    return tuple(sorted(found, key=lambda n: n.start))


def _candidates(text: str, named: Sequence[Named]) -> Iterator[tuple[int, int]]:
    """Capitalised words of some length that are no name known, no English word, and no part of a person's name."""
    taken = iter([*((n.start, n.end) for n in named), (len(text) + 1, len(text) + 1)])
    start, end = next(taken)
    known = lexicon()
    for match in _CAPITAL.finditer(text):
        while end <= match.start():
            start, end = next(taken)
        word = match.group()
        if len(word) < SHORTEST or not word[0].isupper() or word.isupper() or match.end() > start:
            continue
        low = word.lower()
        if low in known.verbs or low in known.nouns or low in known.words.titles or low in known.units:
            continue
        before = text[: match.start()].rstrip(" ")[-1:]
        beside = text[match.end() + 1 : match.end() + 2] if text[match.end() : match.end() + 1] == " " else ""
        ahead = text[max(0, match.start() - 30) : match.start()].split()
        first = ahead[-1] if ahead and before not in '.!?\n:”"' else ""
        if beside.isupper() or (first[:1].isupper() and len(ahead) > 1):
            continue
        yield match.start(), match.end()


def _nearest(word: str, theatre: Theatre) -> Named | None:
    """The one place of some size whose name is one letter from a word; None where several are, or none."""
    found = {refs for refs in theatre.names.one_letter_off(word) if theatre.place(int(refs[0])).population >= SMALLEST}
    first = {refs[0] for refs in found}
    return Named(0, 0, "place", min(found, key=len), "former") if len(first) == 1 else None
