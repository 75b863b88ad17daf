"""Amounts side by side: a column for each month, or a bar for each sector or region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from frontwatch.showing.picture import Picture, block, drawing, line, words
from frontwatch.showing.scales import Scale, nice_step

TALL = 300.0
ROW = 24.0
LABEL_LETTER = 6.1
"""Pixels of a letter of a label, on the wide side."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """What one holder's columns show: a value for each label."""

    name: str
    values: tuple[float, ...]
    fill: str


def _scale(groups: Sequence[Amounts], start: float, end: float) -> Scale:
    every = [0.0, *(v for g in groups for v in g.values)]
    step = nice_step(max(every) - min(every) or 1.0, 5)
    low, high = step * (min(every) // step), -step * (-max(every) // step)
    return Scale(low, high or step, start, end)


def in_columns(
    title: str, unit: str, labels: Sequence[str], groups: Sequence[Amounts], *, width: float = 760.0
) -> Picture:
    """Columns in groups, one group a label, from zero up or down.

    Args:
        labels: below each group. groups: one a holder, each with a value for every label.
    """
    up = _scale(groups, TALL - 26, 28)
    left, each = 46.0, (width - 54.0) / max(len(labels), 1)
    thick = min(26.0, 0.8 * each / len(groups))
    body = [words(0, 10, f"{title}, {unit}", 11.5)]
    for value in up.ticks(6):
        y = up(value)
        strong = 'stroke-opacity=".8"' if value == 0 else 'stroke-opacity=".2"'
        body.append(line(left, y, width - 4, y, f'{strong} stroke-width=".9"'))
        body.append(
            words(left - 5, y + 3.5, f"{value:,g}".replace(",", "\u202f").replace("-", "−"), 10.5, anchor="end")
        )
    skip = max(1, -int(-max(len(label) for label in labels) * LABEL_LETTER // each))
    for n, label in enumerate(labels):
        middle = left + each * (n + 0.5)
        for k, group in enumerate(groups):
            a, b = up(0.0), up(group.values[n])
            x = middle + (k - len(groups) / 2) * thick
            body.append(
                block(x, min(a, b), thick - 1, abs(a - b), group.fill, 'stroke="currentColor" stroke-width=".5"')
            )
        if n % skip == 0:
            body.append(words(middle, TALL - 8, label, 10.5, anchor="middle"))
    body += _legend(groups, left, TALL + 6)
    return _told(title, unit, labels, groups, drawing(width, TALL + 22, title, body))


def in_rows(
    title: str, unit: str, labels: Sequence[str], groups: Sequence[Amounts], *, width: float = 760.0
) -> Picture:
    """Bars in groups, one group a label, the label before them and the value behind each."""
    left = max(len(label) for label in labels) * LABEL_LETTER + 10
    along = _scale(groups, left, width - 70)
    thick = (ROW - 6) / len(groups)
    top = 20.0
    body = [words(0, 10, f"{title}, {unit}", 11.5)]
    for n, label in enumerate(labels):
        y = top + n * ROW
        body.append(words(left - 8, y + ROW / 2 + 1, label, 11, anchor="end"))
        for k, group in enumerate(groups):
            a, b = along(0.0), along(group.values[n])
            body.append(
                block(
                    min(a, b),
                    y + k * thick,
                    abs(b - a),
                    thick - 1,
                    group.fill,
                    'stroke="currentColor" stroke-width=".5"',
                )
            )
            body.append(
                words(max(a, b) + 5, y + (k + 0.8) * thick + 1, f"{group.values[n]:,.0f}".replace(",", "\u202f"), 9.5)
            )
    bottom = top + len(labels) * ROW
    body.append(line(along(0.0), top - 4, along(0.0), bottom, 'stroke-width="1"'))
    body += _legend(groups, left, bottom + 6)
    return _told(title, unit, labels, groups, drawing(width, bottom + 22, title, body))


def _legend(groups: Sequence[Amounts], x: float, y: float) -> list[str]:
    body = []
    for group in groups:
        body.append(block(x, y, 12, 10, group.fill, 'stroke="currentColor" stroke-width=".5"'))
        body.append(words(x + 17, y + 9, group.name, 11))
        x += 17 + 6.3 * len(group.name) + 18
    return body


def _told(title: str, unit: str, labels: Sequence[str], groups: Sequence[Amounts], svg: str) -> Picture:
    most = [
        f"{g.name} most in {labels[max(range(len(labels)), key=lambda n: g.values[n])]} ({max(g.values):,.0f} {unit})"
        for g in groups
    ]
    sentence = f"{title}: {'; '.join(most)}."
    rows = tuple((label, *(f"{g.values[n]:,.0f}" for g in groups)) for n, label in enumerate(labels))
    return Picture(svg, sentence, ("", *(f"{g.name}, {unit}" for g in groups)), rows)
