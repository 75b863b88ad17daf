"""Draw the pictures of docs/ground.md, from a small invented record: python tools/ground_pictures.py docs

One picture for each idea: edges with their lifetimes, the parity over time, a ring as drawn and its vertices.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from shapely import Polygon

from frontwatch.ground.build import SourceMap, build_record, edges_of_polygons
from frontwatch.ground.drawing import DrawnFeature
from frontwatch.ground.format import Layer, RecordMeta
from frontwatch.ground.record import Record, record_of

RED = Layer("held", "RED")
META = RecordMeta(
    name="Alder maps", publisher="Alder", ties="none", credit="none", scale="polygon", resolution_km=0.3, delay_days=0,
    theatre="alder", layers=(RED,), rest="BLUE",
)  # fmt: skip
RINGS = (
    [(0, 0), (5, 0), (5, 2), (3, 3), (2, 5), (0, 5)],
    [(0, 0), (5, 0), (6, 1), (5, 2), (3, 3), (2, 5), (0, 5)],
    [(0, 0), (5, 0), (6, 1), (5, 2), (4.5, 4), (2, 5), (0, 5)],
)
"""The same ring on three days, tenths of a degree from 36 E, 48 N."""
COLOURS = {(0, 2): "#555555", (0, 0): "#b35806", (1, 2): "#542788", (0, 1): "#e08214", (2, 2): "#8073ac"}
STYLE = 'font-family="sans-serif" font-size="13"'


def record() -> Record:
    """Three maps of the one ring."""
    maps = []
    for n, ring in enumerate(RINGS):
        lonlat = np.array([(36 + x / 10, 48 + y / 10) for x, y in [*ring, ring[0]]]).round(7)
        drawn = DrawnFeature(0, False, ((lonlat,),))
        layers = ((RED, edges_of_polygons([Polygon(lonlat)])),)
        maps.append(SourceMap(date(2024, 3, 1) + timedelta(days=n), None, f"{n:064x}", layers, (drawn,)))
    return record_of(build_record(maps, META))


def at(lon: float, lat: float, left: float = 0) -> tuple[float, float]:
    """Pixels of a point."""
    return round(left + 30 + (lon - 36) * 300, 1), round(210 - (lat - 48) * 300, 1)


def line(a: tuple[float, float], b: tuple[float, float], colour: str, more: str = "") -> str:
    """A line between two pixels."""
    return f'<line x1="{a[0]}" y1="{a[1]}" x2="{b[0]}" y2="{b[1]}" stroke="{colour}" stroke-width="3" {more}/>'


def text(x: float, y: float, words: str, colour: str = "#222222") -> str:
    """Words at a pixel."""
    return f'<text x="{x}" y="{y}" {STYLE} fill="{colour}">{words}</text>'


def picture(width: int, height: int, parts: Sequence[str], title: str) -> str:
    """A whole SVG on white, so that it is readable on a dark page too."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img"><title>{title}</title><rect width="{width}" height="{height}" fill="#ffffff"/>'
        + "".join(parts)
        + "</svg>\n"
    )


def lifetimes(of: Record) -> str:
    """Three maps, and the edges that make them all."""
    parts = []
    for n in range(3):
        e = of.edges_on(n)
        ring = [at(36 + x / 10, 48 + y / 10, n * 240) for x, y in RINGS[n]]
        points = " ".join(f"{x},{y}" for x, y in ring)
        parts.append(f'<polygon points="{points}" fill="#e9e3d8" stroke="#555555" stroke-width="2"/>')
        parts.append(text(n * 240 + 30, 235, f"map {n + 1}: {len(e.lon1)} edges"))
    for k in range(len(of.first)):
        a, b = at(of.lon1[k], of.lat1[k], 720), at(of.lon2[k], of.lat2[k], 720)
        parts.append(line(a, b, COLOURS[(int(of.first[k]), int(of.last[k]))]))
    parts.append(text(750, 235, f"the record: {len(of.first)} edges"))
    for row, (span, colour) in enumerate(COLOURS.items()):
        n = int(((of.first == span[0]) & (of.last == span[1])).sum())
        if n:
            words = f"maps {span[0] + 1}-{span[1] + 1}: {n}" if span[0] < span[1] else f"map {span[0] + 1} only: {n}"
            parts.append(text(950, 60 + 20 * row, words, colour))
    return picture(1060, 250, parts, "Three maps of one ring, and the edges of the record that make them all")


