"""Which elements of a changed sequence stayed: elements that stand once in both, then what agrees beside them."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.intp]


def stayed(old: NDArray[Any], new: NDArray[Any]) -> tuple[Places, Places]:
    """Where equal elements stand in both: (k,) indices into old and (k,) into new, ascending.

    Never quadratic; it may miss some where elements repeat.

    Source: patience diff (B. Cohen): the longest ascending run of elements that are unique on both sides.

    >>> [at.tolist() for at in stayed(np.array([1, 2, 3, 4, 5]), np.array([1, 2, 9, 4, 8, 5]))]
    [[0, 1, 3, 4], [0, 1, 3, 5]]
    """
    if not (len(old) and len(new)):
        return np.empty(0, np.intp), np.empty(0, np.intp)
    to = np.full(len(old), -1)
    head = _agree(old, new)
    tail = _agree(old[head:][::-1], new[head:][::-1])
    to[:head] = np.arange(head)
    to[len(old) - tail :] = np.arange(len(new) - tail, len(new))
    i, j = _anchors(old[head : len(old) - tail], new[head : len(new) - tail])
    to[i + head] = j + head
    _fill(to, old, new)
    kept = np.flatnonzero(to >= 0)
    return kept, to[kept]


def _fill(to: Places, old: NDArray[Any], new: NDArray[Any]) -> None:
    """Match what agrees at both ends of each stretch that is still unmatched, in place."""
    known = np.concatenate([[-1], np.flatnonzero(to >= 0), [len(old)]])
    there = np.concatenate([[-1], to[to >= 0], [len(new)]])
    for n in np.flatnonzero((np.diff(known) > 1) & (np.diff(there) > 1)):
        a, b, c, d = known[n] + 1, known[n + 1], there[n] + 1, there[n + 1]
        head = _agree(old[a:b], new[c:d])
        tail = _agree(old[a + head : b][::-1], new[c + head : d][::-1])
        to[a : a + head] = np.arange(c, c + head)
        to[b - tail : b] = np.arange(d - tail, d)


def _agree(old: NDArray[Any], new: NDArray[Any]) -> int:
    """How many elements both begin with."""
    n = min(len(old), len(new))
    differ = np.flatnonzero(old[:n] != new[:n])
    return int(differ[0]) if len(differ) else n


def _anchors(old: NDArray[Any], new: NDArray[Any]) -> tuple[Places, Places]:
    """Elements unique in both whose order is the same in both: the longest such run."""
    values, at_old = _once(old)
    others, at_new = _once(new)
    _, a, b = np.intersect1d(values, others, assume_unique=True, return_indices=True)
    order = np.argsort(at_old[a])
    i, j = at_old[a][order], at_new[b][order]
    if len(j) and (np.diff(j) < 0).any():
        run = _ascending(j)
        i, j = i[run], j[run]
    return i, j


def _once(items: NDArray[Any]) -> tuple[NDArray[Any], Places]:
    """The elements that stand once, and where."""
    values, at, times = np.unique(items, return_index=True, return_counts=True)
    return values[times == 1], at[times == 1]


def _ascending(values: NDArray[np.intp]) -> list[int]:
    """Indices of a longest ascending run of distinct numbers."""
    ends: list[int] = []
    chain: list[int] = []
    before: list[int] = []
    for n, value in enumerate(values.tolist()):
        place = bisect_left(ends, value)
        before.append(chain[place - 1] if place else -1)
        ends[place : place + 1] = [value]
        chain[place : place + 1] = [n]
    run: list[int] = []
    n = chain[-1]
    while n >= 0:
        run.append(n)
        n = before[n]
    return run[::-1]
