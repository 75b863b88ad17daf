"""The kinds of claim, in the order in which they are asked of a clause: a new kind is one file and one line here."""

from __future__ import annotations

from types import ModuleType

import frontwatch.kinds.advance as advance
import frontwatch.kinds.control as control
import frontwatch.kinds.duration as duration
import frontwatch.kinds.exposure as exposure
import frontwatch.kinds.force_size as force_size
import frontwatch.kinds.front_length as front_length
import frontwatch.kinds.intensity as intensity
import frontwatch.kinds.intent as intent
import frontwatch.kinds.losses as losses
import frontwatch.kinds.population as population
import frontwatch.kinds.redeployment as redeployment
import frontwatch.kinds.route as route

KINDS: tuple[ModuleType, ...] = (
    control,
    front_length,
    advance,
    exposure,
    route,
    intensity,
    force_size,
    losses,
    redeployment,
    population,
    duration,
    intent,
)
"""Each has KIND, its dataclass, `said(clause, context)`, `test(claim, bench)` and `told(claim)`."""
BY_NAME: dict[str, ModuleType] = {kind.KIND: kind for kind in KINDS}
