"""How far a side holds a place or a region on one map, against how far it is said to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from frontwatch.ground.errors import NoMap
from frontwatch.kinds.bench import Sight, told_day, untested
from frontwatch.kinds.settings import (
    ALL_SHARE,
    AROUND_DAYS,
    CONTESTED_KM,
    EVENT_MARGIN_DAYS,
    FAR_FROM_FRONT_KM,
    HELD_SHARE,
    NOT_HELD_SHARE,
    PART_REACH_KM,
    RECENT_KM,
)
from frontwatch.kinds.verdicts import KM2, as_said, compare, hangs_on_contested, percent, scaled
from frontwatch.model import CONTESTED, Finding, Place, Region, Verdict

if TYPE_CHECKING:
    from frontwatch.ground.disc import DiscShare

if TYPE_CHECKING:
    from frontwatch.kinds.control import Control


def place_finding(claim: Control, place: Place, sight: Sight) -> Finding:
    """Control of a place: holder of its centre, share of its disc, distance, the day it changed."""

    from frontwatch.ground.disc import disc_share
    from frontwatch.ground.figures import figures_of_place

    disc = disc_share(sight.record, sight.theatre, place, sight.map)
    state = place_state(disc, sight)
    if claim.contested:
        verdict, code = _contested(disc, sight)
        reason = f"{state}; said to be contested"
        if verdict == "untested":
            reason += ", which a map of what is held does not show so near the front"
    else:
        assert claim.side is not None
        verdict, code, why = _held(claim, disc, sight)
        reason = f"{state}{why}"
    query = sight.query("place", sight.name_of(place), "--on", sight.map.day.isoformat())
    settles = query.replace(sight.map.day.isoformat(), "DAY") if code == "too_recent" else None
    return Finding(
        claim,
        verdict,
        f"{sight.stamp()}: {reason}.",
        code=code,
        figures=figures_of_place(disc),
        query=query,
        map=sight.map,
        settles=settles,
    )


def place_state(disc: DiscShare, sight: Sight) -> str:
    """Who holds the place, how much of it, and how near the others stand, in words."""
    names = {s.code: s.name for s in sight.theatre.sides}
    holder = f"held by {names[disc.centre]}" if disc.centre in names else "contested"
    since = "" if disc.since_start else f" since {told_day(disc.since)}"
    parts = [f"{disc.place.name} {holder}{since}"]
    if sight.record.meta.scale == "polygon" and disc.share_of(disc.centre) < 1.0:
        parts.append(f"{percent(disc.share_of(disc.centre))} of its disc")
    for other, km in disc.nearest:
        if other != disc.centre and km is not None:
            whose = f"held by {names[other]}" if other in names else "contested"
            scale = " (settlement scale)" if sight.record.meta.scale == "settlement" else ""
            parts.append(f"nearest ground {whose} {km:.1f} km from its centre{scale}")
    return ", ".join(parts)


def _contested(disc: DiscShare, sight: Sight) -> tuple[Verdict, str | None]:
    sides = [h for h, share in disc.shares if share >= NOT_HELD_SHARE]
    if len(sides) > 1 or disc.centre == CONTESTED:
        return "supported", None
    others = [km for holder, km in disc.nearest if holder != disc.centre and km is not None]
    if others and min(others) <= CONTESTED_KM:
        return "disputed", "contested"
    if not others or min(others) > disc.radius_km + FAR_FROM_FRONT_KM:
        return "contradicted", None
    return "untested", "not_on_a_map"


def _held(claim: Control, disc: DiscShare, sight: Sight) -> tuple[Verdict, str | None, str]:
    """Verdict, code and what to add to the reason, for "the side holds the place" or its denial."""
    side = claim.side or ""
    share, centre = disc.share_of(side), disc.centre == side
    wants_all = claim.share is not None and claim.share[0] >= ALL_SHARE
    if claim.part or (claim.share is not None and not wants_all):
        if sight.record.meta.scale == "settlement":
            return "untested", "not_on_a_map", "; this record has one entry for the whole place"
        return _part_held(claim, disc, share)
    doubt = hangs_on_contested(sight, disc)
    if doubt:
        return "disputed", "contested", f"; {doubt}"
    least = ALL_SHARE if wants_all else HELD_SHARE
    if centre and share >= least:
        held: bool | None = True
    elif not centre and share < NOT_HELD_SHARE:
        held = False
    else:
        held = None
    if held is None:
        partly: Verdict = "supported" if claim.negated and share < least else "overstated"
        return partly, None, f"; {percent(share)} of its disc"
    if held == (not claim.negated):
        if first := _long_before(claim, disc, sight):
            return "contradicted", None, f"; claimed to have come about from {told_day(first)} on"
        return "supported", None, ""
    if not claim.negated and _too_recent(claim, disc, sight):
        return "disputed", "too_recent", f"; the source shows some changes {sight.record.meta.delay_days} days late"
    return "contradicted", None, ""


def _long_before(claim: Control, disc: DiscShare, sight: Sight) -> date | None:
    """The day from which an event is said to have come about, where it had a month before that; else None."""

    from frontwatch.ground.disc import disc_share

    first = claim.since or claim.day
    if claim.change == "held" or claim.negated or first is None or first >= sight.bench.published:
        return None
    try:
        earlier = sight.on(first - timedelta(days=EVENT_MARGIN_DAYS))
    except NoMap:
        return None
    then = disc_share(earlier.record, earlier.theatre, disc.place, earlier.map)
    return first if then.centre == claim.side and then.share_of(claim.side or "") >= HELD_SHARE else None


def _part_held(claim: Control, disc: DiscShare, share: float) -> tuple[Verdict, str | None, str]:
    """A part of a place, which no map names: told by whether any of the disc, or ground at its edge, is the side's."""
    near = disc.nearest_km(claim.side or "")
    reaches = near is not None and near <= disc.radius_km + PART_REACH_KM
    if claim.part is None and claim.share is not None:
        low, high = claim.share
        if low <= share <= high:
            return ("contradicted" if claim.negated else "supported"), None, ""
        over: Verdict = "overstated" if share < low else "understated"
        return ("supported" if claim.negated else over), None, f"; {percent(share)} of it"
    if not reaches:
        return ("supported" if claim.negated else "contradicted"), None, "; no part of it within reach"
    if share >= HELD_SHARE:
        return ("contradicted" if claim.negated else "supported"), None, ""
    return "untested", "not_on_a_map", f"; the map does not name parts of a town, {percent(share)} of its disc"


