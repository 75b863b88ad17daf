"""A measure as JSON: the record, the day asked, the map that answered, the figures. Every measure command prints it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from frontwatch.model import Figure, MapRef

if TYPE_CHECKING:
    from frontwatch.ground.record import Record


def measure_json(
    record: Record | None, *, on: date | None, m: MapRef | None, figures: Sequence[Figure], **more: Any
) -> str:
    """The JSON text of a measure.

    Args:
        record: the record asked; None where the answer comes from the theatre's own tables.
        on: the day asked about.
        m: the map that answered.
        figures: the figures found, already rounded.
        more: further members (plain JSON values; days may be `date`), after the figures.
    """
    told = {
        "record": None
        if record is None
        else {
            "name": record.meta.name,
            "publisher": record.meta.publisher,
            "credit": record.meta.credit,
            "hash": record.hash,
            "scale": record.meta.scale,
        },
        "on": on,
        "map": None if m is None else {"day": m.day, "published": m.published, "sha256": m.sha256},
        "figures": [figure_members(f) for f in figures],
        **more,
    }
    return json.dumps(told, ensure_ascii=False, indent=1, default=_plain)


def figure_members(figure: Figure) -> dict[str, Any]:
    """A figure as plain members, in the order they are printed."""
    return {
        "name": figure.name,
        "value": figure.value,
        "unit": figure.unit,
        "day": figure.day,
        "source": figure.source,
    }


def _plain(value: Any) -> Any:
    """What json cannot write itself: days and times as ISO 8601, numpy numbers and arrays as lists and numbers."""
    if isinstance(value, date):
        return value.isoformat()
    return value.tolist() if hasattr(value, "tolist") else str(value)
