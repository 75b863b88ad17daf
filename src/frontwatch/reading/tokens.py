"""Text to tokens: words, numbers and signs, each with its place in the text."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

_TOKEN = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*|[^\W\d_]+(?:[-'’][^\W\d_]+)*|[^\w\s]|_")
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
        word, at = match.group(), match.start()
        low = word.lower().translate(_APOSTROPHES)
        if word[0].isdecimal():
            made.append(Token(word, low, at, match.end(), "number"))
        elif not word[0].isalpha():
            made.append(Token(word, low, at, match.end(), "sign"))
        elif low.endswith("'s") and len(low) > 2:
            made.append(Token(word[:-2], low[:-2], at, match.end() - 2, "word"))
            made.append(Token(word[-2:], "'s", match.end() - 2, match.end(), "word"))
        elif low.endswith(("'ve", "'re", "'ll")) and len(low) > 3:
            made.append(Token(word[:-3], low[:-3], at, match.end() - 3, "word"))
            made.append(Token(word[-3:], low[-3:], match.end() - 3, match.end(), "word"))
        else:
            made.append(Token(word, low, at, match.end(), "word"))
    return tuple(made)
