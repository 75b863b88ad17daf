"""Polylines on the ground: lengths, cutting into pieces, and simplification at a stated scale."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.local import to_km

Line = NDArray[np.float64]
"""(k, 2) longitude, latitude, degrees."""


def step_km(line: Line) -> NDArray[np.float64]:
    """(k - 1,) length of each step, km; within .1 % of the geodesic for steps under 200 km."""
    middle = (line[1:] + line[:-1]) / 2
    x1, y1 = to_km(line[:-1, 0], line[:-1, 1], middle[:, 0], middle[:, 1])
    x2, y2 = to_km(line[1:, 0], line[1:, 1], middle[:, 0], middle[:, 1])
    return np.asarray(np.hypot(x2 - x1, y2 - y1))


def length_km(line: Line) -> float:
    """Length of a line, km.

    >>> round(length_km(np.array([[37.0, 48.0], [37.0, 49.0]])), 1)
    111.2
    """
    return float(step_km(line).sum())


def cut_line(line: Line, km: float) -> Line:
    """The same line with no step longer than `km`."""
    parts = np.maximum(1, np.ceil(step_km(line) / km).astype(int))
    share = np.concatenate([np.arange(n) / n for n in parts])[:, None]
    a, b = np.repeat(line[:-1], parts, axis=0), np.repeat(line[1:], parts, axis=0)
    return np.vstack([a + share * (b - a), line[-1:]])


def simplify(line: Line, km: float) -> Line:
    """The line with as few of its points as stay within `km` of it; a closed one keeps its farthest point as well.

    Source: Douglas and Peucker (1973), Cartographica 10(2), 112-122.
    """
    x, y = to_km(line[:, 0], line[:, 1], *line.mean(axis=0))
    keep = np.zeros(len(line), bool)
    keep[[0, -1]] = True
    stack = [(0, len(line) - 1)]
    if len(line) > 2 and (line[0] == line[-1]).all():
        far = int(np.argmax(np.hypot(x - x[0], y - y[0])))
        keep[far] = True
        stack = [(0, far), (far, len(line) - 1)]
    while stack:
        a, b = stack.pop()
        if b - a < 2:
            continue
        ex, ey = x[b] - x[a], y[b] - y[a]
        px, py = x[a + 1 : b] - x[a], y[a + 1 : b] - y[a]
        along = np.clip((px * ex + py * ey) / max(ex * ex + ey * ey, 1e-12), 0.0, 1.0)
        off = np.hypot(px - along * ex, py - along * ey)
        k = int(np.argmax(off))
        if off[k] > km:
            keep[a + 1 + k] = True
            stack += [(a, a + 1 + k), (a + 1 + k, b)]
    return line[keep]
