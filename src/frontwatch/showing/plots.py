"""The plots of commands: a place over time, the front over time, what changed by month, sector or region."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import frontwatch.showing.settings as s
from frontwatch.model import MapRef, Place
from frontwatch.showing.columns import Amounts, in_columns, in_rows
from frontwatch.showing.curve import Marked, Series, over_time
from frontwatch.showing.holders import fills, names, stretches_of
from frontwatch.showing.picture import Picture
from frontwatch.showing.strip import holders_over_time
from frontwatch.showing.words import day as told_day

if TYPE_CHECKING:
    from frontwatch.ground.change import Gain
    from frontwatch.ground.record import Record
    from frontwatch.theatre.theatre import Theatre

WIDTH = 760.0
HEIGHT = 190.0
STEP_DAYS = 14
"""Days between the points of a curve: nearer, and three years are more points than pixels tell apart."""
MOST_ROWS = 24


def source_of(record: Record, first: date, last: date) -> str:
    """Whose maps a plot shows, of which days."""
    days = told_day(last) if first == last else f"{told_day(first)} to {told_day(last)}"
    return f"Source: {record.meta.credit or record.meta.publisher}. Maps of {days}; record {record.hash[:8]}."


def maps_between(record: Record, first: date, last: date, step: int = STEP_DAYS) -> Iterator[MapRef]:
    """The maps that count for days at even steps, the last day's included; days without one are left out."""
    from frontwatch.ground.errors import NoMap

    seen: set[int] = set()
    count = (last - first).days // step
    for at in (*(last - timedelta(days=step * k) for k in range(count, 0, -1)), last):
        try:
            m = record.map_on(at)
        except NoMap:
            continue
        if m.index not in seen:
            seen.add(m.index)
            yield m


def place_over_time(theatre: Theatre, record: Record, place: Place, first: date, last: date) -> list[Picture]:
    """Who held a place, how far off the other side's ground was, and in how many bearings it lay.

    Args:
        first, last: the days shown; the last is marked.
    """
    from frontwatch.ground.disc import disc_share
    from frontwatch.ground.exposure import exposure

    called, colours = names(theatre), fills(theatre)
    stretches = stretches_of(record, place, first, last)
    maps = list(maps_between(record, first, last))
    days = tuple(m.day for m in maps)
    home = next((x.code for x in theatre.sides if place.region.startswith(x.code)), theatre.home)
    other = next(x.code for x in theatre.sides if x.code != home)

    def measured(of: Callable[[MapRef], float | None]) -> tuple[float | None, ...]:
        return tuple(of(m) for m in maps)

    near = measured(lambda m: disc_share(record, theatre, place, m).nearest_km(other))
    seen = measured(lambda m: float(exposure(record, theatre, place.lon, place.lat, m, to_side=other).count))
    mark, size = Marked(last), (WIDTH, HEIGHT)
    pictures = [holders_over_time(place.name, stretches, marked=last, names=called, fills=colours, width=WIDTH)]
    if any(v is not None for v in near):
        title = f"From the centre to ground held by {called[other]}"
        pictures.append(
            over_time(title, "km", [Series(called[other], days, near, colours[other])], marked=mark, size=size)
        )
    title = f"Bearings within 20 km in which ground held by {called[other]} lies"
    pictures.append(
        over_time(title, "of 72", [Series(called[other], days, seen, colours[other])], marked=mark, size=size)
    )
    return pictures


def front_over_time(theatre: Theatre, record: Record, first: date, last: date) -> Picture:
    """The front's length at both scales, a point a month."""
    from frontwatch.ground.front import front

    maps = list(maps_between(record, first, last, 30))
    found = [front(record, theatre, m) for m in maps]
    days = tuple(m.day for m in maps)
    lines = [
        Series("as drawn", days, tuple(f.km_drawn for f in found), s.FRONT_INK),
        Series("at 2 km scale", days, tuple(f.km_2km for f in found), s.FRONT_INK, "6 4"),
    ]
    return over_time("Length of the front (solid: as drawn; dashed: at 2 km scale)", "km", lines, size=(WIDTH, 300.0))


def gains_by_month(theatre: Theatre, record: Record, first: date, last: date) -> Picture:
    """Ground that came to each side, net, month by month."""
    from frontwatch.ground.errors import NoMap
    from frontwatch.ground.gains import gains

    labels: list[str] = []
    periods: list[tuple[MapRef, MapRef]] = []
    for a, b in _months(first, last):
        try:
            periods.append((record.map_on(a), record.map_on(b)))
        except NoMap:
            continue
        labels.append(f"{a:%b %Y}" if a.month == 1 or not labels else f"{a:%b}")
    found = gains(record, theatre, periods)
    change = (found.gained_km2 - found.lost_km2)[:, 0]
    net = {x.code: change[:, found.holders.index(x.code)].tolist() for x in theatre.sides if x.code in found.holders}
    called, colours = names(theatre), fills(theatre)
    groups = [Amounts(called[code], tuple(values), colours[code]) for code, values in net.items()]
    return in_columns(
        "Ground gained, net, by month (contested ground is neither's)", "km²", labels, groups, width=WIDTH
    )


def gains_by_part(theatre: Theatre, gains: Iterable[Gain], what: str) -> Picture:
    """Ground that came to each side, gross, sector by sector or region by region, the most first."""
    rows = list(gains)
    changed: dict[str, float] = {}
    for g in rows:
        changed[g.name] = changed.get(g.name, 0.0) + g.gained_km2
    labels = [name for name, km2 in sorted(changed.items(), key=lambda x: -x[1]) if km2 >= 0.5][:MOST_ROWS] or ["none"]
    called, colours = names(theatre), fills(theatre)
    by = {(g.name, g.holder): g.gained_km2 for g in rows}
    groups = [
        Amounts(called[x.code], tuple(by.get((label, x.code), 0.0) for label in labels), colours[x.code])
        for x in theatre.sides
    ]
    return in_rows(f"Ground gained, gross, by {what}", "km²", labels, groups, width=WIDTH)


def _months(first: date, last: date) -> Iterator[tuple[date, date]]:
    at = date(first.year, first.month, 1)
    while at < last:
        after = date(at.year + at.month // 12, at.month % 12 + 1, 1)
        yield max(at, first), min(after, last)
        at = after
