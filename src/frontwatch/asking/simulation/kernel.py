"""The run itself, compiled: cells fall one week after another. Import this inside the function that runs it.

A third of a first run is the compiler's work, so the code spares it: arrays are made outside (see ``workspace``), what
is copied is copied in loops, and an index is always of one type.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numba import njit


def _inside(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compiled as part of what calls it, and not to be called from outside, which saves a sixth of the compiling."""
    options: dict[str, Any] = {"nogil": True, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    made: Callable[..., Any] = njit(**options)(function)
    return made


def _compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compiled once and kept on disk; where nothing may be written, compiled anew by each process."""
    try:
        made: Callable[..., Any] = njit(cache=True, nogil=True)(function)
    except RuntimeError:  # numba's word for a read-only house and home
        made = njit(nogil=True)(function)
    return made


@_inside
def _next(state: Any) -> Any:
    """A number in (0, 1) by SplitMix64; its state, one number, moves on."""
    state[0] = state[0] + np.uint64(0x9E3779B97F4A7C15)
    z = state[0]
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = z ^ (z >> np.uint64(31))
    return (np.float64(z >> np.uint64(11)) + 0.5) * 1.1102230246251565e-16


@_inside
def _normals(state: Any) -> Any:
    """Two standard normal numbers, by Box and Muller."""
    far, turn = np.sqrt(-2.0 * np.log(_next(state))), 2.0 * np.pi * _next(state)
    return far * np.cos(turn), far * np.sin(turn)


@_inside
def _poisson(state: Any, mean: float) -> int:
    """How many events come in the time in which `mean` are expected."""
    n, left = 0, mean + np.log(_next(state))
    while left > 0.0:
        n += 1
        left += np.log(_next(state))
    return n


@_inside
def _drawn(total: Any, which: int, n: int, at: float) -> int:
    """Which of n the running total first exceeds a number at, the last if rounding leaves none."""
    low, high = 0, n - 1
    while low < high:
        middle = (low + high) // 2
        if total[which, middle] > at:
            high = middle
        else:
            low = middle + 1
    return low


@_inside
def _join(
    listed: Any, place: Any, count: Any, busy: Any, block: Any, since: Any, which: int, cell: int, week: int
) -> None:
    """Put a cell on the list of those that may fall, if it is not there."""
    if place[which, cell] < 0:
        place[which, cell] = count[which]
        listed[which, count[which]] = cell
        count[which] += 1
        busy[which, block[cell]] += 1
        since[cell] = week


@_inside
def _leave(listed: Any, place: Any, count: Any, busy: Any, block: Any, which: int, cell: int) -> None:
    """Take a cell off that list; the last one takes its place."""
    at = place[which, cell]
    if at >= 0:
        count[which] -= 1
        last = listed[which, count[which]]
        listed[which, at] = last
        place[which, last] = at
        place[which, cell] = -1
        busy[which, block[cell]] -= 1


@_inside
def _listed_anew(
    held: Any,
    around: Any,
    there: Any,
    border: Any,
    listed: Any,
    place: Any,
    count: Any,
    busy: Any,
    block: Any,
    since: Any,
    cell: int,
    week: int,
) -> None:
    """Put a cell on the list of what it can fall to now, and off the other."""
    for which in range(2):
        if held[cell] == which and ((around[cell] > 0 or border[cell]) if which == 0 else around[cell] < there[cell]):
            _join(listed, place, count, busy, block, since, which, cell, week)
        else:
            _leave(listed, place, count, busy, block, which, cell)


@_compiled
def run(
    seeds: Any,  # (r,) uint64
    held0: Any,  # (c,) int8, 1 where the other side holds the cell
    touching0: Any,  # (c,) int8 of the 8 touching neighbours those it holds
    around0: Any,  # (c,) int8 of all k neighbours
    age0: Any,  # (c,) int16 weeks for which each cell has been within reach
    touch_there: Any,  # (c,) int8 neighbours that there are
    there: Any,  # (c,) int8
    border: Any,  # (c,) bool
    neighbours: Any,  # (c, k) int32, c: none
    block: Any,  # (c,) int32
    near_blocks: Any,  # (b, 9) int32, b: none
    near_weight: Any,  # (9,)
    sectors: Any,  # (b, 4) int32
    pull: Any,  # (b, 4)
    heat0: Any,  # (2, 2, b)
    keep: Any,  # (2,)
    floor: float,
    own: Any,  # (2, c) each cell's own factor, by direction
    table: Any,  # (2, 9, k + 1) factor of touching and around, by direction
    old: Any,  # (2, a) factor of a cell's age within reach, the last for all greater
    power: Any,  # (2, 3) of own short heat, own long heat, the other direction's short heat
    reversion: float,
    spread: float,
    sector_count: int,
    tempo: Any,  # (r, 2, w) expected captures
    taken: Any,  # out (r, c) uint8, 255 never
    lost: Any,  # out (r, c)
    # What follows is room to work in: see ``workspace``.
    listed: Any,
    place: Any,
    count: Any,
    busy: Any,
    first_listed: Any,
    first_place: Any,
    first_count: Any,
    first_busy: Any,
    total: Any,
    factor: Any,
    effect: Any,
    events: Any,
    left: Any,
    state: Any,
    since: Any,
    picked: Any,
    held: Any,
    touching: Any,
    around: Any,
    heat: Any,
) -> None:
    """Runs of w weeks. A cell changes hands once in each direction at most."""
    cells, k = neighbours.shape
    blocks = len(near_blocks)
    weeks = tempo.shape[2]
    shock = spread * np.sqrt(1.0 - reversion * reversion)
    # The first lists are the same for every run.
    for i in range(cells):
        _listed_anew(
            held0, around0, there, border, first_listed, first_place, first_count, first_busy, block, since, i, 0
        )
    oldest = old.shape[1] - 1
    for r in range(len(seeds)):
        state[0] = seeds[r]
        for i in range(cells):
            held[i], touching[i], around[i], since[i] = held0[i], touching0[i], around0[i], -age0[i]
        for s in range(sector_count):
            effect[s] = 0.0
        for d in range(2):
            count[d] = first_count[d]
            for at in range(count[d]):
                listed[d, at] = first_listed[d, at]
            for i in range(cells):
                place[d, i] = first_place[d, i]
            for b in range(blocks):
                busy[d, b] = first_busy[d, b]
                for h in range(2):
                    heat[d, h, b] = heat0[d, h, b]
        for h in range(2):
            left[h] = 1.0
        for week in range(weeks):
            for s in range(0, sector_count, 2):
                one, two = _normals(state)
                effect[s] = reversion * effect[s] + shock * one
                if s + 1 < sector_count:
                    effect[s + 1] = reversion * effect[s + 1] + shock * two
            # In many weeks nothing is retaken: then nothing need be weighed.
            for d in range(2):
                events[d] = _poisson(state, tempo[r, d, week]) if count[d] > 0 else 0
            for b in range(blocks):
                if (events[0] > 0 and busy[0, b] > 0) or (events[1] > 0 and busy[1, b] > 0):
                    u = 0.0
                    for j in range(4):
                        u += pull[b, j] * effect[sectors[b, j]]
                    short0, short1 = np.log(floor + left[0] * heat[0, 0, b]), np.log(floor + left[0] * heat[1, 0, b])
                    if events[0] > 0 and busy[0, b] > 0:
                        long0 = np.log(floor + left[1] * heat[0, 1, b])
                        factor[0, b] = np.exp(u + power[0, 0] * short0 + power[0, 1] * long0 + power[0, 2] * short1)
                    if events[1] > 0 and busy[1, b] > 0:
                        long1 = np.log(floor + left[1] * heat[1, 1, b])
                        factor[1, b] = np.exp(u + power[1, 0] * short1 + power[1, 1] * long1 + power[1, 2] * short0)
            fallen = 0
            split = 0
            for d in range(2):
                n = count[d] if events[d] > 0 else 0
                whole = 0.0
                for at in range(n):
                    i = listed[d, at]
                    t, a = touching[i], around[i]
                    if d == 1:
                        t, a = touch_there[i] - t, there[i] - a
                    whole += own[d, i] * table[d, t, a] * factor[d, block[i]] * old[d, min(week - since[i], oldest)]
                    total[d, at] = whole
                if whole > 0.0:
                    # Each cell falls with chance 1 - exp(-its rate): as many events as the rates' sum gives, each at a
                    # cell by its rate; a second event at a cell changes nothing.
                    for _ in range(events[d]):
                        i = listed[d, _drawn(total, d, n, _next(state) * whole)]
                        out = taken if d == 0 else lost
                        if out[r, i] == 255 and fallen < cells:
                            out[r, i] = week + 1
                            picked[fallen] = i
                            fallen += 1
                if d == 0:
                    split = fallen
            for h in range(2):
                left[h] *= keep[h]
            for at in range(fallen):
                i = int(picked[at])
                d = 0 if at < split else 1
                by = 1 - 2 * d
                held[i] = 1 - d
                for j in range(9):
                    b = near_blocks[block[i], j]
                    if b < blocks:
                        for h in range(2):
                            heat[d, h, b] += (1.0 - keep[h]) * near_weight[j] / left[h]
                for j in range(-1, k):
                    other = i if j < 0 else int(neighbours[i, j])
                    if other == cells:
                        continue
                    if j >= 0:
                        around[other] += by
                        if j < 8:
                            touching[other] += by
                    # Only a cell at the edge of somebody's reach can join or leave it now.
                    if j < 0 or around[other] <= 1 or around[other] >= there[other] - 1:
                        _listed_anew(
                            held, around, there, border, listed, place, count, busy, block, since, other, week + 1
                        )


def workspace(cells: int, blocks: int, sectors: int) -> dict[str, Any]:
    """The arrays that ``run`` works in, by name, for one call: only the first lists must be empty when it begins.

    Args:
        cells, blocks, sectors: how many there are.
    """
    small, whole = np.int8, np.int32
    return {
        "listed": np.empty((2, cells), whole),
        "place": np.empty((2, cells), whole),
        "count": np.empty(2, np.int64),
        "busy": np.empty((2, blocks), whole),
        "first_listed": np.empty((2, cells), whole),
        "first_place": np.full((2, cells), -1, whole),
        "first_count": np.zeros(2, np.int64),
        "first_busy": np.zeros((2, blocks), whole),
        "total": np.empty((2, cells)),
        "factor": np.empty((2, blocks)),
        "effect": np.empty(sectors),
        "events": np.empty(2, np.int64),
        # What is left of a unit of the first day's heat: heat is kept in such units, so that no week touches it all.
        "left": np.empty(2),
        "state": np.empty(1, np.uint64),
        "since": np.empty(cells, np.int16),
        "picked": np.empty(cells, whole),
        "held": np.empty(cells, small),
        "touching": np.empty(cells, small),
        "around": np.empty(cells, small),
        "heat": np.empty((2, 2, blocks)),
    }
