"""A block of text to sentences: full stops that end one, and those of abbreviations, initials and numbers that do
not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from frontwatch.model import Span
from frontwatch.reading.lexicon import lexicon

LONGEST = 1200
"""Characters; longer sentences are cut at a blank, so that no later layer meets an endless one."""

_END = re.compile(r"[.!?…]+[\"'”’»)\]]{0,3}(?=\s)|\n")
_NEXT = re.compile(r"\s*[\"'“‘«(\[–—•-]*\s*([^\W_])")


def sentences(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The sentences of text[start:end], blanks trimmed, each at most LONGEST characters.

    >>> t = "Gen. A. Holm spoke. It fell."
    >>> [t[s.start:s.end] for s in sentences(t, 0, len(t))]
    ['Gen. A. Holm spoke.', 'It fell.']
    """
    found: list[Span] = []
    begin = start
    for match in _END.finditer(text, start, end):
        if match.group() != "\n" and _ends(text, begin, match, end):
            found += _trimmed(text, begin, match.end())
            begin = match.end()
    found += _trimmed(text, begin, end)
    return tuple(found)


def _ends(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    following = _NEXT.match(text, match.end(), min(end, match.end() + 40))
    if following and following.group(1).islower():
        return False
    if match.group() != ".":
        return True
    word = re.split(r"[\s(\[\"'“‘]", text[max(begin, match.start() - 20) : match.start()])[-1]
    if len(word) == 1 and word.isupper():
        return False
    if word.lower() in ("km", "sq", "p.m", "a.m", "u.s", "u.k", "u.n", "etc"):
        return (
            bool(following)
            and word.lower() not in ("sq",)
            and following is not None
            and following.group(1).isupper()
            and word.lower() not in ("u.s", "u.k", "u.n")
        )
    return word.lower() not in lexicon().words.abbreviations


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end:
        stop = end
        if end - start > LONGEST:
            blank = text.rfind(" ", start + 1, start + LONGEST)
            stop = blank if blank > start else start + LONGEST
        piece = text[start:stop]
        left, right = len(piece) - len(piece.lstrip()), len(piece.rstrip())
        if right > left and any(map(str.isalnum, piece)):
            yield Span(start + left, start + right)
        start = stop
