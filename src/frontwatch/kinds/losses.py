"""Kind `losses`: a side lost N killed, wounded, captured, N tanks."""

from __future__ import annotations

from dataclasses import dataclass

from frontwatch.model import Claim

KIND = "losses"


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses(Claim):
    """A claim that a side lost N killed, wounded, captured, N tanks."""

    what: str = ""
    """What is lost: "killed", "wounded", "captured", "personnel", "tanks"…"""
