"""The small picture of a claim's card, where one says more than its line: bar, strip, rose or curve."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from frontwatch.model import Figure, Finding, MapRef, Place, Quantity
from frontwatch.showing.bar import claimed_and_found
from frontwatch.showing.curve import Marked, Series, over_time
from frontwatch.showing.holders import fills, names, stretches_of
from frontwatch.showing.picture import Picture
from frontwatch.showing.rose import bearings_around
from frontwatch.showing.strip import holders_over_time
from frontwatch.showing.words import day as told_day
from frontwatch.showing.words import plain_amount

if TYPE_CHECKING:
    from frontwatch.ground.record import Record
    from frontwatch.theatre.theatre import Theatre

YEARS_OF_STRIP = 3
"""Years before the claim's map that a strip shows: longer, and a month is no wider than a hair."""
MONTHS_OF_CURVE = 12
STEP_DAYS = 14
"""Days between the points of a curve."""
DEGREES = ("surrounded", "nearly", "partly", "threatened")


class CardPictures:
    """Pictures of findings on one record; measures that several cards share are taken once."""

    def __init__(self, theatre: Theatre, record: Record, published: date) -> None:
        self._theatre, self._record, self._published = theatre, record, published
        self._names, self._fills = names(theatre), fills(theatre)
        self._shares: dict[tuple[str, str], tuple[tuple[date, ...], tuple[float | None, ...]]] = {}

    def of(self, finding: Finding) -> Picture | None:
        """The finding's picture; None where no map answered or none says more."""
        claim, m = finding.claim, finding.map
        if m is None or finding.code is not None or finding.verdict == "untested":
            return None
        if bar := self._bar(finding):
            return bar
        degree = getattr(claim, "degree", None)
        if claim.places and degree in DEGREES:
            return self._rose(claim.places[0], finding, m)
        if claim.places and degree == "distance":
            return self._distance(claim.places[0], claim.quantity, finding, m)
        if claim.places and claim.kind in ("control", "advance"):
            return self._strip(claim.places[0], m)
        if claim.region and claim.kind == "control" and claim.side:
            return self._share(claim.region.code, claim.region.name, claim.side, m)
        return None

    # ------------------------------------------------------------ bar

    def _bar(self, finding: Finding) -> Picture | None:
        """Claimed beside found, where both are figures of one unit."""
        claim = finding.claim
        spans = _found(finding)
        claimed = claim.quantity
        share = getattr(claim, "share", None)
        if claimed is None and share is not None and claim.region:
            claimed = Quantity(round(100 * share[0]), round(100 * share[1]) if share[1] < 1 else None, "%")
        if claimed is None or spans is None:
            return None
        low, high, unit, factor = spans
        if claimed.unit.split("/")[0] != unit and factor is None:
            return None
        found = plain_amount(low, unit) if low == high else f"{plain_amount(low, '')} to {plain_amount(high, unit)}"
        if factor is not None and claimed.unit != unit:
            claimed = Quantity(
                None if claimed.low is None else claimed.low * factor,
                None if claimed.high is None else claimed.high * factor, unit, claimed.approx,
            )  # fmt: skip
        return claimed_and_found(
            claimed, low, high, unit, said=_said(claimed), found=found,
            fill=self._fills.get(claim.side or "", "currentColor"),
        )  # fmt: skip

    # ------------------------------------------------------------ strip and rose

    def _strip(self, place: Place, m: MapRef) -> Picture | None:
        begin = _years_before(m.day, YEARS_OF_STRIP)
        stretches = stretches_of(self._record, place, begin, m.day)
        if not stretches:
            return None
        return holders_over_time(
            place.name, stretches, marked=min(self._published, m.day), names=self._names, fills=self._fills
        )

    def _rose(self, place: Place, finding: Finding, m: MapRef) -> Picture | None:
        from frontwatch.ground.exposure import exposure

        side = next((f.name.split("_")[1].upper() for f in finding.figures if f.name.startswith("bearings_")), None)
        if side is None:
            return None
        seen = exposure(self._record, self._theatre, place.lon, place.lat, m, to_side=side)
        return bearings_around(
            place.name, self._names[side], seen.distance_km.tolist(), fill=self._fills[side], day=told_day(m.day)
        )

    # ------------------------------------------------------------ curves

    def _distance(self, place: Place, claimed: Quantity | None, finding: Finding, m: MapRef) -> Picture | None:
        from frontwatch.ground.disc import disc_share

        claim = finding.claim
        side = next((x.code for x in self._theatre.sides if x.code != claim.side), "")

        def nearest(at: MapRef) -> float | None:
            return disc_share(self._record, self._theatre, place, at).nearest_km(side)

        days, values = self._measured(m, nearest)
        if len(days) < 3 or all(v is None for v in values):
            return None
        level = next((x for x in (claimed.low, claimed.high) if x is not None), None) if claimed else None
        line = Series(f"to {self._names[side]}'s ground", days, values, self._fills[side])
        title = f"From {place.name} to ground held by {self._names[side]}"
        return over_time(title, "km", [line], marked=Marked(self._published, level))

    def _share(self, code: str, name: str, side: str, m: MapRef) -> Picture | None:
        from frontwatch.ground.area import region_share

        if (code, side) not in self._shares:

            def share(at: MapRef) -> float | None:
                return 100 * region_share(self._record, self._theatre, code, at).share_of(side)

            self._shares[code, side] = self._measured(m, share)
        days, values = self._shares[code, side]
        if len(days) < 3:
            return None
        line = Series(self._names[side], days, values, self._fills[side])
        return over_time(f"Share of {name} held by {self._names[side]}", "%", [line], marked=Marked(self._published))

    def _measured(
        self, m: MapRef, measure: Callable[[MapRef], float | None]
    ) -> tuple[tuple[date, ...], tuple[float | None, ...]]:
        """A measure on the maps of the year before a map, at even steps and on the map itself."""
        maps = list(self._maps_before(m))
        return tuple(at.day for at in maps), tuple(measure(at) for at in maps)

    def _maps_before(self, m: MapRef) -> Iterator[MapRef]:
        from frontwatch.ground.errors import NoMap

        steps = MONTHS_OF_CURVE * 30 // STEP_DAYS
        for k in range(steps, 0, -1):
            try:
                yield self._record.map_on(m.day - timedelta(days=STEP_DAYS * k))
            except NoMap:
                continue
        yield m


