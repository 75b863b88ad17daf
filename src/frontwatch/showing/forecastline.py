"""A forecast in a few lines, to stand under the question of a report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from frontwatch.asking.forecast import Settled
from frontwatch.showing.chance_words import percent, span, term
from frontwatch.showing.forecast import opposite
from frontwatch.showing.words import day, listed

if TYPE_CHECKING:
    from frontwatch.asking.asked import Answered


def forecast_lines(found: Answered | str) -> Iterator[str]:
    """The lines: the chance with its word and interval, what stands beside it; or why there is none."""
    if isinstance(found, str):
        yield f"No forecast: {' '.join(found.split())}"
        return
    f = found.answer
    if isinstance(f, Settled):
        came = "yes" if f.came else "no"
        yield f"The record already answers it: {came}. {' '.join(f.reason.split())}"
        return
    by = day(f.event.by)
    yield f"{percent(f.probability)}, {term(f.probability).words}, by {by}; interval {span(f.low, f.high)}."
    if found.asked.opposite:
        yield opposite(f.probability)
    b = f.baselines
    told = [
        f"{name} {percent(p)}" for name, p in (("base rate", b.climatology), ("kinetic", b.kinetic)) if p is not None
    ]
    yield f"Beside it: {listed(['no change ' + percent(b.no_change), *told])}. As of {day(f.as_of)}."
