"""Kind `force_size`: N troops stand near a place."""

from __future__ import annotations

from dataclasses import dataclass

from frontwatch.model import Claim

KIND = "force_size"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceSize(Claim):
    """A claim that N troops stand near a place."""
