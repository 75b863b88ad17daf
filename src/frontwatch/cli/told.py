"""A claim in one plain line, in the words of its kind."""

from __future__ import annotations

from frontwatch.kinds.kinds import KINDS
from frontwatch.model import Claim

BY_NAME = {kind.KIND: kind for kind in KINDS}


def told(claim: Claim) -> str:
    """The claim told by its kind."""
    return BY_NAME[claim.kind].told(claim)
