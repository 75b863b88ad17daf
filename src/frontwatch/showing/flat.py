"""A checked report as comma-separated rows, one a claim."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from frontwatch.model import Claim, Report
from frontwatch.showing.table import one_line

COLUMNS = (
    "number", "verdict", "code", "claim", "kind", "speaker", "place", "region", "sector", "side", "claimed", "factor",
    "day", "map_day", "record", "reason", "query", "quote", "start", "end",
)  # fmt: skip
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is run as a formula by spreadsheets; an apostrophe before it keeps it text."""


def to_csv(report: Report, told: Callable[[Claim], str]) -> str:
    """A checked report as a table with a head.

    Args:
        report: the report, checked. told: gives a claim in one plain line.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    used = next((r for r in report.records if r.map), None)
    for n, f in enumerate(report.findings, 1):
        c, q = f.claim, f.claim.quantity
        claimed = "" if q is None else f"{_bound(q.low)}..{_bound(q.high)} {q.unit}"
        row = [
            n, f.verdict, f.code or "", told(c), c.kind, c.speaker or "", "; ".join(p.name for p in c.places),
            c.region.name if c.region else "", c.sector.name if c.sector else "", c.side or "", claimed,
            "" if f.factor is None else f.factor, c.day or "", f.map.day if f.map else "",
            used.hash[:8] if used else "", one_line(f.reason), f.query or "", one_line(c.quote), c.start, c.end,
        ]  # fmt: skip
        writer.writerow([_safe(cell) for cell in row])
    return out.getvalue()


def _safe(cell: object) -> object:
    return "'" + cell if isinstance(cell, str) and cell.startswith(DANGEROUS) else cell


def _bound(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"
