"""Kind `route`: a road or railway joins places, is cut, is under fire, is the last one open; or a place is a hub of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from frontwatch.model import Claim

KIND = "route"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route(Claim):
    """A claim that a road or railway joins places, is cut, is under fire, is the last one open; or a place is a hub of it."""

    what: Literal["railway", "road", "route"] = "route"
    state: Literal["joins", "hub", "cut", "fire", "last", "open"] = "joins"
