"""The figures that commands and findings show: one function per measure, rounded when made.

Rounded: km to .1, shares to .1 %, km² to 1; counts are whole.
"""

from __future__ import annotations

from frontwatch.ground.disc import DiscShare
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