def parity(of: Record) -> str:
    """A point's ray to the east, the edges that it crosses over time, and who held the point."""
    lon, lat = 36.43, 48.34
    parts, bars, crossed = [], [], []
    for k in range(len(of.first)):
        a, b = at(of.lon1[k], of.lat1[k]), at(of.lon2[k], of.lat2[k])
        colour = COLOURS[(int(of.first[k]), int(of.last[k]))]
        y = (lat - of.lat1[k]) / (of.lat2[k] - of.lat1[k]) if of.lat2[k] != of.lat1[k] else -1
        hit = 0 <= y < 1 and of.lon1[k] + y * (of.lon2[k] - of.lon1[k]) > lon
        parts.append(line(a, b, colour, "" if hit else 'opacity=".35"'))
        crossed += [(colour, int(of.first[k]), int(of.last[k]))] if hit else []
    x, y = at(lon, lat)
    parts.append(line((x, y), (250, y), "#222222", 'stroke-dasharray="4 4"'))
    parts.append(f'<circle cx="{x}" cy="{y}" r="5" fill="#222222"/>')
    for n in range(3):
        bars.append(text(330 + n * 90, 50, f"map {n + 1}"))
    for row, (colour, first, last) in enumerate(crossed):
        span = (320 + first * 90, 80 + 30 * row), (320 + (last + 1) * 90 - 8, 80 + 30 * row)
        bars.append(line(*span, colour, 'stroke-linecap="round"'))
    runs = of.runs(lon, lat)
    for code, first, last in zip(runs.code.tolist(), runs.first.tolist(), runs.last.tolist(), strict=True):
        x1, width = 320 + first * 90, (last - first + 1) * 90 - 8
        holder = of.meta.holders[code]
        bars.append(f'<rect x="{x1}" y="150" width="{width}" height="26" fill="{"#e9e3d8" if code else "#ffffff"}" '
                    'stroke="#555555"/>')  # fmt: skip
        bars.append(text(x1 + 8, 168, holder))
    bars.append(text(600, 84, "edges that the ray crosses, while they stand"))
    bars.append(text(600, 168, "odd: inside the ground of RED; even: outside"))
    return picture(920, 240, [*parts, *bars], "A point's ray and the edges it crosses over time")


def strand(of: Record) -> str:
    """The vertices of the ring, each once, and the maps in which they stand."""
    drawing = of.table.drawing
    assert drawing is not None
    parts = [text(20, 30, "vertex of the ring, in its order"), text(290, 30, "stands in map")]
    parts += [text(420 + 60 * n, 30, str(n + 1)) for n in range(3)]
    for row in range(int(drawing.strand_size[0])):
        y = 56 + 24 * row
        parts.append(text(40, y, f"{of.table.x[row] / 1e7:.1f} E, {of.table.y[row] / 1e7:.1f} N"))
        for n in range(3):
            stands = row in drawing.rings_on(n)[0][2].tolist()
            parts.append(f'<circle cx="{424 + 60 * n}" cy="{y - 4}" r="7" fill="{"#542788" if stands else "#ffffff"}" '
                         'stroke="#542788"/>')  # fmt: skip
    height = 70 + 24 * int(drawing.strand_size[0])
    return picture(620, height, parts, "The vertices of one ring over three maps")


def main() -> None:
    """Write the pictures."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folder", type=Path)
    folder = ask.parse_args().folder
    of = record()
    for name, drawn in (("lifetimes", lifetimes(of)), ("parity", parity(of)), ("strand", strand(of))):
        (folder / f"ground-{name}.svg").write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main()
