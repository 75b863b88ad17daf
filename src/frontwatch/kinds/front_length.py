"""Kind `front_length`: the front, or a part of it, is N km long."""

from __future__ import annotations

from dataclasses import dataclass

from frontwatch.model import Claim

KIND = "front_length"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontLength(Claim):
    """A claim that the front, or a part of it, is N km long."""

    active: bool = False
    """Only the active part is meant."""
