"""Events as JSON and back: each place with its coordinates, so that a question keeps its meaning ever after."""

from __future__ import annotations

import math
from datetime import date
from typing import Any, get_args

from frontwatch.asking.events import Control, Event, FrontNear, GroundTaken, How, Part, RegionShare, Several
from frontwatch.model import FrontwatchError, Place, Region, Sector


def event_to_json(event: Event) -> dict[str, Any]:
    """An event as plain values; ``kind`` says which.

    >>> alder = Place(1, "Alder", 30.0, 50.0, 60_000, "AL-1")
    >>> told = event_to_json(Control(side="BO", place=alder, by=date(2024, 6, 1)))
    >>> told["kind"], told["place"]["lon"], told["by"]
    ('control', 30.0, '2024-06-01')
    """
    told: dict[str, Any] = {"kind": event.kind}
    if isinstance(event, Several):
        return told | {"how": event.how, "of": [event_to_json(c) for c in event.of]}
    told |= {"side": event.side, "by": event.by.isoformat()}
    if isinstance(event, Control):
        return told | {"place": _place_to_json(event.place), "part": event.part}
    if isinstance(event, FrontNear):
        return told | {"place": _place_to_json(event.place), "km": event.km}
    region = event.region
    told["region"] = {"code": region.code, "name": region.name} if region else None
    if isinstance(event, RegionShare):
        return told | {"share": event.share}
    sector = event.sector
    told["sector"] = {"id": sector.id, "name": sector.name, "anchor": sector.anchor} if sector else None
    since = event.since.isoformat() if event.since else None
    return told | {"km2": event.km2, "since": since}


def event_from_json(told: Any) -> Event:
    """The event again.

    Raises: FrontwatchError: it is none; the sentence says which part is wrong.
    """
    if not isinstance(told, dict) or "kind" not in told:
        raise FrontwatchError("An event is a JSON object with its `kind`; this is none.")
    try:
        return _event(told)
    except FrontwatchError:
        raise
    except (KeyError, TypeError, ValueError, OverflowError) as wrong:
        name = f"it lacks {wrong}" if isinstance(wrong, KeyError) else str(wrong)
        raise FrontwatchError(f"This event of the kind {told['kind']!r} cannot be read: {name}.") from wrong


def _event(told: dict[str, Any]) -> Event:
    kind = told["kind"]
    if kind == "several":
        return Several(of=_controls(told["of"]), how=_one_of(told["how"], get_args(How)))
    if kind not in ("control", "front_near", "region_share", "ground_taken"):
        raise ValueError("there is no such kind")
    side, by = _text(told["side"]), date.fromisoformat(_text(told["by"]))
    if kind == "control":
        part = _one_of(told["part"], get_args(Part))
        return Control(side=side, place=_place(told["place"]), by=by, part=part)
    if kind == "front_near":
        return FrontNear(side=side, place=_place(told["place"]), km=_number(told["km"], 0, 1000), by=by)
    region = Region(_text(told["region"]["code"]), _text(told["region"]["name"])) if told["region"] else None
    if kind == "region_share":
        if region is None:
            raise ValueError("it has no region")
        return RegionShare(side=side, region=region, share=_number(told["share"], 0, 1), by=by)
    s = told["sector"]
    sector = Sector(_text(s["id"]), _text(s["name"]), int(s["anchor"])) if s else None
    since = date.fromisoformat(_text(told["since"])) if told["since"] else None
    km2 = _number(told["km2"], -1e7, 1e7)
    return GroundTaken(side=side, km2=km2, by=by, region=region, sector=sector, since=since)


def _controls(told: Any) -> tuple[Control, ...]:
    found = tuple(event_from_json(one) for one in told)
    controls = tuple(e for e in found if isinstance(e, Control))
    if len(controls) < 2 or len(controls) < len(found):
        raise ValueError("it is of two or more events of the kind 'control'")
    return controls


def _place_to_json(place: Place) -> dict[str, Any]:
    names = ("id", "name", "lon", "lat", "population", "region", "land")
    return {name: getattr(place, name) for name in names if name != "land" or place.land < 1}


def _place(told: Any) -> Place:
    return Place(
        int(told["id"]),
        _text(told["name"]),
        _number(told["lon"], -180, 180),
        _number(told["lat"], -90, 90),
        int(told["population"]),
        _text(told["region"]),
        land=_number(told.get("land", 1.0), 0.01, 1),
    )


def _number(told: Any, low: float, high: float) -> float:
    if (
        isinstance(told, bool)
        or not isinstance(told, int | float)
        or not math.isfinite(told)
        or not low <= told <= high
    ):
        raise ValueError(f"{told!r} is no number from {low:g} to {high:g}")
    return float(told)


def _text(told: Any) -> str:
    if not isinstance(told, str):
        raise ValueError(f"{told!r} is no text")
    return told


def _one_of(told: Any, known: tuple[Any, ...]) -> Any:
    if told not in known:
        raise ValueError(f"{told!r} is none of {', '.join(known)}")
    return told