def _years_before(day: date, years: int) -> date:
    return date(day.year - years, day.month, min(day.day, 28))


def _said(q: Quantity) -> str:
    if q.low is None:
        return f"up to {plain_amount(q.high or 0.0, q.unit)}"
    if q.high is None:
        return f"at least {plain_amount(q.low, q.unit)}"
    if q.low == q.high:
        return plain_amount(q.low, q.unit)
    return f"{plain_amount(q.low, '')} to {plain_amount(q.high, q.unit)}"


def _found(finding: Finding) -> tuple[float, float, str, float | None] | None:
    """The span found that answers a figure claimed, its unit, and what the claimed unit must be multiplied by."""
    claim = finding.claim
    by_name = {f.name: f for f in finding.figures}
    side = (claim.side or "").lower()
    q = claim.quantity
    if claim.kind == "front_length":
        a, b = (_value(by_name.get(name)) for name in ("front_km_2km", "front_km_drawn"))
        return (min(a, b), max(a, b), "km", {"mi": 1.609344}.get(q.unit if q else "")) if a and b else None
    if claim.kind == "population":
        n = _value(by_name.get("residents"))
        return (n, n, "people", None) if n else None
    if claim.kind == "control" and claim.region:
        name = f"share_{side}" if q is None or q.unit == "%" else f"held_km2_{side}"
        v = _value(by_name.get(name))
        return (v, v, "%" if name.startswith("share") else "km2", None) if v is not None else None
    if claim.kind == "advance" and q is not None and "/" not in q.unit:
        name = {"km2": f"gained_km2_{side}", "settlements": f"settlements_{side}"}.get(q.unit, "")
        v = _value(by_name.get(name))
        return (v, v, q.unit, None) if v is not None else None
    return None


def _value(figure: Figure | None) -> float | None:
    return float(figure.value) if figure is not None and isinstance(figure.value, int | float) else None
