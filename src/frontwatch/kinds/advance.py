"""Kind `advance`: a side moved forward N km, took N km² or N settlements, or just advanced, in a period; or failed to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from frontwatch.model import Claim

KIND = "advance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance(Claim):
    """A claim that a side moved forward N km, took N km² or N settlements, or just advanced, in a period; or failed to."""

    stopped: bool = False
    """The advance is said to have failed, been stopped or repelled."""
    measure: Literal["", "distance", "area", "settlements"] = ""