def _too_recent(claim: Control, disc: DiscShare, sight: Sight) -> bool:
    """Whether a change claimed so shortly before the last usable map may be missing from it."""
    if claim.change == "held" or claim.day is None:
        return False
    since = (claim.since or claim.day).toordinal()
    fresh = sight.map.day.toordinal() - since <= sight.record.meta.delay_days
    near = disc.nearest_km(claim.side or "")
    return fresh and near is not None and near <= RECENT_KM


def event_day(claim: Control, published: date) -> date:
    """The day on whose map an event must show: a week after it at most, never after the report."""
    day = claim.day or published
    return min(published, day + timedelta(days=AROUND_DAYS)) if claim.change != "held" else day


def region_finding(claim: Control, region: Region, sight: Sight) -> Finding:
    """Control of a region, or of a share, an area or a number of settlements of it."""

    from frontwatch.ground.area import region_share
    from frontwatch.ground.figures import figures_of_area

    if claim.side is None:
        return untested(claim, "not_on_a_map", f"{region.name}: a map does not show where fighting goes on.")
    share = region_share(sight.record, sight.theatre, region.code, sight.map)
    part, held = share.share_of(claim.side), dict(share.held).get(claim.side, 0.0)
    name = sight.theatre.side(claim.side).name
    state = f"{name} holds {percent(part)} of {region.name}, {held:,.0f} km²"
    verdict, factor = _region_verdict(claim, part, held)
    query = sight.query("area", region.code, "--on", sight.map.day.isoformat())
    if verdict is None:
        unit = as_said(claim.quantity)
        return untested(
            claim,
            "not_on_a_map",
            f"{sight.stamp()}: {state}; {unit} cannot be told from it.",
            figures=figures_of_area(share),
            query=query,
        )
    if claim.negated:
        verdict = {"supported": "contradicted", "overstated": "supported"}.get(verdict, "overstated")  # type: ignore[assignment]
    claimed = f"; claimed {as_said(claim.quantity)}" if claim.quantity else ""
    scale = ", at settlement scale" if sight.record.meta.scale == "settlement" else ""
    return Finding(
        claim,
        verdict,
        f"{sight.stamp()}: {state}{scale}{claimed}.",
        figures=figures_of_area(share),
        query=query,
        map=sight.map,
        factor=factor,
    )


def _region_verdict(claim: Control, part: float, held: float) -> tuple[Verdict | None, float | None]:
    if claim.quantity is not None:
        if claim.quantity.unit == "%":
            verdict, factor = compare(claim.quantity, 100 * part)
            return verdict, factor
        area = scaled(claim.quantity, KM2)
        if area is None:
            return None, None
        verdict, factor = compare(area, held)
        return verdict, factor
    low, high = claim.share or (HELD_SHARE, 1.0)
    if low >= ALL_SHARE:
        low, high = (ALL_SHARE, 1.0) if low < 0.95 else (0.95, 1.0)
    if low <= part <= high:
        return "supported", None
    if part < NOT_HELD_SHARE:
        return "contradicted", None
    return ("overstated" if part < low else "understated"), None
