"""ISW's layers as its ArcGIS FeatureServer gives them in GeoJSON, from files the user may use; nothing is fetched.

A day is drawn on several files, one a layer, known by the file's name or by a feature's ``layer`` or ``name``; or on
one file whose features tell their layers. Names as published in 2022 to 2026 (the web map's titles, the services'):

* "Assessed Russian Control", "Assessed Russian-controlled Ukrainian Territory", ``VIEW_RussiaCoTinUkraine_V3``,
  ``UkraineControlMapAO24FEB2023``: held by Russia. ISW takes "control" from FM 3-90-1: physical influence over an area
  that prevents its use by the enemy (Mapping the Russian Invasion of Ukraine, ISW and CTP, 2022);
* "Assessed Russian Advance(s) in Ukraine", ``AssessedRussianAdvanceInUkraine_V2_view``: drawn beside control and not
  as control: contested;
* "Assessed Russian Gains in the Past 24 Hours": a day's change of what the two above show, so never ground of its own:
  contested where neither of them covers it;
* "Assessed Russian Infiltration Areas in Ukraine" (since December 2025): small groups without control: contested;
* "Claimed Russian Control over Ukrainian Territory", ``ClaimedRussianTerritoryinUkraine_V2``; "Claimed Ukrainian
  Counteroffensives": claimed by one side, never held.

Dropped: what was held before 24 February 2022 (drawn again over control), partisan warfare, fortifications, and ground
in Russia. A day without its control layer is no map: else nothing would be held on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Literal

import msgspec

from frontwatch.ground.errors import DamagedMap
from frontwatch.ground.format import Layer, RecordMeta
from frontwatch.ground.sources import deepstate_daily
from frontwatch.ground.sources.geojson import Feature
from frontwatch.ground.sources.polygons import Bounds
from frontwatch.ground.sources.stamps import Stamp, sheet_stamp

NAME = "isw"
BOUNDS: Bounds = deepstate_daily.BOUNDS
STRAYS = False
SHEET: Literal["map", "layer", "part"] = "layer"
CONTROL = Layer("held", "RU")
ADVANCE = Layer("contested", label="advance")
GAINS = Layer("contested", label="gains in 24 h")
INFILTRATION = Layer("contested", label="infiltration")
CLAIMED_BY_RUSSIA = Layer("claimed", "RU")
CLAIMED_BY_UKRAINE = Layer("claimed", "UA")
NEEDED: Layer | None = CONTROL
META = RecordMeta(
    name="ISW layers",
    publisher="Institute for the Study of War and AEI's Critical Threats Project",
    ties="research institutes of the United States; by their own policy they show Ukrainian positions only as Ukraine "
    "announces them, Russian ones as they assess them",
    credit="Institute for the Study of War and AEI's Critical Threats Project (understandingwar.org), whose geodata "
    "may not be used without ISW's written consent",
    scale="polygon",
    resolution_km=1.0,
    delay_days=1,
    theatre="ukraine",
    layers=(CONTROL, ADVANCE, GAINS, INFILTRATION, CLAIMED_BY_RUSSIA, CLAIMED_BY_UKRAINE),
    rest="UA",
)
LAYERS: tuple[tuple[str, Layer | None], ...] = (
    ("beforefebruary24", None),
    ("before24february", None),
    ("partisanwarfare", None),
    ("fieldfortifications", None),
    ("advancesinrussia", None),
    ("claimsinrussia", None),
    ("kurskincursion", None),
    ("claimedrussianterritory", CLAIMED_BY_RUSSIA),
    ("claimedrussiancontrol", CLAIMED_BY_RUSSIA),
    ("claimedukrainiancounteroffensive", CLAIMED_BY_UKRAINE),
    ("russianinfiltration", INFILTRATION),
    ("russiangains", GAINS),
    ("assessedrussianadvance", ADVANCE),
    ("assessrussiancontrol", CONTROL),
    ("assessedrussiancontrol", CONTROL),
    ("russiacotinukraine", CONTROL),
    ("ukrainecontrolmap", CONTROL),
)
"""What a name contains, letters and digits only, and the layer it means; the first that fits decides."""
ATTRIBUTES = ("layer", "Layer", "name", "Name", "title")


def recognises(features: list[Feature], file: str) -> bool:
    """The file's name, or the first feature, is one of ISW's layers."""
    first = features[0] if features else Feature(msgspec.Raw(b""))
    return any(True for name in _names(first, file) for _ in _layers(name))


def stamp_of(feature: Feature, file: str) -> Stamp:
    """The day in the file's name, or in its folder's."""
    return sheet_stamp(file)


def layer_of(feature: Feature, file: str) -> Layer | None:
    """By what the feature says it is, else by the file's name."""
    for name in _names(feature, file):
        for layer in _layers(name):
            return layer
    raise DamagedMap(file, "is by its name none of the layers of ISW that this version knows")


def _names(feature: Feature, file: str) -> Iterator[str]:
    yield from (feature.text(attribute) for attribute in ATTRIBUTES)
    yield from reversed(PurePosixPath(file.replace("\\", "/")).parts)


def _layers(name: str) -> Iterator[Layer | None]:
    """The layer that a name means; nothing where it means none."""
    plain = re.sub(r"[^a-z0-9]", "", name.lower())
    yield from (layer for words, layer in LAYERS if words in plain)
