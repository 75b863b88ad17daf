"""Kind `duration`: the war, a battle or an occupation has lasted so long, or began N years ago."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from frontwatch.model import Claim

KIND = "duration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration(Claim):
    """A claim that the war, a battle or an occupation has lasted so long, or began N years ago."""

    of: Literal["war", "battle", "occupation", "annexation"] = "war"
