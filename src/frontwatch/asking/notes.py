"""What an answer says of itself: which models gave it, and where it rests on little."""

from __future__ import annotations

from frontwatch.asking.prepared import Prepared
from frontwatch.asking.settings import FARTHEST_DAYS, FEW_LATELY

JOINED_BY_RUNS = (
    "Each place's chance is that of all models together; how far they come together is read from the front simulation."
)
ANY_PART = "This is the chance of the likeliest point of the place, its centre among them, by all models together."
WHOLE_AFTER_CENTRE = (
    "The centre's chance is that of all models together; how soon all of a place so large follows its centre is "
    "learned from the places taken before."
)
WHOLE_OF_HELD = (
    "The side holds the centre already; how soon all of a place so large follows it is learned from the places taken "
    "before, and nothing else is looked at."
)
BY_NEIGHBOURS = (
    "This is the chance that a settlement so near is taken: each by all models together, how far they come together "
    "by the front simulation."
)
BY_RUNS = "Answered by the front simulation alone: the other models tell of places only."


def too_far(days: int) -> tuple[str, ...]:
    """What is said of a day more than a year ahead."""
    if days <= FARTHEST_DAYS:
        return ()
    return (
        "The day asked about is more than a year ahead: the probability is that of a year, because too few longer "
        "windows of the past have ended to show what one would be worth.",
    )


def few_lately(prepared: Prepared, side_name: str) -> tuple[str, ...]:
    """What is said where the side has taken next to nothing of late."""
    if prepared.taken_lately >= FEW_LATELY:
        return ()
    places = "one settlement" if prepared.taken_lately == 1 else f"{prepared.taken_lately or 'no'} settlements"
    return (
        f"In the year before, {side_name} took {places}: this rests on older cases, and no backtest shows what "
        "forecasts of that kind are worth.",
    )
