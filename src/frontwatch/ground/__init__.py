"""The ground: what the public maps say of who held what, when, and the measures of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from frontwatch.ground.known import as_known
    from frontwatch.ground.record import Record, open_record

__all__ = ["Record", "as_known", "open_record"]


def __getattr__(name: str) -> Any:
    """Load the record when it is asked for: reading a report needs none."""
    if name == "as_known":
        from frontwatch.ground.known import as_known

        return as_known
    if name in __all__:
        from frontwatch.ground import record

        return getattr(record, name)
    raise AttributeError(f"module 'frontwatch.ground' has no attribute {name!r}")
