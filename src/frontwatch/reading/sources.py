"""Attributions by form rather than by a verb of saying: "X: …", "… – X", "Source: X", "as X put it"."""

from __future__ import annotations

from collections.abc import Sequence

from frontwatch.reading.lexicon import lexicon
from frontwatch.reading.mention import Mention
from frontwatch.reading.speakers import CLAIMED, Heard, Scope, Speaker, named, next_low, person_in, tail_end
from frontwatch.reading.tokens import Token

_HEAD = 9
"""Tokens before a colon that may name who speaks."""
_TAIL = 12
"""Tokens after a dash that may."""
_DASHES = frozenset("–—-")
_REFERRING = (
    ("with", "reference", "to"),
    ("with", "a", "reference", "to"),
    ("referring", "to"),
    ("in", "reference", "to"),
)
LABELS = frozenset(["source", "sources"])


def sourced(line: Sequence[Token], mentions: Sequence[Mention], heard: Heard) -> list[Scope]:
    """The attributions of a sentence that its form makes."""
    found = [
        _before_colon(line, mentions, heard),
        _after_dash(line, mentions, heard),
        *_referred(line, mentions, heard),
        *_according_to(line, mentions, heard),
        *_claims_that(line, mentions),
        *_put_so(line, mentions, heard),
        _in_brackets(line, mentions, heard),
    ]
    return [scope for scope in found if scope]


def is_source_line(line: Sequence[Token]) -> bool:
    """Whether a line names the source of the whole report: "Source: General Staff on Facebook"."""
    return len(line) > 2 and line[0].low in LABELS and line[1].text == ":"


def _before_colon(line: Sequence[Token], mentions: Sequence[Mention], heard: Heard) -> Scope | None:
    opens = _behind_time(line)
    colon = next((k for k in range(opens + 1, min(len(line) - 1, opens + _HEAD)) if line[k].text == ":"), 0)
    if is_source_line(line):
        speaker = named(line, mentions, 2, min(len(line), 2 + _TAIL), heard)
        return Scope(speaker, 2, len(line), lead=True) if speaker else None
    speaks = any(m.what == "actor" and opens <= m.first <= opens + 1 and m.last == colon for m in mentions)
    if not colon or not speaks:
        return None
    speaker = named(line, mentions, opens, colon, heard)
    return Scope(speaker, colon + 1, len(line)) if speaker else None


def _behind_time(line: Sequence[Token]) -> int:
    """Where a live blog's entry begins behind its time: "**11:20** Syrskyi: …"."""
    at = 0
    while at < len(line) and at < _HEAD and (line[at].what != "word"):
        at += 1
    return at


def _after_dash(line: Sequence[Token], mentions: Sequence[Mention], heard: Heard) -> Scope | None:
    dash = max((k for k in range(1, len(line) - 1) if _apart(line, k)), default=0)
    speaks = any(m.what == "actor" and dash < m.first <= dash + 3 for m in mentions)
    if not dash or not speaks or len(line) - dash > _TAIL:
        return None
    rest = line[dash + 1 :]
    if any(m.first > dash and m.what != "actor" for m in mentions) or any(t.low in ("is", "are", "was") for t in rest):
        return None
    speaker = named(line, mentions, dash + 1, len(line), heard)
    return Scope(speaker, 0, dash) if speaker else None


def _in_brackets(line: Sequence[Token], mentions: Sequence[Mention], heard: Heard) -> Scope | None:
    """ "“X is ours.” (Ivan Holm, on Monday)": whose words a quotation is, said behind it."""
    opening = next((k for k in range(len(line) - 2, -1, -1) if line[k].text == "("), None)
    if opening is None or not any(t.text == ")" for t in line[-2:]):
        return None
    if opening and line[opening - 1].text not in '"”’.!':
        return None
    stop = next(k for k in range(opening + 1, len(line)) if line[k].text in "),;" or k == len(line) - 1)
    speaker = named(line, mentions, opening + 1, stop, heard)
    if speaker is None or stop - opening > _HEAD:
        return None
    return Scope(speaker, 0, max(opening, 1), back=opening == 0)


def _apart(line: Sequence[Token], k: int) -> bool:
    """Whether a dash stands between spaces, not within a word."""
    return line[k].text in _DASHES and line[k - 1].end < line[k].start and line[k].end < line[k + 1].start


