"""land.tsv: how much of a place's disc is land of the country, where part of it is sea or abroad.

Measured on outlines that the theatre does not keep: OCHA / SSPE Kartographia, COD-AB Ukraine, whose coast is much finer
than Natural Earth's.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import shapely

from frontwatch.ground.disc import disc_points
from frontwatch.theatre.places import Places

SOURCE = "measured on OCHA / SSPE Kartographia, COD-AB Ukraine (2017)"
NEARLY_ALL = 0.97
"""A disc with so much land is told as land: the outlines are no better."""


def land_tsv(places: Places, units: Path) -> str:
    """``units``: first-level units as GeoJSON. Places off all land are left out: the outlines are wrong there."""
    told = json.loads(units.read_text(encoding="utf-8"))
    country = shapely.union_all([shapely.geometry.shape(f["geometry"]) for f in told["features"]])
    shapely.prepare(country)
    lines = ["place\tname\tland\tsource"]
    for id in places.ids[np.flatnonzero(places.covered)].tolist():
        place = places.by_id(id)
        assert place is not None
        share = float(shapely.contains_xy(country, *disc_points(place)).mean())
        if 0 < share < NEARLY_ALL:
            lines.append(f"{id}\t{place.name}\t{share:.2f}\t{SOURCE}")
    return "\n".join(lines) + "\n"
