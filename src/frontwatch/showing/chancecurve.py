"""The chance over time as a drawing: a line with its interval from the as-of day on, the simple alternatives beside
it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from frontwatch.asking.forecast import CurvePoint, Forecast
from frontwatch.showing.chance_words import percent, span, term
from frontwatch.showing.picture import Picture, drawing, line, words
from frontwatch.showing.scales import Scale, day_ticks
from frontwatch.showing.words import day as told_day

SMALL = (380.0, 150.0)
WIDE = (760.0, 280.0)
"""Pixels: beside an article, and by itself."""
LEFT, TOP, BELOW = 40.0, 24.0, 20.0
RIGHT = 86.0
"""Pixels kept for the names of the alternatives."""
TITLE = "Chance that it has come, with its 80 % interval"
TOPS = (10, 20, 40, 60, 80, 100)
"""Percent at which the scale may end: a chance of 4 % is not drawn on one of 100."""
LETTERS_APART = 12.0
"""Pixels between two names beside the curve."""
ALTERNATIVES = (("base rate", "climatology"), ("kinetic", "kinetic"))


def chance_curve(f: Forecast, *, colour: str = "currentColor", size: tuple[float, float] = SMALL) -> Picture | None:
    """The curve, with its sentence and table; None where the forecast has none.

    Args:
        colour: of the line. size: pixels, width and height.
    """
    if not f.curve:
        return None
    width, height = size
    others = [(name, p) for name, of in ALTERNATIVES if (p := getattr(f.baselines, of)) is not None]
    top = _top([*(c.high for c in f.curve), *(p for _, p in others)])
    up, along = Scale(0, top, height - BELOW, TOP), _along(f, width)
    sentence = _sentence(f)
    body = [
        words(0, 10, TITLE, 10.5),
        *_axes(f, up, along, size, top),
        _band(f, up, along, colour),
        _line(f, up, along, colour),
        *_others(others, f, up, along, colour),
    ]
    return Picture(drawing(width, height, sentence, body), sentence, *_table(f))


def _along(f: Forecast, width: float) -> Scale:
    return Scale(f.as_of.toordinal(), max(f.curve[-1].day, f.event.by).toordinal(), LEFT, width - RIGHT)


def _top(chances: Sequence[float]) -> float:
    """The percent at which the scale ends."""
    return float(next((t for t in TOPS if 100 * max(chances) <= t), TOPS[-1]))


def _axes(f: Forecast, up: Scale, along: Scale, size: tuple[float, float], top: float) -> list[str]:
    _, height = size
    body = []
    for value in up.ticks(4 if height < 200 else 5):
        y = up(value)
        body.append(line(LEFT, y, along.end, y, 'stroke-opacity=".22" stroke-width=".8"'))
        body.append(words(LEFT - 5, y + 3.5, f"{value:g}{' %' if value == top else ''}", 10, anchor="end"))
    for at, label in day_ticks(f.as_of, date.fromordinal(int(along.high)), max(3, int((along.end - LEFT) // 70))):
        x = along(at.toordinal())
        body.append(line(x, height - BELOW, x, height - BELOW + 4, 'stroke-width=".8"'))
        body.append(words(x, height - 5, label, 10))
    x = along(f.event.by.toordinal())
    body.append(line(x, TOP, x, height - BELOW, 'stroke-dasharray="1.5 2.5" stroke-width="1"'))
    return body


def _points(f: Forecast) -> list[CurvePoint]:
    """From the as-of day, on which it has not come."""
    return [CurvePoint(f.as_of, 0.0, 0.0, 0.0), *f.curve]


def _band(f: Forecast, up: Scale, along: Scale, colour: str) -> str:
    there = [f"{along(c.day.toordinal()):.1f} {up(100 * c.high):.1f}" for c in _points(f)]
    back = [f"{along(c.day.toordinal()):.1f} {up(100 * c.low):.1f}" for c in reversed(_points(f))]
    return f'<path d="M{"L".join([*there, *back])}Z" fill="{colour}" fill-opacity=".18"/>'


def _line(f: Forecast, up: Scale, along: Scale, colour: str) -> str:
    path = "L".join(f"{along(c.day.toordinal()):.1f} {up(100 * c.probability):.1f}" for c in _points(f))
    x, y = along(f.event.by.toordinal()), up(100 * f.probability)
    return (
        f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2.2" stroke-linejoin="round"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.2" fill="{colour}"/>'
    )


def _others(others: list[tuple[str, float]], f: Forecast, up: Scale, along: Scale, colour: str) -> list[str]:
    """The forecast and the alternatives on the event's day, each named beside the frame; no two names overlap."""
    x = along(f.event.by.toordinal())
    marks = [
        f'<circle cx="{x:.1f}" cy="{up(100 * p):.1f}" r="3" fill="none" stroke="currentColor"/>' for _, p in others
    ]
    named = [(up(100 * p), f"{name} {percent(p)}", "") for name, p in others]
    named.append((up(100 * f.probability), percent(f.probability), 'font-weight="700"'))
    named.sort()
    at, last = [], -LETTERS_APART
    for y, _, _ in named:
        last = max(y + 3.5, last + LETTERS_APART)
        at.append(last)
    over = max(0.0, at[-1] - (up.start + 4))
    told = [
        words(along.end + 6, y - over, said, 9.5, extra=extra) for y, (_, said, extra) in zip(at, named, strict=True)
    ]
    return [*marks, *told]


def _sentence(f: Forecast) -> str:
    end = f"{percent(f.probability)} ({term(f.probability).words}) by {told_day(f.event.by)}"
    half = f"; one half by {told_day(f.median_day)}" if f.median_day else ""
    return f"Chance that it has come, asked on {told_day(f.as_of)}: {end}{half}."


def _table(f: Forecast) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    rows = tuple((f"by {told_day(c.day)}", percent(c.probability), span(c.low, c.high)) for c in f.curve)
    return ("", "chance", "interval"), rows
