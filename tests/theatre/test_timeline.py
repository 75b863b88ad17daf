"""The shipped timeline and the record made from it tell the same."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from frontwatch.ground.record import open_record
from frontwatch.theatre.theatre import open_theatre

UKRAINE = open_theatre()
RECORD = open_record(UKRAINE.default_record)


def test_the_record_says_what_it_is():
    meta = RECORD.meta
    assert (meta.scale, meta.rest, meta.contested_until) == ("settlement", "UA", date(2025, 8, 3))
    assert not meta.has_published and (RECORD.days[0], RECORD.days[-1]) == (
        np.datetime64("2022-04-04"),
        np.datetime64("2026-02-28"),
    )


def test_every_place_has_in_the_record_the_history_of_the_timeline():
    """All places, all days: a cell's edges, drawn and dissolved day by day, give back what was sampled."""
    lines = (UKRAINE.folder / "timeline.tsv").read_text().splitlines()[1:]
    told: dict[int, list[tuple[str, str]]] = {}
    for line in lines:
        id, first, holder = line.split("\t")
        told.setdefault(int(id), []).append((first, holder))
    places = UKRAINE.places
    covered = np.flatnonzero(places.covered)
    table = RECORD.history(places.lon[covered], places.lat[covered])
    found: dict[int, list[tuple[str, str]]] = {}
    for point, side, first in zip(
        table["point"].to_numpy(), table["side"].to_pylist(), table["first"].to_pylist(), strict=True
    ):
        found.setdefault(int(places.ids[covered[point]]), []).append((first.isoformat(), side))
    never = [("2022-04-04", "UA")]
    assert {id: runs for id, runs in found.items() if runs != told.get(id, never)} == {}


@pytest.mark.parametrize(
    ("town", "day", "holder"),
    [
        ("Kherson", date(2022, 11, 1), "RU"),
        ("Kherson", date(2022, 11, 20), "UA"),
        ("Bakhmut", date(2024, 1, 1), "RU"),
        ("Avdiivka", date(2024, 1, 1), "UA"),
        ("Avdiivka", date(2024, 3, 1), "RU"),
        ("Sevastopol", date(2023, 1, 1), "RU"),
        ("Pokrovsk", date(2025, 6, 28), "UA"),
        ("Izium", date(2022, 6, 1), "RU"),
        ("Izium", date(2022, 10, 1), "UA"),
        ("Skadovsk", date(2025, 1, 1), "RU"),
    ],
)
def test_who_held_a_town(town, day, holder):
    place = UKRAINE.look_up(town)[0]
    assert RECORD.holder(place.lon, place.lat, RECORD.map_on(day).index).tolist() in ([holder], holder)
