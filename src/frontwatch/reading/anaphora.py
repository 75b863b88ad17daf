"""The words that stand for something named before: "they", "the ruined city", "its northern part", "both towns"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from frontwatch.model import Span
from frontwatch.reading.lexicon import lexicon
from frontwatch.reading.mention import Mention
from frontwatch.reading.tokens import Token

_PRONOUNS = {
    "ours": "we",
    "theirs": "they",
    "they": "they",
    "it": "it",
    "he": "he",
    "she": "he",
    "them": "they",
    "him": "he",
    "we": "we",
    "us": "we",
}
_OPENERS = frozenset(
    {
        "the",
        "this",
        "that",
        "these",
        "those",
        "both",
        "there",
        "here",
        "neither",
        "either",
        "all",
        "none",
        "not",
        "each",
    }
)
"""First words of all anaphora."""
_DEEDS = frozenset(["gains", "advance", "advances", "losses", "offensive", "attacks", "assaults", "casualties", "push"])
"""What "its" and "their" own when a side is meant."""
_FATES = frozenset(["capture", "fall", "loss", "seizure", "liberation", "recapture", "encirclement"])
"""What "its" owns when a place is meant."""
_PAIRS = ("both", "either", "neither")
_POSSESSIVES = ("its", "their", "his", "her", "our", "my")


def standing_for(line: Sequence[Token], taken: set[int]) -> list[Mention]:
    found: list[Mention] = []
    anaphora = lexicon().words.anaphora
    i = 0
    while i < len(line):
        if i in taken:
            i += 1
            continue
        low = line[i].low
        made: Mention | None = _described(line, i, taken) if low in ("the", "this", "that") else None
        made = made or (_part_of_it(line, i, taken) if low in ("the", "its") else None)
        for length in (4, 3, 2, 1) if made is None and low in _OPENERS else ():
            words = line[i : i + length]
            kind = anaphora.get(" ".join(t.low for t in words)) if len(words) == length else None
            if low == "there" and _next_is(line, i, ("is", "are", "was", "were", "has", "had", "will", "'s")):
                kind = kind if i and _is_noun(line[i - 1]) and i - 1 not in taken else None
            if kind and i + length < len(line) and line[i + length].low == "of":
                kind = None
            named = kind in ("town", "village") and _next_is_place_noun(line, i + length)
            if named and i + length not in taken and line[i + length].text.islower():
                kind = None
            if kind and not any(k in taken for k in range(i, i + length)):
                made = _mention(line, i, i + length, "anaphor", kind)
                break
        if made is None and low in _PAIRS and _helper_next(line, i):
            made = _mention(line, i, i + 1, "anaphor", "both")
        elif made is None and low in _PRONOUNS:
            made = _mention(line, i, i + 1, "pronoun", _PRONOUNS[low])
        elif made is None and low == "its" and any(t.low in _FATES for t in line[i + 1 : i + 4]):
            made = _mention(line, i, i + 1, "anaphor", "town")
        elif made is None and low in _POSSESSIVES and i + 1 < len(line) and line[i + 1].low in _DEEDS:
            made = _mention(line, i, i + 1, "pronoun", "we" if low in ("our", "my") else "they")
        elif made is None and low in _POSSESSIVES and any(t.low in lexicon().words.armed for t in line[i + 1 : i + 4]):
            end = next(k for k in range(i + 1, min(len(line), i + 4)) if line[k].low in lexicon().words.armed) + 1
            made = _mention(line, i, end, "pronoun", "we" if low in ("our", "my") else "they")
        elif made is None and low in ("our", "their") and _next_is(line, i, ("control", "hands", "full", "firm")):
            made = _mention(line, i, i + 1, "pronoun", "we" if low == "our" else "they")
        if made:
            found.append(made)
            i = made.last
        else:
            i += 1
    return found


_EDGES = frozenset(["outskirts", "suburbs", "outskirt", "suburb"])
_CENTRES = frozenset(["centre", "center"])
_INTO = frozenset(["in", "into", "inside", "towards", "toward", "reached", "entered"])


def _part_of_it(line: Sequence[Token], i: int, taken: set[int]) -> Mention | None:
    """ "The eastern outskirts", "its northern part", "the town centre": a part of the settlement spoken of."""
    words = lexicon().words
    parts: list[str] = []
    for end in range(i + 1, min(len(line), i + 5)):
        low = line[end].low
        if end in taken:
            return None
        if (
            low in words.part_nouns
            and low != "side"
            and (parts or low in _EDGES or line[i].low == "its" or (low in _CENTRES and i and line[i - 1].low in _INTO))
        ):
            goes_on = _next_is(line, end, ("and",)) and _names_more(line, end + 2)
            if goes_on or _next_is(line, end, ("of", "'s", "-", "line", "lines")) or _next_is_place_noun(line, end + 1):
                return None
            said = " ".join([*parts, low])
            return replace(_mention(line, i, end + 1, "anaphor", "town"), part=said)
        if low not in words.directions and low not in ("city", "town", "village", "very"):
            return None
        parts.append(low)
    return None


def _names_more(line: Sequence[Token], at: int) -> bool:
    """Whether a row goes on behind "and": "the eastern part and the centre"."""
    if at >= len(line):
        return False
    low = line[at].low
    return low in lexicon().words.directions or low in ("the", "its", "a", "parts") or line[at].text[0].isupper()


def _described(line: Sequence[Token], i: int, taken: set[int]) -> Mention | None:
    """ "The ruined city", "the strategic hub": a settlement spoken of with a word or two about it."""
    stands = lexicon().words.stands_for
    for end in range(i + 1, min(len(line), i + 4)):
        if end in taken or line[end].what != "word" or line[end].text[0].isupper():
            return None
        kind = stands.get(line[end].low)
        if kind is None:
            if line[end].low in lexicon().words.prepositions or line[end].low in lexicon().words.boundaries:
                return None
            if line[end].low in lexicon().words.determiners or line[end].low in _ANOTHER:
                return None
            continue
        after = end + 1
        if after in taken or _next_is(line, end, ("of", "'s", "-", "and")) or _next_is_place_noun(line, after):
            return None
        return _mention(line, i, after, "anaphor", kind)
    return None


_ANOTHER = frozenset(["other", "same", "opposite", "wrong", "next", "new", "right"])
"""Words with which something not named before is meant: "the other direction"."""


def _next_is_place_noun(line: Sequence[Token], at: int) -> bool:
    """Whether the word only describes another noun: "the village council"."""
    if at >= len(line) or line[at].what != "word":
        return False
    words, low = lexicon().words, line[at].low
    grammar = low in words.prepositions or low in words.boundaries or low in words.be or low in words.have
    helping = (
        low in words.modals
        or low in words.do
        or low in words.adverbs
        or low in words.negators
        or low in _MAP_COLOURS
        or low in ("and", "or", "itself", "themselves", "up", "down", "again", "together", "alone", "proper")
    )
    return not (grammar or helping or low in lexicon().verbs or low.endswith("ly"))


_MAP_COLOURS = frozenset(["red", "blue", "green", "grey", "gray"])


def _is_noun(token: Token) -> bool:
    """Whether a word is neither grammar nor a verb, as far as the lexicon knows."""
    words = lexicon().words
    grammar = words.prepositions | words.boundaries | words.adverbs | set(words.be) | set(words.have)
    return token.what == "word" and token.low not in grammar and token.low not in ("and", "or", "but", "said", "says")


def _helper_next(line: Sequence[Token], i: int) -> bool:
    """Whether a helping verb follows, so that "both" and "either" stand alone: "denied that either had fallen"."""
    words = lexicon().words
    low = line[i + 1].low if i + 1 < len(line) else ""
    return low in words.be or low in words.have or low in words.modals or low in words.do


def _next_is(line: Sequence[Token], i: int, words: tuple[str, ...]) -> bool:
    return i + 1 < len(line) and line[i + 1].low in words


def _mention(line: Sequence[Token], first: int, last: int, what: str, stands_for: str) -> Mention:
    span = Span(line[first].start, line[last - 1].end)
    said = " ".join(t.text for t in line[first:last])
    return Mention(first, last, span, what, said, stands_for=stands_for)
