"""A forecast as JSON: the shape (from which `docs/forecast.schema.json` is made) and the filling of it."""

from __future__ import annotations

from datetime import date
from math import isnan
from typing import Annotated

import msgspec
from msgspec import Meta

from frontwatch.asking.forecast import Driver, Forecast, Settled, TrackRecord
from frontwatch.model import RecordUsed
from frontwatch.showing.chance_words import figure
from frontwatch.showing.questioned import Called, understood
from frontwatch.showing.said import Sha256, as_text

Chance = Annotated[float, Meta(gt=0, lt=1, description="A probability; never 0 or 1.")]


class BaselinesJson(msgspec.Struct, frozen=True):
    """The simple alternatives; null where one cannot be made."""

    no_change: Chance | None
    climatology: Annotated[Chance | None, Meta(description="How often it came at such a distance: the base rate.")]
    kinetic: Annotated[Chance | None, Meta(description="Distance over the local speed.")]


class CurveJson(msgspec.Struct, frozen=True):
    """The chance that it has come by a day."""

    day: date
    probability: Chance


class DriverJson(msgspec.Struct, frozen=True):
    """What moves the chance: the place against the average candidate."""

    name: str
    words: str
    value: float | None
    average: float | None
    unit: str
    effect: Annotated[float, Meta(description="What the difference adds to the log-odds.")]


class TrackJson(msgspec.Struct, frozen=True):
    """How such forecasts did in the stored backtest."""

    made: date
    version: str
    record: str
    horizon_days: int
    low: float
    high: float
    cases: int
    captures: int
    forecast: float | None
    observed: float | None
    brier: float | None
    skill: float | None
    skill_low: float | None
    skill_high: float | None
    kind: str


class RecordAskedJson(msgspec.Struct, frozen=True):
    """The record that was asked."""

    name: str
    publisher: str
    credit: str
    scale: str
    hash: Sha256
    first_day: date
    last_day: date
    map: Annotated[date | None, Meta(description="Day of the last map used.")]


class ForecastJson(msgspec.Struct, frozen=True):
    """What `frontwatch ask --json` prints."""

    question: Annotated[str, Meta(description="As understood.")]
    as_of: date
    probability: Annotated[Chance | None, Meta(description="Null where the record already answers the question.")]
    interval: Annotated[tuple[Chance, Chance] | None, Meta(description="80 %: low, high.")]
    baselines: BaselinesJson
    curve: list[CurveJson]
    drivers: list[DriverJson]
    track_record: TrackJson | None
    resolution: Annotated[str, Meta(description="The text that settles it; where it is settled, how.")]
    record: RecordAskedJson


def forecast_json(answer: Forecast | Settled, names: Called) -> ForecastJson:
    """An answer in the shape above."""
    question, record = understood(answer.event, answer.as_of, names), _record(answer.record)
    if isinstance(answer, Settled):
        came = f"It came: {answer.reason}" if answer.came else f"It did not come: {answer.reason}"
        none = BaselinesJson(None, None, None)
        return ForecastJson(question, answer.as_of, None, None, none, [], [], None, came, record)
    b = answer.baselines
    return ForecastJson(
        question=question,
        as_of=answer.as_of,
        probability=figure(answer.probability),
        interval=(figure(answer.low), figure(answer.high)),
        baselines=BaselinesJson(figure(b.no_change), _known(b.climatology), _known(b.kinetic)),
        curve=[CurveJson(c.day, figure(c.probability)) for c in answer.curve],
        drivers=[_driver(d) for d in answer.drivers],
        track_record=_track(answer.track) if answer.track else None,
        resolution=answer.resolution,
        record=record,
    )


def forecast_json_text(answer: Forecast | Settled, names: Called) -> str:
    """An answer as JSON text, ending in a line break."""
    return as_text(forecast_json(answer, names))


def _known(p: float | None) -> float | None:
    return None if p is None else figure(p)


def _number(value: float) -> float | None:
    """A figure to four digits; JSON has no NaN."""
    return None if isnan(value) else float(f"{value:.4g}")


def _driver(d: Driver) -> DriverJson:
    return DriverJson(d.name, d.words, _number(d.value), _number(d.average), d.unit, _number(d.effect) or 0.0)


def _track(t: TrackRecord) -> TrackJson:
    return TrackJson(
        made=t.made,
        version=t.version,
        record=t.record,
        horizon_days=t.horizon_days,
        low=t.low,
        high=t.high,
        cases=t.cases,
        captures=t.captures,
        forecast=_number(t.forecast),
        observed=_number(t.observed),
        brier=_number(t.brier),
        skill=_number(t.skill),
        skill_low=_number(t.skill_low),
        skill_high=_number(t.skill_high),
        kind=t.kind,
    )


def _record(r: RecordUsed) -> RecordAskedJson:
    day = r.map.day if r.map else None
    return RecordAskedJson(r.name, r.publisher, r.credit, r.scale, r.hash, r.first_day, r.last_day, day)
