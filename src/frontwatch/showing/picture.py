"""A small picture: an SVG drawing with the sentence and the table that say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

SANS = "'Helvetica Neue',Helvetica,Arial,'Noto Sans','DejaVu Sans',sans-serif"


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing that takes its ink from the text around it, and the same values in words and as a table."""

    svg: str
    sentence: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def _repr_svg_(self) -> str:
        return self.svg

    def _repr_html_(self) -> str:
        """The drawing, its sentence and its table, as a notebook shows them."""
        cells = "".join(f"<th>{escape(h)}</th>" for h in self.head)
        rows = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in self.rows)
        table = f"<table><thead><tr>{cells}</tr></thead><tbody>{rows}</tbody></table>"
        return f"<figure>{self.svg}<figcaption>{escape(self.sentence)}</figcaption></figure>{table}"


def drawing(width: float, height: float, sentence: str, body: Sequence[str]) -> str:
    """An SVG element without ids, so that many stand on one page; its ink is the page's."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="img" aria-label="{escape(sentence, quote=True)}" font-family="{SANS}" '
        f'fill="currentColor">{"".join(body)}</svg>'
    )


def words(x: float, y: float, said: str, size: float = 11, *, anchor: str = "start", extra: str = "") -> str:
    """Words at a point, escaped."""
    place = "" if anchor == "start" else f' text-anchor="{anchor}"'
    more = f" {extra}" if extra else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}"{place}{more}>{escape(said)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, extra: str = "") -> str:
    """A line in the page's ink."""
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="currentColor" fill="none" {extra}/>'


def block(x: float, y: float, width: float, height: float, fill: str, extra: str = "") -> str:
    """A filled rectangle."""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{height:.1f}" fill="{fill}" {extra}/>'
