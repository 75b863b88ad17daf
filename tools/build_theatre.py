"""Make the data of the Ukraine theatre again: places, regions, sectors, routes, and the list of names.

    python tools/build_theatre.py --dump geonames-ua.tsv.gz --maps DAILY_MAPS_FOLDER --record archive.parquet \
        --units regions-ne.geojson --land land.geojson --borders borders-ne.geojson --coast regions.geojson \
        -o src/frontwatch/theatre/ukraine

The files written by hand (theatre.json, actors.json, days.json, common.tsv) stay as they are. The settlement
timeline is made by ``build_timeline.py`` afterwards.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from build_theatre_land import land_tsv
from build_theatre_places import places_tsv
from build_theatre_populations import populations_tsv
from build_theatre_regions import outlines_json, regions_json
from build_theatre_routes import routes_json
from build_theatre_sectors import sectors_json

from frontwatch.theatre.index import index_of
from frontwatch.theatre.names import key_of
from frontwatch.theatre.places import Places, read_places

FAR_KM = 40.0
"""A place farther than this from where it is expected is not the one meant."""
STEP_KM = 260.0
"""Two places that follow each other on a route are not farther apart."""
PULL = 3.0
"""Ten times the weight counts as 3 km nearer: namesakes of towns on a route are mostly hamlets."""


class Finder:
    """Places by name and about where they are."""

    def __init__(self, places: Places) -> None:
        self._by_name: dict[str, list[list[str]]] = {}
        for row in places.rows:
            for name in {row[1], *row[8].split("|"), *row[9].split("|")}:
                self._by_name.setdefault(key_of(name), []).append(row)

    def __call__(self, name: str, near: tuple[float, float]) -> int:
        """The id of the place of that name nearest to the point; stops the build where there is none."""
        return self.with_point(name, near, FAR_KM)[0]

    def with_point(
        self, name: str, near: tuple[float, float], within: float = STEP_KM
    ) -> tuple[int, tuple[float, float]]:
        """The id and where it is."""
        rows = self._by_name.get(key_of(name), [])
        best = min(((_km(r, near) - PULL * np.log10(float(r[7])), int(r[0]), r) for r in rows), default=None)
        if best is None or _km(best[2], near) > within:
            raise SystemExit(f"No place called {name} near {near}: mend the tables in tools/.")
        return best[1], (float(best[2][2]), float(best[2][3]))


def _km(row: list[str], near: tuple[float, float]) -> float:
    return float(111.2 * np.hypot((float(row[2]) - near[0]) * 0.66, float(row[3]) - near[1]))


def _write(file: Path, told: dict[str, Any], lines: bool = True) -> None:
    text = json.dumps(told, ensure_ascii=False, indent=1 if lines else None, separators=None if lines else (",", ":"))
    file.write_text(text + "\n", encoding="utf-8")


def main() -> None:
    """Read the options, write the files."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, what in (
        ("dump", "populated places of Ukraine from GeoNames, as a gzipped table"),
        ("maps", "folder of daily maps, which choose the villages"),
        ("record", "record of the whole archive (frontwatch ground import), which chooses villages too"),
        ("units", "Natural Earth first-level units as GeoJSON with their ISO codes"),
        ("land", "Natural Earth land as GeoJSON"),
        ("borders", "the units' outer line cut by neighbour, as GeoJSON"),
        ("coast", "first-level units with a finer coast, as GeoJSON"),
    ):
        ask.add_argument(f"--{name}", type=Path, required=True, help=what)
    ask.add_argument("-o", "--out", type=Path, required=True, help="the theatre's folder")
    ask.add_argument("--keep-places", action="store_true", help="leave places.tsv as it is")
    given = ask.parse_args()
    out: Path = given.out
    if not given.keep_places:
        (out / "places.tsv").write_text(places_tsv(given.dump, given.maps, given.record), encoding="utf-8")
    (out / "land.tsv").unlink(missing_ok=True)
    places = read_places(out / "places.tsv")
    (out / "land.tsv").write_text(land_tsv(places, given.coast), encoding="utf-8")
    find = Finder(places)
    _write(out / "regions.json", regions_json(given.units))
    _write(out / "outlines.json", outlines_json(given.units, given.land, given.borders), lines=False)
    _write(out / "sectors.json", sectors_json(find))
    _write(out / "routes.json", routes_json(find))
    (out / "populations.tsv").write_text(populations_tsv(find), encoding="utf-8")
    (out / "names.tsv").write_bytes(index_of(out))


if __name__ == "__main__":
    main()
