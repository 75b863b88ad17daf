"""Kind `redeployment`: N troops moved from A to B, or were not moved."""

from __future__ import annotations

from dataclasses import dataclass

from frontwatch.model import Claim

KIND = "redeployment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Redeployment(Claim):
    """A claim that N troops moved from A to B, or were not moved."""

    origin: str | None = None
    destination: str | None = None
