"""DeepStateMap as kept once a day: one unnamed MultiPolygon, all the ground Russian forces hold; no contested layer."""

from __future__ import annotations

from frontwatch.ground.format import Layer, RecordMeta
from frontwatch.ground.sources.geojson import Feature
from frontwatch.ground.sources.polygons import Bounds

NAME = "deepstate-daily"
TIES = (
    "Ukrainian volunteer project, works with the Ukrainian military; "
    "publishes some changes up to 3 days late on purpose"
)
CREDIT = "DeepStateMap (deepstatemap.live), under its own licence, which does not allow passing its data on"
BOUNDS = Bounds(west=20.0, south=43.0, east=42.0, north=54.0)
"""Ukraine and the Russian regions beside it."""
STRAYS = False
"""Ground outside the bounds is a fault: one polygon is all there is."""
HELD_BY_RUSSIA = Layer("held", "RU")
META = RecordMeta(
    name="DeepStateMap daily",
    publisher="DeepStateMap",
    ties=TIES,
    credit=CREDIT,
    scale="polygon",
    resolution_km=0.3,
    delay_days=3,
    theatre="ukraine",
    layers=(HELD_BY_RUSSIA,),
    rest="UA",
)


def recognises(features: list[Feature], file: str) -> bool:
    """Features without any property: the daily archive strips them."""
    return bool(features) and not any(feature.properties for feature in features)


def layer_of(feature: Feature, file: str) -> Layer | None:
    """Everything drawn is held by Russia."""
    return HELD_BY_RUSSIA
