"""The theatre as a folder of plain files, and the Ukraine theatre's data."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import shapely
from pyproj import Transformer

from frontwatch.model import FrontwatchError
from frontwatch.theatre.index import index_of
from frontwatch.theatre.theatre import open_theatre

ALDERLAND = Path(__file__).parent / "fixtures" / "alderland"
UKRAINE = open_theatre()
MOST_BYTES = 4_000_000
FINER = Path(__file__).parents[3] / "shared" / "regions" / "regions.geojson"


def test_a_theatre_is_a_folder_that_a_person_can_write():
    t = open_theatre(ALDERLAND)
    assert (t.name, t.home, [s.code for s in t.sides]) == ("alderland", "AL", ["AL", "BO"])
    assert t.place(1).name == "Ashford" and not t.place(-1).covered
    assert [s.id for s in t.sectors] == ["ashford", "dogwood"] and t.sector("elm").anchor == 5
    assert t.sector_of(t.place(2)) == t.sector("ashford") and t.sector_of(t.place(-1)) is None
    assert t.routes[0].places == (1, 2, 5) and t.key_days[0].day == date(2024, 1, 1)
    assert t.population(1).residents == 61_000 and t.population(2) is None
    assert t.region_rings("AL-1")[0].shape == (5, 2) and t.region_rings("BO-1") == ()
    assert t.default_record is None and t.borders[0].with_ == "BO"
    assert t.look_up("4") == t.look_up("Dogwood")[:1] and t.look_up("Nowhere") == ()
    assert t.closest_names("Ashfrod")[0] == "Ashford"


@pytest.mark.parametrize("ask", [lambda t: t.place(99), lambda t: t.region("X"), lambda t: t.sector("x")])
def test_what_is_not_there_is_said_in_one_sentence(ask):
    with pytest.raises(FrontwatchError, match="Theatre alderland has no"):
        ask(open_theatre(ALDERLAND))


def test_no_such_theatre_names_those_that_are():
    with pytest.raises(FrontwatchError, match="ukraine"):
        open_theatre("atlantis")


def test_the_shipped_list_of_names_is_made_from_the_shipped_files():
    assert (UKRAINE.folder / "names.tsv").read_bytes() == index_of(UKRAINE.folder)


def test_the_data_stay_small():
    assert sum(f.stat().st_size for f in UKRAINE.folder.iterdir() if f.is_file()) < MOST_BYTES


def test_places_towns_and_front_line_villages():
    places = UKRAINE.places
    assert len(places) == len(set(places.ids.tolist())) and (np.diff(places.ids[places.covered]) > 0).all()
    assert (places.population[places.covered] >= 500).sum() >= 5_000
    assert len(places) - 5_488 - int((~places.covered).sum()) >= 1_000


def test_every_place_named_by_sectors_routes_and_populations_exists():
    for sector in UKRAINE.named_sectors:
        assert UKRAINE.place(sector.anchor).covered
    for route in UKRAINE.routes:
        towns = [UKRAINE.place(id) for id in route.places]
        steps = [np.hypot((a.lon - b.lon) * 74, (a.lat - b.lat) * 111) for a, b in pairwise(towns)]
        assert max(steps) < 200, route.name
    assert len(UKRAINE.routes) >= 25


def test_the_regions():
    units = [r.code for r in UKRAINE.regions if r.code.startswith("UA-")]
    assert len(units) == 27 and all(UKRAINE.region_rings(code) for code in [*units, "UA"])
    assert not UKRAINE.region("RU-KRS").covered
    rings = UKRAINE.region_rings("UA")
    assert all((ring[0] == ring[-1]).all() for ring in rings)


@pytest.mark.parametrize(("town", "residents"), [("Pokrovsk", 60_127), ("Kherson", 279_131), ("Marinka", 9_089)])
def test_populations_before_the_invasion(town, residents):
    found = UKRAINE.population(UKRAINE.look_up(town)[0].id)
    assert found.residents == residents and found.day == date(2022, 1, 1)


def test_at_least_sixty_populations():
    lines = (UKRAINE.folder / "populations.tsv").read_text().splitlines()[1:]
    assert len(lines) >= 60 and len({line.split("\t")[0] for line in lines}) == len(lines)
    for line in lines:
        id, name = line.split("\t")[:2]
        assert UKRAINE.place(int(id)).name == name


def test_discs_partly_at_sea_know_how_much_of_them_is_land():
    land = {name: UKRAINE.look_up(name)[0].land for name in ("Mariupol", "Kerch", "Pokrovsk", "Kherson")}
    assert 0.7 < land["Mariupol"] < 0.8 and 0.65 < land["Kerch"] < 0.8
    assert land["Pokrovsk"] == land["Kherson"] == 1.0


@pytest.mark.full
@pytest.mark.skipif(not FINER.is_file(), reason="../shared/regions is absent: the finer outlines are not kept")
def test_land_shares_are_those_of_the_finer_outlines():
    """Measured again by area, on the outlines they were measured on by points."""
    units = json.loads(FINER.read_text())
    country = shapely.union_all([shapely.geometry.shape(f["geometry"]) for f in units["features"]])
    lines = (UKRAINE.folder / "land.tsv").read_text().splitlines()[1:]
    assert len(lines) > 50
    for id, name, share, _ in (line.split("\t") for line in lines):
        place = UKRAINE.place(int(id))
        flat = Transformer.from_crs(
            "EPSG:4326", f"+proj=aeqd +lat_0={place.lat} +lon_0={place.lon} +datum=WGS84", always_xy=True
        )
        near = shapely.intersection(
            country, shapely.box(place.lon - 0.2, place.lat - 0.2, place.lon + 0.2, place.lat + 0.2)
        )
        disc = shapely.Point(0, 0).buffer(place.radius_km * 1000, quad_segs=64)
        on_land = shapely.transform(near, lambda xy, flat=flat: np.column_stack(flat.transform(xy[:, 0], xy[:, 1])))
        measured = shapely.intersection(on_land, disc).area / disc.area
        assert place.name == name and float(share) == pytest.approx(measured, abs=0.02), name


def test_key_days_in_order_with_sources():
    days = {d.id: d for d in UKRAINE.key_days}
    assert days["invasion"].day == date(2022, 2, 24) and days["crimea"].day == date(2014, 2, 20)
    assert all(d.source and (d.end is None or d.end >= d.day) for d in days.values())
    assert all(UKRAINE.key_day_words[id] for id in days)
