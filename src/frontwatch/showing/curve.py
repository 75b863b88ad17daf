"""Values over time as lines with axes: distance, area, length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from frontwatch.showing.picture import Picture, drawing, line, words
from frontwatch.showing.scales import Scale, day_ticks, from_zero
from frontwatch.showing.words import day as told_day

SMALL = (340.0, 120.0)
"""Pixels of a curve on a card."""


@dataclass(frozen=True, slots=True)
class Series:
    """One line: its name, its days and its values, None where nothing was measured."""

    name: str
    days: tuple[date, ...]
    values: tuple[float | None, ...]
    colour: str = "currentColor"
    dashes: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """What is claimed, as a level, and the day it is claimed for."""

    day: date | None = None
    level: float | None = None
    words: str = "claimed"


def over_time(
    title: str, unit: str, series: Sequence[Series], *, marked: Marked = Marked(), size: tuple[float, float] = SMALL
) -> Picture:
    """Lines from zero up, with the unit, the days below and what is marked.

    Args:
        title: what is measured. unit: of all values. series: at least one value each.
    """
    width, height = size
    every = [v for s in series for v in s.values if v is not None]
    first, last = min(s.days[0] for s in series), max(s.days[-1] for s in series)
    up = from_zero([*every, marked.level or 0.0], height - 20, 24)
    along = Scale(first.toordinal(), last.toordinal(), 38, width - 8)
    body = [words(0, 10, f"{title}, {unit}", 10.5)]
    for value in up.ticks(4 if height < 200 else 6):
        y = up(value)
        body.append(line(38, y, width - 8, y, 'stroke-opacity=".22" stroke-width=".8"'))
        body.append(words(34, y + 3.5, f"{value:,g}".replace(",", "\u202f"), 10, anchor="end"))
    for at, label in day_ticks(first, last, max(3, int(width // 75))):
        x = along(at.toordinal())
        body.append(line(x, height - 20, x, height - 16, 'stroke-width=".8"'))
        body.append(words(min(x, width - 5.6 * len(label)), height - 5, label, 10))
    if marked.level is not None:
        y = up(marked.level)
        body.append(line(38, y, width - 8, y, 'stroke-dasharray="4 3" stroke-width="1.2"'))
        body.append(words(width - 8, y - 4, marked.words, 10, anchor="end"))
    if marked.day is not None and first <= marked.day <= last:
        x = along(marked.day.toordinal())
        body.append(line(x, 24, x, height - 20, 'stroke-dasharray="1.5 2.5" stroke-width="1"'))
    for s in series:
        body.append(_drawn(s, along, up))
    return Picture(
        drawing(width, height, _sentence(title, unit, series), body),
        _sentence(title, unit, series),
        *_table(series, unit),
    )


def _drawn(s: Series, along: Scale, up: Scale) -> str:
    runs: list[list[str]] = [[]]
    for at, value in zip(s.days, s.values, strict=True):
        if value is None:
            runs.append([])
        else:
            runs[-1].append(f"{along(at.toordinal()):.1f} {up(value):.1f}")
    path = "".join("M" + "L".join(run) for run in runs if run)
    dashes = f' stroke-dasharray="{s.dashes}"' if s.dashes else ""
    last = next(i for i in range(len(s.values) - 1, -1, -1) if s.values[i] is not None)
    x, y = along(s.days[last].toordinal()), up(s.values[last] or 0.0)
    end = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{s.colour}"/>'
    drawn = f'<path d="{path}" fill="none" stroke="{s.colour}" stroke-width="2.2" stroke-linejoin="round"{dashes}/>'
    return drawn + end


def _sentence(title: str, unit: str, series: Sequence[Series]) -> str:
    told = []
    for s in series:
        known = [(d, v) for d, v in zip(s.days, s.values, strict=True) if v is not None]
        (a, x), (b, y) = known[0], known[-1]
        name = f"{s.name}: " if len(series) > 1 else ""
        told.append(f"{name}{x:,.4g} {unit} on {told_day(a)}, {y:,.4g} {unit} on {told_day(b)}")
    return f"{title}: " + "; ".join(told) + "."


def _table(series: Sequence[Series], unit: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    days = sorted({d for s in series for d in s.days})
    of = [dict(zip(s.days, s.values, strict=True)) for s in series]
    rows = tuple((d.isoformat(), *("–" if (v := one.get(d)) is None else f"{v:,.4g}" for one in of)) for d in days)
    return ("day", *(f"{s.name}, {unit}" for s in series)), rows