def _referred(line: Sequence[Token], mentions: Sequence[Mention], heard: Heard) -> list[Scope]:
    found: list[Scope] = []
    for i, token in enumerate(line):
        if token.low not in ("with", "referring", "in"):
            continue
        for phrase in _REFERRING:
            if tuple(t.low for t in line[i : i + len(phrase)]) == phrase:
                at = i + len(phrase)
                speaker = named(line, mentions, at, min(len(line), at + _TAIL), heard)
                found += [Scope(speaker, 0, i, cited=True)] if speaker else []
    return found


_OBJECTS = ("him", "her", "them", "it")


def _according_to(line: Sequence[Token], mentions: Sequence[Mention], heard: Heard) -> list[Scope]:
    found: list[Scope] = []
    for i, token in enumerate(line):
        nxt = next_low(line, i + 1)
        if token.low == "according" and nxt == "to":
            stop = tail_end(line, i + 2)
            here = [m for m in mentions if i + 2 <= m.first < stop]
            told = any(m.what == "actor" for m in here) or person_in(line, i + 2, stop, mentions)
            if not told and stop + 1 < len(line) and line[stop].low == "," and line[stop + 1].text[0].isupper():
                stop = tail_end(line, stop + 1)
            if line[i + 2 : i + 3] and line[i + 2].low in _OBJECTS:
                stop = i + 3
            speaker = named(line, mentions, i + 2, min(len(line), stop), heard)
        elif token.low in ("by", "in") and (end := _account(line, i)):
            speaker = named(line, mentions, i + 1, end, heard)
        else:
            continue
        if speaker:
            found.append(Scope(speaker, 0, len(line)))
    return found


def _called_untrue(line: Sequence[Token], k: int) -> bool:
    """Whether "is a lie" begins at a token: it is said of a claim, not in it."""
    words = lexicon().words
    return line[k].low in words.be and any(t.low in words.untrue for t in line[k + 1 : k + 7])


def _claims_that(line: Sequence[Token], mentions: Sequence[Mention]) -> list[Scope]:
    """ "Russian claims that …", "reports by X that …": whose claims they are; a side speaks under its code."""
    found: list[Scope] = []
    for i, token in enumerate(line):
        if token.low not in CLAIMED or i == 0:
            continue
        if next_low(line, i + 1) == "that" or (next_low(line, i + 1), next_low(line, i + 2)) == ("to", "have"):
            start = i + 1
            owner = next((m for m in mentions if m.side and m.last in (i, i - 1) and m.what != "pronoun"), None)
            owner = owner if owner and (owner.last == i or line[i - 1].low == "'s") else None
        else:
            owner = next((m for m in mentions if m.side and m.first - i <= 3 and m.first > i and m.prep == "by"), None)
            start = owner.last if owner else 0
        if owner is not None and next_low(line, start) in ("that", "to"):
            name = str(owner.ref or owner.text) if owner.what == "actor" else str(owner.side)
            stop = next((k for k in range(start, len(line)) if _called_untrue(line, k)), len(line))
            found.append(Scope(Speaker(name, owner.side), start, stop, named_only=True))
    return found


_PUT = frozenset(["put", "puts", "phrased", "described", "describes", "framed", "frames"])


def _put_so(line: Sequence[Token], mentions: Sequence[Mention], heard: Heard) -> list[Scope]:
    """ "“…,” as X put it", "“…” was how X described it"."""
    found: list[Scope] = []
    for i, token in enumerate(line):
        if token.low not in ("as", "how"):
            continue
        verb = next((k for k in range(i + 2, min(len(line), i + _TAIL)) if line[k].low in _PUT), 0)
        if verb and next_low(line, verb + 1) == "it" and (speaker := named(line, mentions, i + 1, verb, heard)):
            found.append(Scope(speaker, 0, len(line)))
    return found


def _account(line: Sequence[Token], i: int) -> int:
    """Where "by X's account", "in X's words", "by the account of X" ends; 0 where it is none of them."""
    for at in range(i + 1, min(len(line), i + 7)):
        if line[at].low in lexicon().words.accounts:
            return min(len(line), at + 9) if next_low(line, at + 1) == "of" else at
        if line[at].what == "sign":
            break
    return 0
