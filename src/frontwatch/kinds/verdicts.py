"""The rules that kinds share: a figure claimed against a figure found, and what hangs on contested ground."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frontwatch.kinds.bench import Sight
from frontwatch.kinds.settings import CONTESTED_KM, CONTESTED_SHARE, HEDGED_TOLERANCE, TOLERANCE
from frontwatch.model import CONTESTED, Quantity, Verdict

if TYPE_CHECKING:
    from frontwatch.ground.disc import DiscShare

KM = {"km": 1.0, "mi": 1.609344, "m": 0.001, "miles": 1.609344}
KM2 = {"km2": 1.0, "sq mi": 2.589988, "ha": 0.01, "acres": 0.00404686}
ONE = {"years": "year", "months": "month", "weeks": "week", "days": "day", "settlements": "settlement"}
MONTHS = {"day": 30.4, "week": 4.35, "month": 1.0, "year": 1 / 12}


def compare(
    claimed: Quantity, low: float, high: float | None = None, *, slack: float = 0.0, tolerance: float | None = None
) -> tuple[Verdict, float | None]:
    """Whether a claimed quantity agrees with a figure found, or the span low to high, and by what factor not.

    A bound ("more than", "up to") is one-sided. Tolerance 15 %, hedged 25 %, and never less than `slack`.

    >>> compare(Quantity(1200, 1200, "km"), 1090, 1298)[0], compare(Quantity(1600, 1600, "km"), 1090, 1298)
    ('supported', ('overstated', 1.2))
    >>> compare(Quantity(1000, None, "km"), 1090, 1298)[0], compare(Quantity(None, 500, "km"), 1090, 1298)[0]
    ('supported', 'understated')
    """
    high = low if high is None else high
    width = tolerance if tolerance is not None else HEDGED_TOLERANCE if claimed.approx else TOLERANCE
    least, most = min(low * (1 - width), low - slack), max(high * (1 + width), high + slack)
    if claimed.low is not None and claimed.low > most:
        return "overstated", round(claimed.low / high, 1) if high else None
    if claimed.high is not None and claimed.high < least:
        return "understated", round(claimed.high / low, 2) if low else None
    return "supported", None


def scaled(quantity: Quantity, factors: dict[str, float]) -> Quantity | None:
    """The quantity in the unit that the factors lead to; None where its unit is not among them."""
    factor = factors.get(quantity.unit.split("/")[0])
    if factor is None:
        return None
    low = None if quantity.low is None else quantity.low * factor
    high = None if quantity.high is None else quantity.high * factor
    return Quantity(low, high, next(iter(factors)), quantity.approx)


def as_said(quantity: Quantity | None) -> str:
    """A quantity as a reader says it.

    >>> as_said(Quantity(1000, None, "km")), as_said(Quantity(20, 30, "km2")), as_said(Quantity(67, 67, "%", True))
    ('at least 1,000 km', '20 to 30 km²', 'about 67 %')
    """
    if quantity is None:
        return ""
    low, high = (None if x is None else f"{x:,.10g}" for x in (quantity.low, quantity.high))
    unit = quantity.unit.replace("km2", "km²").replace("sq mi", "square miles").replace("/", " a ")
    if quantity.unit in ONE and low == high == "1":
        unit = ONE[quantity.unit]
    number = (
        low
        if low == high
        else f"at least {low}"
        if high is None
        else f"up to {high}"
        if low is None
        else f"{low} to {high}"
    )
    return f"{'about ' if quantity.approx else ''}{number} {unit}".strip()


def hangs_on_contested(sight: Sight, disc: DiscShare) -> str | None:
    """Why control of a place cannot be told from this map, in words; None where it can.

    The first that fits: its centre or a quarter of it is drawn as contested; an edge is nearer to its centre than the
    map's resolution; the record has no contested layer and ground of a side is within 2 km of a place it does not hold.
    """
    meta = sight.record.meta
    if disc.centre == CONTESTED or disc.share_of(CONTESTED) >= CONTESTED_SHARE:
        return f"{100 * disc.share_of(CONTESTED):.0f} % of it is drawn as contested"
    if meta.scale == "settlement":
        return None
    others = [km for holder, km in disc.nearest if holder != disc.centre and km is not None]
    if others and min(others) < meta.resolution_km:
        return (
            f"an edge runs {min(others):.1f} km from its centre, within the map's resolution of {meta.resolution_km} km"
        )
    if not meta.shows_contested(sight.map.day):
        near = [(km, h) for h, km in disc.nearest if h not in (meta.rest, disc.centre) and km is not None]
        if near and disc.centre == meta.rest and min(near)[0] <= CONTESTED_KM:
            km, holder = min(near)
            whose = f"ground held by {sight.theatre.side(holder).name}"
            return f"{whose} lies {km:.1f} km from its centre and this record keeps no contested layer for the day"
    return None


def percent(share: float) -> str:
    """A share in words, never rounded to all or nothing.

    >>> percent(0.7186), percent(0.9999), percent(0.0)
    ('71.9 %', '>99.9 %', '0 %')
    """
    if 0 < share < 0.0005:
        return "<0.1 %"
    if 0.9995 <= share < 1:
        return ">99.9 %"
    return f"{100 * share:.1f} %" if share not in (0.0, 1.0) else f"{100 * share:.0f} %"
