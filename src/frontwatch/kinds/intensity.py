"""Kind `intensity`: a part of the front is the hottest, has N clashes, heavy fighting, pressure, or is calm."""

from __future__ import annotations

from dataclasses import dataclass

from frontwatch.model import Claim

KIND = "intensity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intensity(Claim):
    """A claim that a part of the front is the hottest, has N clashes, heavy fighting, pressure, or is calm."""

    rank_first: bool = False
    """Said to be the hottest, fiercest, most attacked."""
    calm: bool = False
    what: str = ""
    """What is counted: "clashes", "attacks", "share of clashes"."""
