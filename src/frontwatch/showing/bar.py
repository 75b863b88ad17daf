"""A figure claimed beside the figure found, as two bars on one scale."""

from __future__ import annotations

from frontwatch.model import Quantity
from frontwatch.showing.picture import Picture, block, drawing, line, words
from frontwatch.showing.scales import from_zero

WIDTH, ROW, LABEL = 340.0, 22.0, 62.0
VALUE = 92.0
"""Pixels kept free for the value behind a bar."""


def claimed_and_found(
    claimed: Quantity, low: float, high: float, unit: str, *, said: str, found: str, fill: str
) -> Picture:
    """Two bars: what is claimed, an open end where it is a bound, and what was found, a span where there are two.

    Args:
        claimed: in `unit`. low, high: the span found, in `unit`. said, found: both in words. fill: of the found one.
    """
    least, most = claimed.low, claimed.high
    at = next(x for x in (least, most, 0.0) if x is not None)
    top = max(at, most or 0.0, high)
    scale = from_zero([100.0 if unit == "%" else top], LABEL, WIDTH - VALUE)
    end = scale(most if most is not None else at)
    body = [
        words(0, 15, "claimed"),
        block(LABEL, 4, scale(least if least is not None else at) - LABEL, 14, "none", 'stroke="currentColor"'),
    ]
    if least is not None and most is not None and most > least:
        body.append(block(scale(least), 4, end - scale(least), 14, "currentColor", 'fill-opacity=".25"'))
    if least is None or most is None:
        step = -7.0 if least is None else 7.0
        body.append(line(end, 11, end + step, 11, 'stroke-width="2"'))
        body.append(f'<path d="M{end + step:.1f} 7l{step / 2:g} 4-{step / 2:g} 4z"/>'.replace("--", ""))
    body += [
        words(max(end, scale(at)) + 12, 15, said),
        words(0, 15 + ROW, "found"),
        block(LABEL, 4 + ROW, scale(low) - LABEL, 14, fill),
        block(scale(low), 4 + ROW, scale(high) - scale(low), 14, fill, 'fill-opacity=".5"'),
        words(scale(high) + 12, 15 + ROW, found),
        line(LABEL, 1, LABEL, 2 * ROW, 'stroke-width="1"'),
    ]
    sentence = f"Claimed {said}; found {found}."
    return Picture(
        drawing(WIDTH, 2 * ROW + 2, sentence, body), sentence, ("", f"in {unit}"), (("claimed", said), ("found", found))
    )
