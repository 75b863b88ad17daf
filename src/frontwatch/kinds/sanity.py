"""Sanity ranges for figures that no open record can test: a hint beside the claim, never a verdict."""

from __future__ import annotations

from frontwatch.kinds.bench import untested
from frontwatch.model import Claim, Finding

RANGES = {
    "troops": (100.0, 1_500_000.0),
    "soldiers": (100.0, 1_500_000.0),
    "killed": (1.0, 1_500_000.0),
    "casualties": (1.0, 1_500_000.0),
    "tanks": (1.0, 13_000.0),
}
"""From a battalion's company to all that either side is said to have had in the war."""


def sane(claim: Claim) -> str:
    """What to add where a figure lies outside anything plausible for its unit; "" inside.

    >>> from frontwatch.model import Quantity
    >>> sane(Claim(kind="losses", quote="", start=0, end=0, line=1, quantity=Quantity(3e7, 3e7, "killed")))
    '; outside the range that anybody has claimed for a whole war (1 to 1,500,000)'
    """
    if claim.quantity is None or claim.quantity.unit not in RANGES:
        return ""
    low, high = RANGES[claim.quantity.unit]
    value = claim.quantity.high if claim.quantity.high is not None else claim.quantity.low
    if value is None or low <= value <= high:
        return ""
    return f"; outside the range that anybody has claimed for a whole war ({low:,.0f} to {high:,.0f})"


def recorded(claim: Claim, why: str) -> Finding:
    """Untested, as no open record shows it: `why` says what none shows; kept with who claims it."""
    said_by = claim.speaker or "the report"
    return untested(claim, "not_on_a_map", f"{why}; recorded as claimed by {said_by}{sane(claim)}.")
