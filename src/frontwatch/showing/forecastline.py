"""A forecast in a few lines, to stand under the question of a report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from frontwatch.asking.forecast import Settled
from frontwatch.showing.chance_words import percent, span, term
from frontwatch.showing.forecast import as_put, settled_words
from frontwatch.showing.questioned import Called, understood
from frontwatch.showing.words import day, listed

if TYPE_CHECKING:
    from frontwatch.asking.asked import Answered


def forecast_lines(found: Answered | str, names: Called | None = None) -> Iterator[str]:
    """The lines: the chance with its word and interval, what stands beside it; or why there is none.

    Args:
        names: of sides and regions, to tell the question as it was understood.
    """
    if isinstance(found, str):
        yield f"No forecast: {' '.join(found.split())}"
        return
    f = found.answer
    if names is not None:
        yield understood(f.event, f.as_of, names)
    if isinstance(f, Settled):
        yield f"{settled_words(f, found.asked)} {' '.join(f.reason.split())}"
        return
    by = day(f.event.by)
    p, low, high = as_put(f, found.asked)
    what = ", that it does not come" if found.asked.opposite else ""
    yield f"{percent(p)}, {term(p).words}{what}, by {by}; interval {span(low, high)}."
    b = f.baselines
    others = (("base rate", b.climatology), ("kinetic", b.kinetic))
    told = [f"no change {percent(b.no_change)}", *(f"{name} {percent(q)}" for name, q in others if q is not None)]
    beside = "Beside it, of its coming" if found.asked.opposite else "Beside it"
    yield f"{beside}: {listed(told)}. As of {day(f.as_of)}."
    yield from (" ".join(note.split()) for note in f.notes)
