"""Given claims beside those the reader finds: which are as read, which somebody changed or added, which are gone."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from frontwatch.model import ByHand, Claim

_WORDS_ONLY = {"line": 1, "named": (), "rivals": ()}
"""Members that follow from others or are only shown: they make no difference between two claims."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What was done by hand."""

    claims: tuple[Claim, ...]
    """The given ones; one that is as read in all that matters is the reader's own, in every member."""
    by_hand: tuple[ByHand | None, ...]
    """Of each: None as read."""
    dropped: tuple[Claim, ...]
    """Those of the reader's that are gone."""


def compared(given: Sequence[Claim], read: Sequence[Claim]) -> Compared:
    """Given claims beside the reader's.

    A given claim that differs from one the reader finds is that one changed if both are of one kind and their quotes
    overlap, or if they have one quote; a claim of the reader's is changed into one given claim at most.
    """
    claims, marks = list(given), cast("list[ByHand | None]", ["added"] * len(given))
    left = list(range(len(read)))
    plain = [_plain(claim) for claim in read]
    for n, claim in enumerate(given):
        same = next((r for r in left if plain[r] == _plain(claim)), None)
        if same is not None:
            left.remove(same)
            claims[n], marks[n] = read[same], None
    pairs = [(n, r) for n, mark in enumerate(marks) if mark for r in left if _akin(given[n], read[r])]
    for n, r in sorted(pairs, key=lambda pair: (*_distance(given[pair[0]], read[pair[1]]), pair)):
        if marks[n] == "added" and r in left:
            left.remove(r)
            marks[n] = "changed"
    return Compared(tuple(claims), tuple(marks), tuple(read[r] for r in left))


def _plain(claim: Claim) -> Claim:
    return replace(claim, **_WORDS_ONLY)  # type: ignore[arg-type]


def _akin(given: Claim, read: Claim) -> bool:
    one_quote = (given.start, given.end) == (read.start, read.end)
    return one_quote or (given.kind == read.kind and _overlap(given, read) > 0)


def _overlap(a: Claim, b: Claim) -> int:
    return min(a.end, b.end) - max(a.start, b.start)


def _distance(given: Claim, read: Claim) -> tuple[int, int, int]:
    """How unlike two claims are: the kind counts first, then the words that only one quotes, then the members."""
    apart = given.end - given.start + read.end - read.start - 2 * _overlap(given, read)
    members = [f.name for f in dataclasses.fields(Claim)]
    return given.kind != read.kind, apart, sum(getattr(given, m) != getattr(read, m) for m in members)
