"""Kind `intent`: a leader wants, plans or orders to take a place or region."""

from __future__ import annotations

from dataclasses import dataclass

from frontwatch.model import Claim

KIND = "intent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent(Claim):
    """A claim that a leader wants, plans or orders to take a place or region."""

    leader: str | None = None
