"""Resolution on the shipped record, against its maps asked one by one."""

from __future__ import annotations

import random
from datetime import date, timedelta

import numpy as np
import pytest

from frontwatch.asking.events import Control
from frontwatch.asking.resolving import resolve
from frontwatch.ground.record import open_record
from frontwatch.theatre.theatre import open_theatre

STAGE = open_theatre()
RECORD = open_record(str(STAGE.default_record))
UNTIL = date(2026, 3, 1)


def places_that_changed(n: int) -> list[int]:
    """Ids of places that changed hands at some time, most of them there and back."""
    places = STAGE.places
    runs = RECORD.runs(places.lon[places.covered], places.lat[places.covered])
    often = np.flatnonzero(np.bincount(runs.point) >= 3)
    ids = places.ids[places.covered]
    return [int(ids[i]) for i in random.Random(7).sample(often.tolist(), n)]


def read_aloud(place, side: str, asked: date, by: date) -> tuple[str, date | None]:
    """The rule, map by map: shown, shown on the next, and not gone again within three maps."""
    maps = [RECORD.map_at(int(i)) for i in RECORD.last_of_days if RECORD.map_at(int(i)).day <= UNTIL]
    held = [RECORD.holder(place.lon, place.lat, m.index)[0] == side for m in maps]
    for n, m in enumerate(maps):
        if not asked < m.day <= by or not held[n] or (held[n - 1] and maps[n - 1].day > asked):
            continue
        begun = next((k for k in range(n, 0, -1) if not held[k - 1]), 0)
        gone = next((k for k in range(n + 1, len(maps)) if not held[k]), None)
        if gone is None or (gone > n + 1 and gone - begun > 3):
            return "yes", m.day
    return "no", max(m.day for m in maps if m.day <= by)


@pytest.mark.parametrize("place_id", places_that_changed(6))
@pytest.mark.parametrize("side", ["RU", "UA"])
def test_what_came_is_what_the_maps_show_one_by_one(place_id, side):
    place, chance = STAGE.place(place_id), random.Random(place_id)
    asked = date(2022, 4, 4) + timedelta(days=chance.randrange(1000))
    by = asked + timedelta(days=chance.choice([30, 90, 365]))
    found = resolve(Control(side=side, place=place, by=by), asked, [RECORD], STAGE, until=UNTIL)
    assert (found.state, found.day) == read_aloud(place, side, asked, by), found.reason


def test_a_town_s_fall_is_dated_by_the_first_map_that_shows_it():
    avdiivka = STAGE.look_up("Avdiivka")[0]
    event = Control(side="RU", place=avdiivka, by=date(2024, 6, 30))  # type: ignore[arg-type]
    found = resolve(event, date(2023, 10, 1), [RECORD], STAGE, until=UNTIL)
    assert found.state == "yes" and date(2024, 2, 10) < found.day < date(2024, 2, 25)
