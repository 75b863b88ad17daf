"""A claim in one plain line, in the words of its kind and with the theatre's names of the sides."""

from __future__ import annotations

from collections.abc import Callable

from frontwatch.kinds.kinds import BY_NAME
from frontwatch.model import Claim
from frontwatch.theatre.theatre import open_theatre


def teller(theatre: str) -> Callable[[Claim], str]:
    """What tells claims of a theatre."""
    names = {side.code: side.name for side in open_theatre(theatre).sides}

    def told(claim: Claim) -> str:
        words = str(BY_NAME[claim.kind].told(claim, names))
        return words[:1].upper() + words[1:]

    return told
