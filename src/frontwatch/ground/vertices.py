"""Vertices as single numbers: two 32-bit coordinates in one of 64 bits, so that equal points are equal numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def packed(x: NDArray[Any], y: NDArray[Any]) -> NDArray[np.int64]:
    """(k,) one number for each vertex, in units of 1e-7 degree."""
    return x.astype(np.int64) << 32 | y.astype(np.int64) & 0xFFFFFFFF


def unpacked(vertices: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The coordinates again.

    >>> [v.tolist() for v in unpacked(packed(np.array([-3, 4]), np.array([5, -6])))]
    [[-3, 4], [5, -6]]
    """
    return (vertices >> 32).astype(np.int32), (vertices & 0xFFFFFFFF).astype(np.uint32).view(np.int32)
