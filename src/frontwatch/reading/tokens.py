"""Text to tokens: words, numbers and signs, each with its place in the text."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

_TOKEN = re.compile(r"(\d+(?:[.,\u00a0\u202f]\d+)*)|([^\W\d_]+(?:[-'’][^\W\d_]+)*)|[^\w\s]|_")
_ENDINGS = {"'s": 2, "'ve": 3, "'re": 3, "'ll": 3}
_APOSTROPHES = str.maketrans("’‘`", "'''")


class Token(NamedTuple):
    """A word, a number or a sign; a tuple, because a report has thousands and frozen dataclasses are slow to make."""

    text: str
    low: str
    """Lower case, with plain apostrophes."""
    start: int
    end: int
    what: Literal["word", "number", "sign"]


def tokens(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The tokens of text[start:end]; a possessive or shortened ending ('s, 've, 're, 'll) is a token of its own.

    >>> [t.text for t in tokens("Ukraine’s 1,200-km front")]
    ['Ukraine', '’s', '1,200', '-', 'km', 'front']
    """
    made: list[Token] = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        word, (at, last), group = match.group(), match.span(), match.lastindex
        if group == 1:
            made.append(Token(word, word, at, last, "number"))
            continue
        low = word.lower()
        if not low.isascii():
            low = low.translate(_APOSTROPHES)
        if group is None:
            made.append(Token(word, "'" if low == "`" else low, at, last, "sign"))
            continue
        ending = _ENDINGS.get(low[-3:]) or _ENDINGS.get(low[-2:]) if "'" in low else None
        if ending and len(low) > ending:
            cut = last - ending
            made.append(Token(word[:-ending], low[:-ending], at, cut, "word"))
            made.append(Token(word[-ending:], low[-ending:], cut, last, "word"))
        else:
            made.append(Token(word, low, at, last, "word"))
    return tuple(made)
