"""Places that no list knows: "the village of Iskra", "Iskra and Shcherbynivka", "liberated Nechaevka"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from frontwatch.model import Span, unlisted
from frontwatch.reading.lexicon import lexicon
from frontwatch.reading.mention import Mention
from frontwatch.reading.tokens import Token

_KINDS = frozenset(["village", "villages", "hamlet", "hamlets", "settlement", "settlements", "locality", "localities"])
"""What stands before the name of a place that may be too small for a list."""
_SHORTEST = 4
"""Letters of such a name."""
_JOINTS = frozenset([",", "and", "or", "&"])


def unlisted_places(line: Sequence[Token], found: Sequence[Mention]) -> list[Mention]:
    """The mentions of a sentence with those of places that no list knows, in order.

    Args:
        line: the sentence's tokens. found: the mentions of names that are known.
    """
    made = list(found)
    taken = {i for m in found for i in range(m.first, m.last)}
    firsts, lasts = {m.first: m for m in found}, {m.last: m for m in found}
    for i in range(len(line)):
        if i in taken or not _may_name(line, i):
            continue
        if _introduced(line, i, firsts) or _listed(line, i, firsts, lasts):
            span = Span(line[i].start, line[i].end)
            one = Mention(i, i + 1, span, "place", line[i].text, unlisted(line[i].text))
            made.append(one)
            firsts[i] = lasts[i + 1] = one
    return sorted(made, key=lambda m: m.first)


def _may_name(line: Sequence[Token], i: int) -> bool:
    """Whether a token is one capitalised word that stands alone, before a sign, "and", a preposition or a verb."""
    words, token = lexicon().words, line[i]
    if token.what != "word" or not token.text[0].isupper() or len(token.text) < _SHORTEST or token.text.isupper():
        return False
    if token.low in words.weekdays or token.low in words.months or token.low in words.titles | words.kind_nouns:
        return False
    if i and line[i - 1].what == "word" and line[i - 1].text[0].isupper() and i > 1:
        return False
    after = line[i + 1] if i + 1 < len(line) else None
    if after is None:
        return True
    low = after.low
    helping = low in words.be or low in words.have or low in words.modals
    return low in _JOINTS | words.prepositions or helping or (after.what == "sign" and after.text not in "-'’")


def _introduced(line: Sequence[Token], i: int, firsts: Mapping[int, Mention]) -> bool:
    """Whether "the village of" or a verb of taking stands before: "has liberated Nechaevka in the X region"."""
    before = line[i - 1].low if i else ""
    if before in _KINDS or (before == "of" and i > 1 and line[i - 2].low in _KINDS):
        return True
    bracketed = firsts.get(i + 2) if i + 1 < len(line) and line[i + 1].text == "(" else None
    if bracketed is not None and bracketed.what == "region":
        return True
    near = next((k for k in range(i + 1, min(len(line), i + 3)) if line[k].low in lexicon().words.directions), 0)
    if near and line[near - 1].low in (",", line[i].low) and bool(firsts.keys() & {near + 1, near + 2}):
        return near + 1 < len(line) and line[near + 1].low == "of" and before in lexicon().words.prepositions
    took = any(v.predicate == "TAKE" and not v.particle for v in lexicon().verbs.get(before, ()))
    region = next((firsts[k] for k in range(i + 1, i + 5) if k in firsts), None)
    inside = i + 1 < len(line) and line[i + 1].low == "in" and region is not None and region.what == "region"
    return took and inside


def _listed(line: Sequence[Token], i: int, firsts: Mapping[int, Mention], lasts: Mapping[int, Mention]) -> bool:
    """Whether a place known, or found before, stands beside it in a row: "A and X", "X, A and B"."""
    before, after = _settlement(lasts.get(i - 1)), _settlement(firsts.get(i + 2))
    region = lasts.get(i - 1)
    if region is not None and region.what == "region" and line[i - 1].low == "and":
        # "A in the X region and B in the Y region"
        behind = next((firsts[k] for k in range(i + 1, i + 5) if k in firsts), None)
        inside = i + 1 < len(line) and line[i + 1].low == "in" and behind is not None and behind.what == "region"
        before = before or (inside and any(_settlement(m) and m.last < region.first for m in firsts.values()))
    if before and line[i - 1].low in ("and", "or", "&"):
        return True
    joint = line[i + 1].low if i + 1 < len(line) else ""
    if after and joint in ("and", "or", "&"):
        return True
    return before and line[i - 1].low == "," and joint in _JOINTS and after


def _settlement(mention: Mention | None) -> bool:
    return mention is not None and mention.what == "place" and not mention.stands_for
