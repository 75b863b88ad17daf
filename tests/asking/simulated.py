"""A small invented front for the tests: a field made by hand, west the home side's, east the other's."""

from __future__ import annotations

from datetime import date

import numpy as np

from frontwatch.asking.field import HOME, OTHER, Field, Grid

AS_OF = date(2025, 3, 1)


def a_field(*codes: np.ndarray, border: np.ndarray | None = None) -> Field:
    """Weeks of (rows, columns) codes, the last of them the as-of day's."""
    rows, columns = codes[0].shape
    grid = Grid(lon0=30.0, lat0=50.0, south=49.7, rows=rows, columns=columns)
    none = np.zeros(rows * columns, bool)
    return Field(
        "AL", "BO", AS_OF, grid, np.arange(rows * columns), np.stack([c.ravel() for c in codes]).astype(np.int8),
        none if border is None else border.ravel(), none,
    )  # fmt: skip


def halves(rows: int = 30, columns: int = 30) -> np.ndarray:
    """Borland holds the eastern half."""
    return np.where(np.arange(columns) >= columns // 2, OTHER, HOME) + np.zeros((rows, 1), np.int64)


def advancing(weeks: int, a_week: int, seed: int = 0, rows: int = 30, columns: int = 60) -> Field:
    """Every week so many home cells that touch Borland's fall, drawn evenly among them."""
    rng = np.random.default_rng(seed)
    codes = [halves(rows, columns)]
    for _ in range(weeks - 1):
        code = codes[-1].copy()
        held = np.pad(code == OTHER, 1)
        beside = held[1:-1, 2:] | held[1:-1, :-2] | held[2:, 1:-1] | held[:-2, 1:-1]
        open_cells = np.flatnonzero(((code == HOME) & beside).ravel())
        code.ravel()[rng.choice(open_cells, a_week, replace=False)] = OTHER
        codes.append(code)
    return a_field(*codes)
