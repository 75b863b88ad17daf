"""A reliability diagram: what came against what was forecast, a dot for each bin with its interval and its count."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from frontwatch.asking.skill import Bin

SIDE, LEFT, TOP, COUNTS = 240.0, 44.0, 12.0, 46.0
"""Pixels: the square, the room left of it and above it, and the strip of counts below."""
WIDTH, HEIGHT = LEFT + SIDE + 16, TOP + SIDE + COUNTS + 48
SOFT, DOT = "var(--soft)", "var(--question)"


def reliability_svg(bins: Sequence[Bin], title: str) -> str:
    """The drawing as SVG text; its colours are the page's.

    Args:
        title: read to those who do not see it.
    """
    shown = [b for b in bins if b.cases]
    told = "; ".join(f"forecast {100 * b.forecast:.0f} %, came {100 * b.observed:.0f} % of {b.cases:,}" for b in shown)
    parts = [
        f'<svg viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" role="img" font-family="system-ui,sans-serif" font-size="10">',
        f"<title>{escape(title)}: {told}</title>",
        *_frame(),
    ]
    most = max((math.log10(1 + b.cases) for b in shown), default=1.0)
    for b in shown:
        parts += [*_dot(b), _count(b, most)]
    return "".join([*parts, "</svg>"])


def _x(p: float) -> float:
    return LEFT + SIDE * p


def _y(p: float) -> float:
    return TOP + SIDE * (1 - p)


def _frame() -> list[str]:
    parts = [
        f'<rect x="{LEFT}" y="{TOP}" width="{SIDE}" height="{SIDE}" fill="none" stroke="{SOFT}" stroke-width=".6"/>',
        f'<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="{SOFT}" stroke-width=".8" stroke-dasharray="4 3"/>',
    ]
    for p in (0.0, 0.25, 0.5, 0.75, 1.0):
        parts.append(_text(LEFT - 5, _y(p) + 3, f"{100 * p:.0f}", "end"))
        parts.append(_text(_x(p), TOP + SIDE + COUNTS + 26, f"{100 * p:.0f}", "middle"))
    parts.append(_text(_x(0.5), HEIGHT - 6, "forecast, %", "middle"))
    middle = _y(0.5)
    parts.append(
        f'<text x="12" y="{middle}" transform="rotate(-90 12 {middle})" text-anchor="middle" fill="{SOFT}">'
        "came, %</text>"
    )
    return parts


def _dot(b: Bin) -> list[str]:
    x, y = _x(b.forecast), _y(b.observed)
    parts = []
    if math.isfinite(b.observed_low):
        parts.append(
            f'<path d="M{x:.1f} {_y(b.observed_low):.1f}V{_y(b.observed_high):.1f}" stroke="{DOT}" stroke-width="1.6"/>'
        )
    hint = f"{100 * b.low:.0f} to {100 * b.high:.0f} %: {b.cases:,} cases, {b.captures:,} settlements taken"
    parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.6" fill="{DOT}"><title>{hint}</title></circle>')
    return parts


def _count(b: Bin, most: float) -> str:
    """The bin's column below the square: its height by the logarithm of the cases, the number over it."""
    floor = TOP + SIDE + COUNTS + 14
    tall = (COUNTS - 14) * math.log10(1 + b.cases) / most
    left, right = _x(b.low), _x(b.high)
    column = (
        f'<rect x="{left + 0.5:.1f}" y="{floor - tall:.1f}" width="{max(right - left - 1, 1.2):.1f}" '
        f'height="{tall:.1f}" fill="{SOFT}" opacity=".45"><title>{b.cases:,} cases</title></rect>'
    )
    if right - left < 20:
        return column
    return column + _text((left + right) / 2, floor - tall - 3, _short(b.cases), "middle")


def _short(n: int) -> str:
    """A count in four letters.

    >>> _short(950), _short(12_345)
    ('950', '12k')
    """
    return str(n) if n < 1000 else f"{n / 1000:.1f}k" if n < 10_000 else f"{n / 1000:.0f}k"


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{SOFT}">{escape(words)}</text>'
