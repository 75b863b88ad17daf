"""What drives a forecast: the point's features against the average candidate's, and what a change of them would do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.forecast import Driver
from frontwatch.asking.prepared import Prepared
from frontwatch.asking.sample import Sample
from frontwatch.asking.terms import GROUPS, terms_of

SHOWN: tuple[tuple[str, str, str, str, float], ...] = (
    ("distance", "km", "distance to {side}-held ground", "km", 1.0),
    ("closing", "closed_90_days_km", "how much nearer that ground came in 90 days", "km", 1.0),
    ("tempo", "taken_90_days_16_km", "ground taken around it, at the pace of the last 90 days", "km² a month", 1 / 12),
    ("exposure", "bearings", "bearings in which that ground lies within 20 km", "of 72", 72.0),
    ("contested", "contested_5_km", "contested share of the land around", "%", 100.0),
    ("losses", "lost_365_days_40_km", "ground lost again around it, at the pace of a year", "km² a month", 1 / 12),
    ("town", "population", "residents, as the gazetteer gives them", "people", 1.0),
)
"""Group of terms, the feature that stands for it, words, unit, and what the feature is multiplied by to be shown."""


def drivers(prepared: Prepared, sample: Sample, horizon: int, adjective: str) -> tuple[Driver, ...]:
    """Of a sample of one row, the strongest first."""
    effects = prepared.hazard.effects(terms_of(sample), prepared.average, horizon)[0]
    found = []
    for group, feature, words, unit, scale in SHOWN:
        effect = float(sum(e for e, g in zip(effects, GROUPS, strict=True) if g == group))
        if feature == "population":
            value, average = float(sample.population[sample.point[0]]), _average_town(prepared)
        else:
            value = float(sample.feature(feature)[0])
            average = float(prepared.average_x[sample.names.index(feature)])
        found.append(Driver(feature, words.format(side=adjective), value * scale, average * scale, unit, effect))
    return tuple(sorted(found, key=lambda d: -abs(d.effect)))


def _average_town(prepared: Prepared) -> float:
    """The residents whose logarithm is the candidates' average."""
    return float(np.expm1(prepared.average[len(GROUPS) - 1]) * 1000)


def would_change(prepared: Prepared, sample: Sample, horizon: int, adjective: str) -> tuple[str, ...]:
    """One sentence for each of three changes of a sample of one row: the odds by the hazard model then."""
    p = _chance(prepared, sample, horizon)
    km = float(sample.feature("km")[0])
    cases = (
        (f"If {adjective}-held ground stood at half the distance, {km / 2:.1f} km", _scaled(sample, {"km": 0.5})),
        ("If twice as much ground had been taken around it in the last 90 days", _tempo(sample, 2.0)),
        ("If none had been taken around it in the last 90 days", _tempo(sample, 0.0)),
    )
    return tuple(f"{words}: {_times(_chance(prepared, changed, horizon), p)}." for words, changed in cases)


def _times(changed: float, p: float) -> str:
    odds = changed / (1 - changed) / (p / (1 - p))
    if 0.9 < odds < 1.1:
        return "about as likely"
    if odds < 0.1:
        return "its odds would be under a tenth"
    return f"its odds would be {odds:.1f} times as high"


def _chance(prepared: Prepared, sample: Sample, horizon: int) -> float:
    p = prepared.hazard.chances(sample, np.array([horizon], np.int64))[0, 0]
    return float(np.clip(p, 1e-6, 1 - 1e-6))


def _tempo(sample: Sample, times: float) -> Sample:
    return _scaled(sample, {n: times for n in sample.names if n.startswith(("taken_14", "taken_30", "taken_90"))})


def _scaled(sample: Sample, times: dict[str, float]) -> Sample:
    x: NDArray[np.float32] = sample.x.copy()
    for name, by in times.items():
        x[:, sample.names.index(name)] *= by
    return replace(sample, x=x)
