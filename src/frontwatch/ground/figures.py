"""The figures that commands and findings show: one function per measure, rounded when made.

Rounded: km to .1, shares to .1 %, km² to 1; counts are whole.
"""

from __future__ import annotations

from frontwatch.ground.area import RegionShare
from frontwatch.ground.around import Around
from frontwatch.ground.change import Change
from frontwatch.ground.disc import DiscShare
from frontwatch.ground.exposure import Exposure
from frontwatch.ground.front import Front
from frontwatch.ground.nearness import Nearness
from frontwatch.ground.route import RouteState
from frontwatch.model import Figure


def figures_of_place(disc: DiscShare) -> tuple[Figure, ...]:
    """holder, held_since (YYYY-MM-DD), disc_radius_km; for each holder h disc_share_h (%) and nearest_km_h (km)."""
    day, source = disc.map.day, disc.source
    figures = [
        Figure("holder", disc.centre, "", day, source),
        Figure("held_since", disc.since.isoformat(), "day", day, source),
        Figure("disc_radius_km", round(disc.radius_km, 1), "km", day, source),
    ]
    figures += [Figure(f"disc_share_{h.lower()}", round(100 * share, 1), "%", day, source) for h, share in disc.shares]
    figures += [
        Figure(f"nearest_km_{h.lower()}", None if km is None else round(km, 1), "km", day, source)
        for h, km in disc.nearest
    ]
    return tuple(figures)


def figures_of_area(share: RegionShare) -> tuple[Figure, ...]:
    """region_km2; for each holder h held_km2_h and share_h (%)."""
    day, source = share.map.day, share.source
    figures = [Figure("region_km2", round(share.km2), "km2", day, source)]
    for holder, km2 in share.held:
        figures += [
            Figure(f"held_km2_{holder.lower()}", round(km2), "km2", day, source),
            Figure(f"share_{holder.lower()}", round(100 * km2 / share.km2, 1), "%", day, source),
        ]
    return tuple(figures)


def figures_of_front(front: Front) -> tuple[Figure, ...]:
    """front_km_drawn and front_km_2km, whole km."""
    day, source = front.map.day, front.source
    return (
        Figure("front_km_2km", round(front.km_2km), "km", day, source),
        Figure("front_km_drawn", round(front.km_drawn), "km", day, source),
    )


def figures_of_exposure(exposure: Exposure, before: Exposure | None = None) -> tuple[Figure, ...]:
    """bearings_h (of 72), bearings_share_h (%), arc_h, nearest_km_h (at any distance); the same before, _before."""
    figures = []
    for one, suffix in ((exposure, ""), (before, "_before")):
        if one is None:
            continue
        day, source, side = one.map.day, one.source, one.to_side.lower()
        figures += [
            Figure(f"bearings_{side}{suffix}", one.count, "of 72", day, source),
            Figure(
                f"bearings_share_{side}{suffix}", round(100 * one.count / len(one.distance_km), 1), "%", day, source
            ),
            Figure(f"arc_{side}{suffix}", one.arc_words, "", day, source),
            Figure(
                f"nearest_km_{side}{suffix}",
                None if one.nearest_km is None else round(one.nearest_km, 1),
                "km",
                day,
                source,
            ),
        ]
    return tuple(figures)


def figures_of_nearness(nearness: Nearness) -> tuple[Figure, ...]:
    """within_20_km_since_h and within_5_km_since_h (YYYY-MM-DD, None where it is not so near)."""
    day, source, side = nearness.map.day, nearness.source, nearness.to_side.lower()
    return tuple(
        Figure(
            f"within_{near.reach_km:.0f}_km_since_{side}",
            near.since.isoformat() if near.since else None,
            "day",
            day,
            source,
        )
        for near in nearness.near
    )


def figures_of_change(change: Change, *, sector: str = "", region: str = "") -> tuple[Figure, ...]:
    """For each holder h gained_km2_h, lost_km2_h and net_km2_h, and settlements_h, of all or of one sector or region.

    Of a sector also changed_km2, its rank and its share (%) of all that changed in the sectors.
    """
    day, source = change.on.day, change.source
    figures = []
    for holder in dict.fromkeys(g.holder for g in change.total):
        gain, h = change.of(holder, sector=sector, region=region), holder.lower()
        figures += [
            Figure(f"gained_km2_{h}", round(gain.gained_km2), "km2", day, source),
            Figure(f"lost_km2_{h}", round(gain.lost_km2), "km2", day, source),
            Figure(f"net_km2_{h}", round(gain.net_km2), "km2", day, source),
        ]
        if not sector and not region:
            taken = sum(t.after == holder for t in change.settlements)
            figures.append(Figure(f"settlements_{h}", taken, "settlements", day, source))
    if sector:
        ranked = dict(change.changed_by_sector)
        figures += [
            Figure("changed_km2", round(ranked.get(sector, 0.0)), "km2", day, source),
            Figure("rank", list(ranked).index(sector) + 1 if sector in ranked else None, "", day, source),
            Figure(
                "share_of_change",
                round(100 * ranked.get(sector, 0.0) / (sum(ranked.values()) or 1), 1),
                "%",
                day,
                source,
            ),
        ]
    return tuple(figures)


def figures_of_around(around: Around) -> tuple[Figure, ...]:
    """For each holder h gained_km2_h, lost_km2_h and depth_km_h around a place."""
    day, source = around.on.day, around.source
    return tuple(
        figure
        for m in around.moved
        for figure in (
            Figure(f"gained_km2_{m.holder.lower()}", round(m.gained_km2), "km2", day, source),
            Figure(f"lost_km2_{m.holder.lower()}", round(m.lost_km2), "km2", day, source),
            Figure(f"depth_km_{m.holder.lower()}", round(m.depth_km, 1), "km", day, source),
        )
    )


def figures_of_route(state: RouteState) -> tuple[Figure, ...]:
    """route_km; for each holder h route_share_h (%); route_nearest_km, from the route to the nearest edge of ground."""
    day, source = state.map.day, state.source
    holders = [h for h, _ in state.stretches[0].shares] if state.stretches else []
    near = [s.nearest_km for s in state.stretches if s.nearest_km is not None]
    return (
        Figure("route_km", round(sum(s.km for s in state.stretches)), "km", day, source),
        *(Figure(f"route_share_{h.lower()}", round(100 * state.share_of(h), 1), "%", day, source) for h in holders),
        Figure("route_nearest_km", round(min(near), 1) if near else None, "km", day, source),
    )
