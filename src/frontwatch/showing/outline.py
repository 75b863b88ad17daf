"""Outlines to draw: edges chained into rings, rings cut at a frame, lines thinned."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

UNIT = 1e-7  # degrees: the records' own step, so that equal points are equal keys


def chained(lon1: Floats, lat1: Floats, lon2: Floats, lat2: Floats) -> list[Floats]:
    """Edges, in any order and direction, joined end to end into closed rings.

    Where more than two edges meet, any pairing encloses the same ground under the even-odd rule.

    Args:
        lon1, lat1, lon2, lat2: (n,) degrees.
    Returns: rings, (k, 2) degrees each, without the first point again at the end.

    >>> ring, = chained(*np.array([[0., 1., 1., 0.], [0., 0., 1., 1.], [1., 1., 0., 0.], [0., 1., 1., 0.]]))
    >>> len(ring)
    4
    """
    if not len(lon1):
        return []
    ends = np.stack([np.column_stack([lon1, lat1]), np.column_stack([lon2, lat2])], axis=1).reshape(-1, 2)
    partner = _partners(ends).tolist()
    seen = [False] * len(lon1)
    rings = []
    for start in range(len(lon1)):
        if seen[start]:
            continue
        walk, half = [], 2 * start
        while half >= 0 and not seen[half >> 1]:
            seen[half >> 1] = True
            walk.append(half)
            half = partner[half ^ 1]
        rings.append(ends[walk])
    return rings


def _partners(ends: Floats) -> Ints:
    """(2n,) for each edge end the other edge end that it is joined to; -1 where none is left."""
    steps = np.rint(ends / UNIT).astype(np.int64)
    keys = steps[:, 0] * (1 << 32) + steps[:, 1]
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    rank = np.arange(len(order)) - np.repeat(starts, np.diff(np.r_[starts, len(order)]))
    first = np.flatnonzero((rank[:-1] % 2 == 0) & (ordered[1:] == ordered[:-1]))
    partner = np.full(len(order), -1, np.int64)
    partner[order[first]] = order[first + 1]
    partner[order[first + 1]] = order[first]
    return partner


def cut(ring: Floats, low: tuple[float, float], high: tuple[float, float]) -> Floats:
    """A ring cut at a box (Sutherland-Hodgman); where it leaves the box it follows the box's side.

    >>> cut(np.array([[-1., 0.], [1., 0.], [1., 1.], [-1., 1.]]), (0, -5), (5, 5)).tolist()
    [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]
    """
    for axis in (0, 1):
        for bound, sign in ((low[axis], 1.0), (high[axis], -1.0)):
            if len(ring) < 3:
                return np.empty((0, 2))
            depth = sign * (ring[:, axis] - bound)
            inside = depth >= 0
            if inside.all():
                continue
            following, beyond = np.roll(ring, -1, axis=0), np.roll(depth, -1)
            crosses = inside != np.roll(inside, -1)
            t = np.where(crosses, depth / np.where(crosses, depth - beyond, 1), 0)
            both = np.empty((2 * len(ring), 2))
            both[0::2], both[1::2] = ring, ring + t[:, None] * (following - ring)
            keep = np.empty(2 * len(ring), bool)
            keep[0::2], keep[1::2] = inside, crosses
            ring = both[keep]
    return ring if len(ring) >= 3 else np.empty((0, 2))


def runs_inside(line: Floats, low: tuple[float, float], high: tuple[float, float]) -> list[Floats]:
    """The stretches of a line whose segments may touch a box."""
    if len(line) < 2:
        return []
    a, b = line[:-1], line[1:]
    near = ((np.maximum(a, b) >= low) & (np.minimum(a, b) <= high)).all(axis=1)
    change = np.flatnonzero(np.diff(np.r_[False, near, False].astype(np.int8)))
    return [line[s : e + 1] for s, e in zip(change[0::2], change[1::2], strict=True)]


FEW = 40
"""Points of a span up to which a plain loop is faster than an array."""


def thinned(line: Floats, tolerance: float) -> Floats:
    """A line without the points that stand off it by less than the tolerance (Douglas-Peucker); its ends stay."""
    if len(line) < 3:
        return line
    xs, ys = line[:, 0].tolist(), line[:, 1].tolist()
    keep = [0, len(line) - 1]
    spans = [(0, len(line) - 1)]
    while spans:
        a, b = spans.pop()
        if b - a < 2:
            continue
        if b - a > FEW:
            off = _distance(line[a + 1 : b], line[a], line[b])
            middle = a + 1 + int(np.argmax(off))
            far = float(off[middle - a - 1])
        else:
            far, middle = _farthest(xs, ys, a, b)
        if far > tolerance * tolerance:
            keep.append(middle)
            spans += [(a, middle), (middle, b)]
    return line[sorted(keep)]


def thinned_ring(ring: Floats, tolerance: float) -> Floats:
    """A ring thinned; empty where nothing of it can be seen."""
    if len(ring) < 3 or float(np.ptp(ring, axis=0).max()) < 2 * tolerance:
        return np.empty((0, 2))
    far = int(np.argmax(((ring - ring[0]) ** 2).sum(axis=1)))
    closed = np.vstack([ring, ring[:1]])
    joined = np.vstack([thinned(closed[: far + 1], tolerance)[:-1], thinned(closed[far:], tolerance)[:-1]])
    return joined if len(joined) >= 3 else np.empty((0, 2))


def _distance(points: Floats, a: Floats, b: Floats) -> Floats:
    """Squares of the distances from points to a stretch."""
    (ax, ay), (bx, by) = a.tolist(), b.tolist()
    dx, dy = bx - ax, by - ay
    x, y = points[:, 0] - ax, points[:, 1] - ay
    length = dx * dx + dy * dy
    if length:
        t = np.minimum(np.maximum((x * dx + y * dy) / length, 0.0), 1.0)
        x, y = x - t * dx, y - t * dy
    return np.asarray(x * x + y * y)


def _farthest(xs: list[float], ys: list[float], a: int, b: int) -> tuple[float, int]:
    """The point between two of a line that stands farthest off their stretch: its distance squared, and its number."""
    ax, ay = xs[a], ys[a]
    dx, dy = xs[b] - ax, ys[b] - ay
    length = dx * dx + dy * dy or 1.0
    most, at = -1.0, a + 1
    for k in range(a + 1, b):
        x, y = xs[k] - ax, ys[k] - ay
        t = (x * dx + y * dy) / length
        t = 0.0 if t < 0.0 else 1.0 if t > 1.0 else t
        x, y = x - t * dx, y - t * dy
        if (off := x * x + y * y) > most:
            most, at = off, k
    return most, at


def path(lines: Iterable[Floats], *, closed: bool) -> str:
    """SVG path data, to a tenth of a pixel: each line begins at a point and goes on by steps."""
    parts = []
    for line in lines:
        tenths = np.rint(np.asarray(line) * 10).astype(np.int64)
        if len(tenths) < 2:
            continue
        steps = np.diff(tenths, axis=0)
        steps = steps[steps.any(axis=1)]
        if len(steps):
            told = "".join(f"{_tenth(x, joined=True)}{_tenth(y, joined=True)}" for x, y in steps.tolist()).lstrip()
            parts.append(f"M{_tenth(tenths[0, 0])} {_tenth(tenths[0, 1])}l{told}{'Z' if closed else ''}")
    return "".join(parts)


def _tenth(n: int, *, joined: bool = False) -> str:
    """A number of tenths, as short as SVG allows; where joined, with what parts it from the one before.

    >>> _tenth(123), _tenth(-5), _tenth(40), _tenth(7, joined=True), _tenth(-7, joined=True)
    ('12.3', '-.5', '4', ' .7', '-.7')
    """
    whole, part = divmod(abs(int(n)), 10)
    told = f"{whole or ''}.{part}" if part else f"{whole}"
    return ("-" if n < 0 else " " if joined else "") + told
