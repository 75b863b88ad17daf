"""DeepStateMap as published, several times a day: overlapping features whose fill colour is their status.

Checked against the features' own names on all 1,359 maps of 2022-04 to 2025-08:

* ``#a52714`` occupied; ``#000000`` (to June 2022) and ``#880e4f`` (since) Crimea and the parts of Donetsk and Luhansk
  regions held since 2014: held by Russia;
* ``#bcaaa4``, ``#bdbdbd``, ``#757575`` (2022): status unknown: contested;
* ``#ff5252``, and in 2022 ``#880e4f`` by the name of Transnistria: ground outside Ukraine: dropped; ``#ce93d8`` the
  Wagner mutiny of June 2023, in Russia: dropped;
* greens and blues: liberated: dropped, as what no layer covers is Ukraine's.

In a few maps of 2022 a feature named "in question" or "not known" kept the colour of occupied ground, and in October
2024 one named "liberated" the colour of unknown: there the name decides.
"""

from __future__ import annotations

from dataclasses import replace

from frontwatch.ground.errors import DamagedMap
from frontwatch.ground.format import Layer, RecordMeta
from frontwatch.ground.sources import deepstate_daily
from frontwatch.ground.sources.geojson import Feature
from frontwatch.ground.sources.polygons import Bounds

NAME = "deepstate-archive"
BOUNDS: Bounds = deepstate_daily.BOUNDS
STRAYS = True
"""A feature wholly abroad is left out: from 2023-02 to 09 every map has a quadrangle in the Arabian Sea."""
HELD_BY_RUSSIA = deepstate_daily.HELD_BY_RUSSIA
CONTESTED = Layer("contested")
META: RecordMeta = replace(
    deepstate_daily.META,
    name="DeepStateMap archive",
    layers=(HELD_BY_RUSSIA, CONTESTED),
    has_published=True,
)
LAYER_OF_FILL: dict[str, Layer | None] = {
    "#a52714": HELD_BY_RUSSIA,
    "#000000": HELD_BY_RUSSIA,
    "#880e4f": HELD_BY_RUSSIA,
    "#bcaaa4": CONTESTED,
    "#bdbdbd": CONTESTED,
    "#757575": CONTESTED,
    "#ff5252": None,
    "#ce93d8": None,
    "#0f9d58": None,
    "#0288d1": None,
    "#01579b": None,
    "#0097a7": None,
    "#fbc02d": None,
}
ABROAD = ("Придністров", "Transnistria")
DOUBTED = ("Під питанням", "Невідомо")
FREED = ("Звільнено",)


def recognises(features: list[Feature], file: str) -> bool:
    """Features with a fill colour, most of which are known here."""
    fills = [feature.text("fill").lower() for feature in features if feature.text("fill")]
    return bool(fills) and sum(fill in LAYER_OF_FILL for fill in fills) > len(fills) / 2


def layer_of(feature: Feature, file: str) -> Layer | None:
    """By the fill colour, and by the name where it says otherwise."""
    fill, name = feature.text("fill").lower(), feature.text("name").strip()
    if not fill:
        return None
    if fill not in LAYER_OF_FILL:
        raise DamagedMap(file, f"has ground in the colour {fill[:40]} ({name[:40]!r}), which this version cannot read")
    layer = LAYER_OF_FILL[fill]
    if layer is None or name.startswith(ABROAD):
        return None
    if layer == CONTESTED:
        return None if name.startswith(FREED) else CONTESTED
    return CONTESTED if name.startswith(DOUBTED) else layer
