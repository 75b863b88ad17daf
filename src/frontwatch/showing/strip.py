"""Who held a place over time, as one strip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from frontwatch.model import CONTESTED
from frontwatch.showing.picture import Picture, block, drawing, line, words
from frontwatch.showing.scales import Scale, day_ticks
from frontwatch.showing.words import day as told_day

WIDTH, TOP, HEIGHT = 340.0, 14.0, 20.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days with one holder, both included."""

    holder: str
    first: date
    last: date


def holders_over_time(
    place: str, stretches: Sequence[Stretch], *, marked: date, names: Mapping[str, str], fills: Mapping[str, str],
    width: float = WIDTH,
) -> Picture:  # fmt: skip
    """A block for each stretch in its holder's colour, the day asked about marked above it.

    Args:
        stretches: in order of time, without gaps. names, fills: of each holder.
    """
    first, last = stretches[0].first, stretches[-1].last
    scale = Scale(first.toordinal(), last.toordinal() + 1, 0.5, width - 0.5)
    body: list[str] = []
    for s in stretches:
        a, b = scale(s.first.toordinal()), scale(s.last.toordinal() + 1)
        body.append(block(a, TOP, b - a, HEIGHT, fills.get(s.holder, "none"), _edge(s.holder)))
        name = names.get(s.holder, s.holder)
        if b - a > 7 * len(name) + 8:
            body.append(words((a + b) / 2, TOP + 14, name, 11, anchor="middle", extra='fill="#16191b"'))
    for at, label in day_ticks(first, last, 5):
        x = scale(at.toordinal())
        body.append(line(x, TOP + HEIGHT, x, TOP + HEIGHT + 4, 'stroke-width="1"'))
        body.append(words(min(x, width - 6.2 * len(label)), TOP + HEIGHT + 15, label, 10))
    x = scale(marked.toordinal())
    body.append(f'<path d="M{x:.1f} {TOP - 1:g}l-5-8h10z"/>')
    body.append(line(x, TOP, x, TOP + HEIGHT, 'stroke-width="1.2"'))
    sentence = f"{place}: " + "; ".join(f"{names.get(s.holder, s.holder)} {_span(s, first, last)}" for s in stretches)
    rows = tuple((names.get(s.holder, s.holder), s.first.isoformat(), s.last.isoformat()) for s in stretches)
    return Picture(
        drawing(width, TOP + HEIGHT + 18, sentence + ".", body), sentence + ".", ("held by", "from", "to"), rows
    )


def _edge(holder: str) -> str:
    return 'stroke="currentColor" stroke-dasharray="3 2" fill-opacity=".5"' if holder == CONTESTED else ""


def _span(s: Stretch, first: date, last: date) -> str:
    if s.first == first and s.last == last:
        return f"on every map from {told_day(first)} to {told_day(last)}"
    if s.first == first:
        return f"to {told_day(s.last)}"
    return f"from {told_day(s.first)}" if s.last == last else f"{told_day(s.first)} to {told_day(s.last)}"
