"""A plot that stands by itself: pictures one above the other, a title over them, source and day in the corner; and the
same values as a table."""

from __future__ import annotations

import csv
import io
import re
import textwrap
from collections.abc import Sequence
from html import escape

import frontwatch.showing.settings as s
from frontwatch.showing.legend import SANS, SERIF
from frontwatch.showing.picture import Picture

MARGIN = 24.0
GAP = 22.0
TITLE_LETTER = 12.2
"""Pixels of a title's letter, on the wide side."""
_SIZE = re.compile(r' width="([\d.]+)" height="([\d.]+)"')


def sheet(title: str, pictures: Sequence[Picture], source: str) -> str:
    """An SVG drawing on paper.

    Args:
        title: above all. pictures: at least one. source: whose maps, and of which days.
    """
    sizes = [_size(p.svg) for p in pictures]
    width = max(w for w, _ in sizes) + 2 * MARGIN
    y = MARGIN - 6
    body = []
    for words in textwrap.wrap(title, int((width - 2 * MARGIN) / TITLE_LETTER)):
        y += 26
        body.append(
            f'<text x="{MARGIN:g}" y="{y:g}" font-family="{SERIF}" font-size="21" font-weight="700">{escape(words)}'
            "</text>"
        )
    y += 22
    for picture, (_, height) in zip(pictures, sizes, strict=True):
        body.append(f'<g transform="translate({MARGIN:g} {y:g})">{picture.svg}</g>')
        y += height + GAP
    for words in textwrap.wrap(source, int((width - 2 * MARGIN) / 6.0)):
        body.append(
            f'<text x="{width - MARGIN:g}" y="{y:g}" font-family="{SANS}" font-size="11" text-anchor="end" '
            f'fill="{s.FAINT_INK}">{escape(words)}</text>'
        )
        y += 15
    described = " ".join(p.sentence for p in pictures)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {y + MARGIN / 2:g}" width="{width:g}" '
        f'height="{y + MARGIN / 2:g}" role="img" color="{s.INK}" fill="{s.INK}"><title>{escape(title)}</title>'
        f'<desc>{escape(described)}</desc><rect width="100%" height="100%" fill="{s.PAPER}"/>{"".join(body)}</svg>\n'
    )


def sheet_table(pictures: Sequence[Picture], source: str) -> str:
    """The plot's values as CSV: one row a value, with the picture, the row's first cell, the column and the source."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["picture", "row", "column", "value", "source"])
    for number, picture in enumerate(pictures, 1):
        for row in picture.rows:
            for column, value in zip(picture.head[1:], row[1:], strict=True):
                writer.writerow([number, row[0], column, value, source])
    return text.getvalue()


def _size(svg: str) -> tuple[float, float]:
    found = _SIZE.search(svg)
    assert found is not None, "a picture's first element says its size"
    return float(found[1]), float(found[2])
