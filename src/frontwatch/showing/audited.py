"""The audit of a record in a terminal's lines, as JSON and as comma-separated rows."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from frontwatch.ground.audit.anomaly import COLUMNS, Anomaly, Kind, Where, row
from frontwatch.ground.audit.audit import Audit, Returned
from frontwatch.model import CONTESTED
from frontwatch.showing.measure import measure_json
from frontwatch.showing.words import counted

if TYPE_CHECKING:
    from frontwatch.ground.record import Record

HEADINGS: dict[Kind, str] = {
    "flip": "Flips: ground that changed hands and was back within three maps",
    "island": "Islands: ground gained far from all that its side held on the map before",
    "jump": "Jumps: maps that change far more than usual, in all, in one piece, or in far more places",
    "copy": "Copies: maps that show just the ground of the map before",
    "gap": "Gaps: days without a map",
}
COMPASS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
WIDTH = 100


def audit_text(audit: Audit, names: Mapping[str, str], kinds: Sequence[Kind], *, most: int) -> str:
    """The anomalies grouped by kind, then how much of what changed went back.

    Args:
        names: the sides' names by code. kinds: the groups to tell. most: lines of a group, its largest; 0: all.
    """
    lines = [f"{audit.source}, {counted(audit.maps, 'map')}, {audit.first} to {audit.last}"]
    for kind in kinds:
        found = [a for a in audit.anomalies if a.kind == kind]
        shown = _largest(found, most)
        more = f" (the {len(shown)} largest of {len(found):,}; --top 0 lists all)" if len(shown) < len(found) else ""
        lines += ["", f"{HEADINGS[kind]}{more}", *(_wrapped(told(a, names)) for a in shown)]
        if not found:
            lines.append("  none")
    return "\n".join([*lines, "", *_returns(audit.returned)])


def told(a: Anomaly, names: Mapping[str, str]) -> str:
    """An anomaly in one line: its days, its size, its place, who held the ground."""
    if a.kind == "gap":
        return f"{a.first.day} to {a.last.day}: {counted(a.count, 'day')} without a map between them"
    if a.kind == "copy":
        as_file = "the file is the same" if a.same_file else "in another file"
        return f"{a.first.day} to {a.last.day}: {counted(a.count, 'map')} with the ground of {a.first.day}, {as_file}"
    assert a.km2 is not None and a.where is not None and a.before and a.after
    hands = f"{_holder(a.before, names)} to {_holder(a.after, names)}"
    there = _where(a.where)
    if a.kind == "flip":
        return f"{a.first.day}, back on {a.last.day} ({counted(a.count, 'map')}): {a.km2:,.1f} km² {hands}, {there}"
    if a.kind == "island":
        off = "which held none" if a.km is None else f"{a.km:.0f} km from its nearest"
        return f"{a.first.day}: {a.km2:,.1f} km² {hands}, {off}; {there}"
    return (
        f"{a.first.day}: {a.km2:,.0f} km², {a.times:.1f} times the usual, in {counted(a.count, 'piece')}; "
        f"the largest {a.largest_km2:,.1f} km² ({a.largest_times:.1f} times) {hands}, {there}"
    )


def audit_json(audit: Audit, record: Record, names: Mapping[str, str]) -> str:
    """The anomalies as members, with each one's line, and the returns."""
    returned = [
        {
            "what": r.what,
            "changed": round(r.changed, 2),
            "back": [{"maps": maps, "amount": round(amount, 2), "share": _share(amount, r)} for maps, amount in r.back],
        }
        for r in audit.returned
    ]
    return measure_json(
        record,
        on=None,
        m=None,
        figures=(),
        since=audit.first,
        until=audit.last,
        maps=audit.maps,
        anomalies=[_plain({**row(a), "told": told(a, names)}) for a in audit.anomalies],
        returned=returned,
    )


def audit_csv(audit: Audit) -> str:
    """One row an anomaly, with a head."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for a in audit.anomalies:
        writer.writerow(["" if v is None else v for v in _plain(row(a)).values()])
    return out.getvalue()


def _largest(found: Sequence[Anomaly], most: int) -> list[Anomaly]:
    """The so many largest, in the order of their days."""
    if not most or len(found) <= most:
        return list(found)
    kept = sorted(found, key=lambda a: (a.km2 or 0.0, a.count), reverse=True)[:most]
    return sorted(kept, key=lambda a: a.first.index)


def _returns(returned: Sequence[Returned]) -> list[str]:
    """How much of what changed was soon back: a small table."""
    after = "".join(f"{counted(maps, 'map'):>9}" for maps, _ in returned[0].back) if returned else ""
    lines = [f"  {'Of what changed hands, back with the holder before within':<58}{after}"]
    for r in returned:
        unit = "km²" if r.what == "km2" else r.what
        shares = "".join(f"{_share(amount, r):7.2f} %" if r.changed else f"{'–':>9}" for _, amount in r.back)
        lines.append(f"    {f'{r.changed:,.0f} {unit}, each time counted':<56}{shares}")
    return lines


def _share(amount: float, r: Returned) -> float:
    """Percent of what changed."""
    return round(100 * amount / r.changed, 2) if r.changed else 0.0


def _holder(code: str, names: Mapping[str, str]) -> str:
    return code if code == CONTESTED else names.get(code, code)


def _where(w: Where) -> str:
    """By the nearest settlement: "3 km north-west of Birch (Alder sector)"."""
    sector = f" ({w.sector.name})" if w.sector else ""
    direction = COMPASS[round(w.bearing / 45) % 8]
    return f"{w.km:.0f} km {direction} of {w.place.name}{sector}" if w.km >= 0.5 else f"at {w.place.name}{sector}"


def _wrapped(text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent="  ", subsequent_indent="      ")


def _plain(members: dict[str, object]) -> dict[str, object]:
    """Times as ISO 8601 in UTC."""
    return {name: f"{v:%Y-%m-%dT%H:%M:%SZ}" if isinstance(v, datetime) else v for name, v in members.items()}
