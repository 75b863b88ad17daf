"""What the pictures cost: the seed's page with its pictures after the check, and the map of the whole theatre.

    python bench/pictures.py REPORT --published DAY [--ground RECORD]

Prints the median CPU of each over a record that is open, the sizes, and beside the map the peer's CPU for the same
ground in the same run: Matplotlib filling the same polygons and writing SVG, where it is installed.
"""

from __future__ import annotations

import argparse
import io
import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import frontwatch
from frontwatch.cli.check import _page
from frontwatch.ground.record import Record, open_record
from frontwatch.showing.mapped import map_picture
from frontwatch.showing.outline import chained
from frontwatch.showing.svgmap import Ground
from frontwatch.showing.view import view_of
from frontwatch.theatre.theatre import open_theatre

RUNS = 9


def cpu(of: Callable[[], object]) -> float:
    """Median CPU seconds of a call, after one to warm up."""
    of()
    found = []
    for _ in range(RUNS):
        begun = time.process_time()
        of()
        found.append(time.process_time() - begun)
    return statistics.median(found)


def by_matplotlib(record: Record) -> Callable[[], object] | None:
    """The last map's polygons filled and written as SVG by Matplotlib; None where it is not installed."""
    try:
        import matplotlib
    except ImportError:
        return None
    matplotlib.use("svg")
    from matplotlib.figure import Figure

    def drawn() -> object:
        edges = record.edges_on(record.map_at(-1).index)
        figure = Figure(figsize=(8, 8))
        axes = figure.add_subplot()
        for number in range(len(record.meta.layers)):
            i = edges.layer == number
            rings = chained(edges.lon1[i], edges.lat1[i], edges.lon2[i], edges.lat2[i])
            for ring in rings:
                axes.fill(ring[:, 0], ring[:, 1])
        out = io.StringIO()
        figure.savefig(out, format="svg")
        return out

    return drawn


def main() -> None:
    """Read the options, measure, print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("report", type=Path)
    ask.add_argument("--published", type=date.fromisoformat)
    ask.add_argument("--ground", type=Path, help="a record; else the theatre's own")
    given = ask.parse_args()
    theatre = open_theatre()
    path = given.ground or theatre.default_record
    record = open_record(path)
    checked = frontwatch.check(given.report.read_bytes(), published=given.published, ground=(path,))
    m = record.map_at(-1)
    edges = record.edges_on(m.index)
    view = view_of(edges.lon1, edges.lat1)

    def page() -> str:
        return _page(checked, theatre.name, reviewed_by="", quotes_only=False)

    def whole() -> str:
        return map_picture(Ground(theatre, record, m), view, title="The theatre").svg

    print(f"page with {len(checked.findings)} claims  {cpu(page):.3f} s CPU, {len(page().encode()) / 1000:.0f} kB")
    ours = cpu(whole)
    print(f"map of the theatre   {ours:.3f} s CPU, {len(whole().encode()) / 1000:.0f} kB")
    peer = by_matplotlib(record)
    if peer is None:
        print("Matplotlib is not installed: no peer.")
    else:
        theirs = cpu(peer)
        print(f"polygons alone by Matplotlib {theirs:.3f} s CPU; ratio ours to theirs {ours / theirs:.2f}")


if __name__ == "__main__":
    main()
