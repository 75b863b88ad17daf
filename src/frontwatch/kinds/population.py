"""Kind `population`: N residents before the war, N remain, N were evacuated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from frontwatch.model import Claim

KIND = "population"


@dataclass(frozen=True, slots=True, kw_only=True)
class Population(Claim):
    """A claim that N residents before the war, N remain, N were evacuated."""

    when: Literal["before", "now", "evacuated"] = "now"
