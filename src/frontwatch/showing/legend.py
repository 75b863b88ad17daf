"""What stands around a map: its title, scale bar, north arrow, legend and source."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

import frontwatch.showing.settings as s
from frontwatch.showing.labels import Box
from frontwatch.showing.view import View

SERIF = "Georgia, 'Noto Serif', 'DejaVu Serif', serif"
SANS = "'Helvetica Neue', Helvetica, Arial, 'Noto Sans', 'DejaVu Sans', sans-serif"
NICE_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500)
HALO = f'paint-order="stroke" stroke="{s.PAPER}" stroke-opacity=".75" stroke-width="2.6" stroke-linejoin="round"'
SWATCH = 20.0
SMALL = 11.5


@dataclass(frozen=True, slots=True)
class Strip:
    """Lines of SVG of a known height, pixels."""

    lines: tuple[str, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Swatch:
    """One entry of the legend."""

    fill: str
    """A colour or a pattern's address; "" draws a line."""
    words: str


def text(
    x: float, y: float, words: str, size: float, face: str, fill: str = s.INK, *, bold: bool = False, extra: str = ""
) -> str:
    """Words at a point, escaped."""
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="{face}" font-size="{size:g}"{weight} fill="{fill}"'
        f"{' ' + extra if extra else ''}>{escape(words)}</text>"
    )


def head(title: str, subtitle: str, width: float) -> Strip:
    """The title and what the map shows, wrapped to the width."""
    size = 21.0 if width > 600 else 18.0
    lines, y = [], 0.0
    for words in textwrap.wrap(title, max(12, int(width / (size * 0.64)))):
        y += size * 1.2
        lines.append(text(1, y, words, size, SERIF, bold=True))
    for words in textwrap.wrap(subtitle, max(12, int(width / (13 * s.LETTER_WIDTH)))):
        y += 18
        lines.append(text(1, y, words, 13, SANS, s.FAINT))
    return Strip(tuple(lines), y + 11)


def foot(swatches: Sequence[Swatch], notes: Sequence[str], width: float, top: float) -> Strip:
    """The legend in as many rows as it needs, then the notes."""
    lines: list[str] = []
    x, y = 1.0, top + 14
    for swatch in swatches:
        room = SWATCH + 6 + len(swatch.words) * 12.5 * s.LETTER_WIDTH
        if x > 1 and x + room > width:
            x, y = 1.0, y + 21
        lines += _swatch(swatch, x, y)
        x += room + 14
    y += 20
    for note in notes:
        for words in textwrap.wrap(note, max(12, int(width / (SMALL * 0.59)))):
            y += 15
            lines.append(text(1, y, words, SMALL, SANS, s.FAINT))
    return Strip(tuple(lines), y - top + 8)


def _swatch(swatch: Swatch, x: float, y: float) -> list[str]:
    if swatch.fill:
        drawn = f'<rect x="{x:g}" y="{y:g}" width="{SWATCH:g}" height="13" stroke="{s.BORDER}" fill="{swatch.fill}"/>'
    else:
        drawn = f'<path d="M{x:g} {y + 6.5:g}h{SWATCH:g}" stroke="{s.FRONT_INK}" stroke-width="2.2"/>'
    return [drawn, text(x + SWATCH + 6, y + 11, swatch.words, 12.5, SANS)]


def scale_and_north(view: View) -> tuple[list[str], list[Box]]:
    """The scale bar and the north arrow inside the frame, and the boxes they take."""
    km = max((k for k in NICE_KM if k * view.scale <= view.width * 0.24), default=1)
    length, y = km * view.scale, view.height - 16
    bar = Box(8, view.height - 40, 24 + length + 12, view.height - 6)
    north = Box(view.width - 38, 8, view.width - 8, 54)
    x = view.width - 23
    return [
        f'<g stroke="{s.INK}" fill="none"><path id="fw-scale" d="M16 {y:g}h{length:.2f}" stroke-width="2.4"/>'
        f'<path d="M16 {y - 5:g}v10M{16 + length:.2f} {y - 5:g}v10"/></g>',
        text(16, y - 9, f"{km} km", 12, SANS, extra=HALO),
        f'<path d="M{x:g} 12l6 18-6-4-6 4z" fill="{s.INK}"/>',
        text(x, 46, "N", 13, SANS, bold=True, extra='text-anchor="middle" ' + HALO),
    ], [bar, north]
