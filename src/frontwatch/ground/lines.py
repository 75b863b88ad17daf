"""Polylines on the ground: lengths, cutting into pieces, and simplification at a stated scale."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.local import to_km

Line = NDArray[np.float64]
"""(k, 2) longitude, latitude, degrees."""
Split = Callable[[int, int], int]
"""From the first and last index of a stretch of a line: see `split_at`."""


def step_km(line: Line) -> NDArray[np.float64]:
    """(k - 1,) length of each step, km; within .1 % of the geodesic for steps under 200 km."""
    return span_km(line[:-1], line[1:])


def span_km(a: Line, b: Line) -> NDArray[np.float64]:
    """(k,) length from each point of `a` to that of `b`, km; as exact as `step_km`."""
    middle = (a + b) / 2
    x1, y1 = to_km(a[:, 0], a[:, 1], middle[:, 0], middle[:, 1])
    x2, y2 = to_km(b[:, 0], b[:, 1], middle[:, 0], middle[:, 1])
    return np.asarray(np.hypot(x2 - x1, y2 - y1))


def length_km(line: Line) -> float:
    """Length of a line, km.

    >>> round(length_km(np.array([[37.0, 48.0], [37.0, 49.0]])), 1)
    111.2
    """
    return float(step_km(line).sum())


def cut_line(line: Line, km: float) -> Line:
    """The same line with no step longer than `km`."""
    a, b, _ = cut_steps(line[:-1], line[1:], km)
    return np.vstack([a, b[-1:]])


def cut_steps(a: Line, b: Line, km: float) -> tuple[Line, Line, NDArray[np.intp]]:
    """Steps (a, b) cut into pieces no longer than `km`: both ends of each, and the step it is of, in order."""
    parts = np.maximum(1, np.ceil(span_km(a, b) / km).astype(int))
    of = np.repeat(np.arange(len(a)), parts)
    nth = np.arange(len(of)) - np.repeat(np.cumsum(parts) - parts, parts)
    begin = a[of] + (nth / parts[of])[:, None] * (b[of] - a[of])
    ends = np.vstack([begin[1:], b[-1:]])
    final = nth == parts[of] - 1
    ends[final] = b
    return begin, ends, of


def simplify(line: Line, km: float, split: Split | None = None) -> Line:
    """The line with as few of its points as stay within `km` of it; a closed one keeps its farthest point as well.

    Args:
        split: what decides in place of `split_at`, where the same stretches are asked for again and again.
    Source: Douglas and Peucker (1973), Cartographica 10(2), 112-122.
    """
    keep = np.zeros(len(line), bool)
    keep[[0, -1]] = True
    stack = [(0, len(line) - 1)]
    if len(line) > 2 and (line[0] == line[-1]).all():
        far = int(np.argmax(np.hypot(*to_km(line[:, 0], line[:, 1], *line[0]))))
        keep[far] = True
        stack = [(0, far), (far, len(line) - 1)]
    while stack:
        a, b = stack.pop()
        at = split(a, b) if split else split_at(line[a : b + 1], km)
        if at:
            keep[a + at] = True
            stack += [(a, a + at), (a + at, b)]
    return line[keep]


def split_at(stretch: Line, km: float) -> int:
    """Index of the point farthest from the straight line between a stretch's ends; 0 where none is `km` off."""
    if len(stretch) < 3:
        return 0
    x, y = to_km(stretch[1:, 0], stretch[1:, 1], *stretch[0])
    ex, ey = x[-1], y[-1]
    along = np.clip((x * ex + y * ey) / max(ex * ex + ey * ey, 1e-12), 0.0, 1.0)
    off = np.hypot(x - along * ex, y - along * ey)
    k = int(np.argmax(off))
    return k + 1 if off[k] > km else 0
