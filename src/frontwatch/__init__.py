"""Frontwatch: finds the checkable claims in an article about a war and tests each against the record of the ground."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from frontwatch.checking import check
    from frontwatch.model import FrontwatchError, Report

__all__ = ["FrontwatchError", "Report", "check"]


def __getattr__(name: str) -> Any:
    """Load the public names when they are asked for, so that a small command pays for nothing it does not use."""
    if name == "check":
        from frontwatch.checking import check

        return check
    if name in ("Report", "FrontwatchError"):
        from frontwatch import model

        return getattr(model, name)
    raise AttributeError(f"module 'frontwatch' has no attribute {name!r}")
