"""The past as the fit sees it: week by week the cells that could fall, what was known of each, and which fell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.field import GREY, OTHER, Field
from frontwatch.asking.simulation.layout import TOUCHING, Layout
from frontwatch.asking.simulation.settings import HEAT_FLOOR, HEAT_HALF_LIVES, OLDEST

Floats = NDArray[np.float64]
TAKING, LOSING = 0, 1
"""The other side takes a cell; the other side loses one."""
FEATURES = (
    "touching",
    "none_touching",
    "held_around",
    "border",
    "grey",
    "town",
    "heat_short",
    "heat_long",
    "counter_heat",
    "age",
)
"""See ``features_of``: what stands in each column."""


@dataclass(frozen=True, slots=True)
class State:
    """The cells at a week's end. Heat is in cells a week and block, direction by direction."""

    code: NDArray[np.int8]
    """(c,)"""
    touching: NDArray[np.int32]
    around: NDArray[np.int32]
    """(c,) how many of the touching neighbours, of all neighbours, the other side holds."""
    heat: Floats
    """(2, 2, b) for each direction and half-life."""
    age: NDArray[np.int32]
    """(c,) weeks for which a cell has been within reach of the side that does not hold it."""


@dataclass(frozen=True, slots=True)
class Week:
    """One step of the past."""

    before: State
    fell: tuple[NDArray[np.intp], NDArray[np.intp]]
    """Cells that changed hands by the next week's end, by direction, those out of the attacker's reach left out."""
    candidates: tuple[NDArray[np.intp], NDArray[np.intp]]
    """Cells within reach, by direction."""


def held_counts(code: NDArray[np.int8], layout: Layout) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """(c,) touching and all neighbours that the other side holds."""
    held = np.append(code == OTHER, False)
    each = held[layout.neighbours]
    return each[:, :TOUCHING].sum(axis=1, dtype=np.int32), each.sum(axis=1, dtype=np.int32)


def decays() -> Floats:
    """(2,) what a week leaves of each heat."""
    return np.asarray(0.5 ** (1 / np.array(HEAT_HALF_LIVES)))


def weeks_of(field: Field, layout: Layout) -> Iterator[tuple[State, Week | None]]:
    """Every week end's state with the step that follows it; the as-of day's, last, has none."""
    heat = np.zeros((2, 2, layout.blocks))
    touching, around = held_counts(field.code[0], layout)
    there = layout.there
    age = np.zeros(len(field.index), np.int32)
    keep = decays()[:, None]
    for n, code in enumerate(field.code):
        state = State(code, touching, around, heat, age)
        if n == len(field.code) - 1:
            yield state, None
            return
        after = field.code[n + 1]
        taken, lost = (code != OTHER) & (after == OTHER), (code == OTHER) & (after != OTHER)
        reached = in_reach(code == OTHER, around, there, field.border)
        takeable, losable = (code != OTHER) & reached, (code == OTHER) & reached
        fell = np.flatnonzero(taken & takeable), np.flatnonzero(lost & losable)
        yield state, Week(state, fell, (np.flatnonzero(takeable), np.flatnonzero(losable)))
        new = np.stack([_heated(layout, cells) for cells in fell])
        heat = heat * keep + (1 - keep) * new[:, None, :]
        touching, around = _moved(layout, touching, around, np.flatnonzero(taken), 1)
        touching, around = _moved(layout, touching, around, np.flatnonzero(lost), -1)
        age = np.where(in_reach(after == OTHER, around, there, field.border) & ~taken & ~lost, age + 1, 0)


def _heated(layout: Layout, cells: NDArray[np.intp]) -> Floats:
    """(b,) captures, each spread over the blocks around its own."""
    heat = np.zeros(layout.blocks + 1)
    blocks = layout.around[layout.block[cells]]
    np.add.at(heat, blocks, np.broadcast_to(layout.weight, blocks.shape))
    return heat[:-1]


def _moved(
    layout: Layout, touching: NDArray[np.int32], around: NDArray[np.int32], cells: NDArray[np.intp], by: int
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    c = len(touching)
    near = layout.neighbours[cells]
    one = np.bincount(near[:, :TOUCHING].ravel(), minlength=c + 1)[:c]
    many = np.bincount(near.ravel(), minlength=c + 1)[:c]
    return (touching + by * one).astype(np.int32), (around + by * many).astype(np.int32)


def features_of(
    field: Field, layout: Layout, state: State, direction: int, cells: NDArray[np.intp]
) -> NDArray[np.float64]:
    """(n, f) of cells, from the side that may take them; the columns are FEATURES."""
    touching, around = state.touching[cells], state.around[cells]
    if direction == LOSING:
        touching, around = layout.touch_there[cells] - touching, layout.there[cells] - around
    heat = np.log(HEAT_FLOOR + state.heat[:, :, layout.block[cells]])
    return np.column_stack(
        [
            *shape_features(touching, around, layout.neighbours.shape[1]),
            (state.code[cells] == GREY) & (direction == TAKING),
            field.town[cells],
            heat[direction, 0],
            heat[direction, 1],
            heat[1 - direction, 0],
            np.log1p(np.minimum(state.age[cells], OLDEST)),
        ]
    )


def in_reach(
    held: NDArray[np.bool_], around: NDArray[np.int32], there: NDArray[np.int32], border: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """(c,) whether a cell can change hands: one side's ground lies within 6 km of a cell of the other's."""
    return np.where(held, around < there, (around > 0) | border)


def shape_features(touching: NDArray[np.int32], around: NDArray[np.int32], k: int) -> tuple[Floats, ...]:
    """The first four FEATURES: ln(1 + touching), none touching, share of the disc, reached over the border only."""
    alone = around == 0
    return np.log1p(touching), ((touching == 0) & ~alone).astype(float), around / k, alone.astype(float)
