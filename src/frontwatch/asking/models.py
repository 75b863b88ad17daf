"""The models of the asking room; a new one is a new file and one name here."""

from __future__ import annotations

from frontwatch.asking.climatology import Climatology, NoChange
from frontwatch.asking.hazard import Hazard
from frontwatch.asking.kinetic import Kinetic
from frontwatch.asking.model import Model

MODELS: tuple[Model, ...] = (
    NoChange(),
    Climatology("climatology"),
    Climatology("rolling_climatology", rolling=True),
    Kinetic(),
    Hazard(),
)
