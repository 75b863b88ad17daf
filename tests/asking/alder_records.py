"""Records of Alderland for questions: one map a day from 1 March 2024, each a name of what Borland holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from shapely import Polygon, box

from frontwatch.ground.build import SourceMap, build_record, edges_of_polygons
from frontwatch.ground.format import Layer, RecordMeta
from frontwatch.ground.record import Record, record_of
from frontwatch.model import Place
from frontwatch.theatre.theatre import open_theatre

FIRST = date(2024, 3, 1)
ALDERLAND = open_theatre(Path(__file__).parents[1] / "theatre" / "fixtures" / "alderland")
ASHFORD, BIRCH, CEDAR = (ALDERLAND.place(id) for id in (1, 2, 3))
EAST = box(30.5, 49.7, 31.0, 50.3)
GROUND: dict[str, tuple[list[Polygon], list[Polygon]]] = {
    "east": ([EAST], []),
    "cedar": ([box(30.35, 49.7, 31.0, 50.3)], []),
    "birch": ([box(30.1, 49.7, 31.0, 50.3)], []),
    "edge": ([box(30.205, 49.7, 31.0, 50.3)], []),  # 360 m east of Birch's centre, inside its disc
    "grey": ([EAST], [box(30.1, 49.9, 30.3, 50.1)]),  # Birch contested
    "island": ([EAST, box(29.95, 49.95, 30.05, 50.05)], []),  # round Ashford
    "all": ([box(29.85, 49.7, 31.0, 50.3)], []),
}
META = RecordMeta(
    name="Alder maps", publisher="Alder", ties="none", credit="none", scale="polygon", resolution_km=0.3, delay_days=2,
    theatre="alderland", layers=(Layer("held", "BO"), Layer("contested")), rest="AL",
)  # fmt: skip
OTHER = replace(META, name="Watch maps", publisher="Watch")


def day(n: int) -> date:
    """The n-th day of the record, the first is 1."""
    return FIRST + timedelta(days=n - 1)


def alder(words: str, meta: RecordMeta = META, *, published: dict[int, datetime] | None = None) -> Record:
    """A record of one map a day; "-" is a day without one. "east birch*3" is a map of the east, then three of Birch."""
    names: list[str] = []
    for word in words.split():
        name, _, times = word.partition("*")
        names += [name] * int(times or 1)
    known = published or {}
    maps = [
        SourceMap(
            day(n),
            known.get(n),
            f"{n:032x}{name.encode().hex():0>32}",
            tuple((layer, edges_of_polygons(ground)) for layer, ground in zip(meta.layers, GROUND[name], strict=True)),
        )
        for n, name in enumerate(names, 1)
        if name != "-"
    ]
    return record_of(build_record(maps, replace(meta, has_published=bool(known))))


POINT = Place(0, "", 30.2, 50.0, 0, "")
