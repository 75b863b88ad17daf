"""A war's stage, opened once and read-only: its places, regions, sides, sectors, routes and key days.

A theatre is a folder of plain files; the README of ``ukraine`` describes each of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import cos, hypot, radians
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from frontwatch.model import FrontwatchError, KeyDay, Place, Population, Region, Route, Sector, Side
from frontwatch.theatre.index import index_of
from frontwatch.theatre.names import FORMS, WHATS, Entry, Names, key_of
from frontwatch.theatre.places import Places, read_places
from frontwatch.theatre.settings import CLOSEST_CUTOFF, EARTH_KM, SECTOR_REACH_KM

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from frontwatch.theatre.outlines import Border, Outlines

__all__ = ["Actor", "Theatre", "open_theatre"]

T = TypeVar("T")
SHIPPED = Path(__file__).parent
DEFAULT = "ukraine"
MANIFEST = "theatre.json"
DERIVED = ("names.tsv", "timeline.tsv")
"""Files that do not count for the hash: the one follows from the others, the other is told by the record's own hash."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or body that speaks or decides."""

    id: str
    name: str
    side: str | None
    acronym: str = ""
    """What everybody calls it, where the name does not say: "ISW"."""


class Theatre:
    """See the module; parts are read when first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        told = self._json(MANIFEST)
        self.name: str = told["name"]
        self.home: str = told["home"]
        """Code of the side that holds what no layer of a map covers, inside the theatre's land."""
        self.sides: tuple[Side, ...] = tuple(Side(s["code"], s["name"], s["adjective"]) for s in told["sides"])

    @cached_property
    def hash(self) -> str:
        """SHA-256 hex over the names and contents of the folder's files, the derived ones left out."""
        digest = hashlib.sha256()
        for file in sorted(self.folder.iterdir()):
            if file.suffix in (".json", ".tsv") and file.name not in DERIVED:
                content = file.read_bytes()
                digest.update(f"{file.name}\0{len(content)}\0".encode())
                digest.update(content)
        return digest.hexdigest()

    @property
    def named(self) -> str:
        """What opens it again: a shipped theatre's name, else the folder."""
        return self.name if self.folder.parent == SHIPPED else str(self.folder)

    # ------------------------------------------------------------ by code

    def side(self, code: str) -> Side:
        """The side of a code. Raises: FrontwatchError: there is none."""
        return self._one({s.code: s for s in self.sides}, code, "side")

    def place(self, id: int) -> Place:
        """The place of an id. Raises: FrontwatchError: there is none."""
        found = self.places.by_id(id)
        if found is None:
            raise FrontwatchError(f"Theatre {self.name} has no place of the id {id}; look it up by its name.")
        return found

    def region(self, code: str) -> Region:
        """The region of a code, the country's own too. Raises: FrontwatchError: there is none."""
        return self._one(self._regions, code, "region")

    def sector(self, id: str) -> Sector:
        """The sector of an id, also of one no longer in use. Raises: FrontwatchError: there is none."""
        return self._one(self._sectors, id, "sector")

    def actor(self, id: str) -> Actor:
        """The actor of an id. Raises: FrontwatchError: there is none."""
        return self._one(self._actors, id, "actor")

    def population(self, place_id: int) -> Population | None:
        """The official count of a place's residents, None where the theatre has none."""
        return self._populations.get(place_id)

    # ------------------------------------------------------------ all

    @cached_property
    def places(self) -> Places:
        """All places, column by column."""
        return read_places(self.folder / "places.tsv")

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """The country, its first-level units, and the regions beside it that are only named."""
        return tuple(self._regions.values())

    @cached_property
    def sectors(self) -> tuple[Sector, ...]:
        """The sectors that ground is counted to, by nearest anchor; ``named_sectors`` has the others too."""
        told = self._json("sectors.json", {"sectors": []})["sectors"]
        return tuple(self._sectors[s["id"]] for s in told if s.get("counts", True))

    @cached_property
    def named_sectors(self) -> tuple[Sector, ...]:
        """All sectors that reports name, those of other years too."""
        return tuple(self._sectors.values())

    @cached_property
    def routes(self) -> tuple[Route, ...]:
        """Railways and roads as sequences of places."""
        told = self._json("routes.json", {"routes": []})["routes"]
        return tuple(Route(r["id"], r["name"], r["what"], tuple(r["places"]), r["source"]) for r in told)

    @cached_property
    def key_days(self) -> tuple[KeyDay, ...]:
        """Days from which durations count, in time order."""
        made = (
            KeyDay(d["id"], d["name"], date.fromisoformat(d["day"]), _day(d.get("end")), d["source"])
            for d in self._days
        )
        return tuple(sorted(made, key=lambda d: (d.day, d.id)))

    @cached_property
    def key_day_words(self) -> dict[str, tuple[str, ...]]:
        """For each key day's id the words that reports use for it, longest first."""
        return {d["id"]: tuple(sorted(d.get("words", ()), key=lambda w: (-len(w), w))) for d in self._days}

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """People and bodies who speak or decide."""
        return tuple(self._actors.values())

    @cached_property
    def names(self) -> Names:
        """All names; from ``names.tsv`` where it is, else made from the other files."""
        file = self.folder / "names.tsv"
        return Names(file.read_bytes() if file.is_file() else index_of(self.folder))

    @cached_property
    def land_rings(self) -> tuple[NDArray[np.float64], ...]:
        """Closed rings (k, 2) lon, lat of the land around, the theatre's and its neighbours' (even-odd rule)."""
        return self._outlines.land

    @cached_property
    def borders(self) -> tuple[Border, ...]:
        """The theatre's outer line, cut by neighbour and coast."""
        return self._outlines.borders

    def region_rings(self, code: str) -> tuple[NDArray[np.float64], ...]:
        """Closed rings (k, 2) lon, lat of a region, outer and holes (even-odd rule); () where it is only named."""
        self.region(code)
        return self._outlines.regions.get(code, ())

    @property
    def default_record(self) -> Path | None:
        """The shipped settlement timeline, None where the theatre has none."""
        file = self.folder / "record.parquet"
        return file if file.is_file() else None

    @property
    def default_backtest(self) -> Path | None:
        """The shipped backtest of that record, None where the theatre has none."""
        file = self.folder / "backtest.parquet"
        return file if file.is_file() else None

    @property
    def event_backtests(self) -> dict[str, Path]:
        """The shipped backtests of other events than a place's centre, by the scale of their record."""
        named = {"settlement": "backtest-events.parquet", "polygon": "backtest-events-polygon.parquet"}
        files = {scale: self.folder / name for scale, name in named.items()}
        return {scale: file for scale, file in files.items() if file.is_file()}

    # ------------------------------------------------------------ by name and by nearness

    def look_up(self, name: str) -> tuple[Place | Region | Sector, ...]:
        """Whatever has this name, this id in digits, or this code; the likeliest first."""
        name = name.strip()
        if name.lstrip("-").isdigit():
            place = self.places.by_id(int(name))
            return (place,) if place else ()
        if name in self._regions:
            return (self._regions[name],)
        if name in self._sectors:
            return (self._sectors[name],)
        found: list[Place | Region | Sector] = []
        entries = self.names.exact(name)
        for entry in sorted(entries, key=lambda e: (-WHATS.index(e.what), FORMS.index(e.kind))):
            found += self._things(entry)
        found += [r for r in self.regions if key_of(r.name) == key_of(name)]
        return tuple(dict.fromkeys(found))

    def closest_names(self, name: str, n: int = 3) -> tuple[str, ...]:
        """The n official names most like this one, for messages."""
        import difflib

        known = {key_of(p): p for p in reversed([*self.places.names, *(r.name for r in self.regions)])}
        close = difflib.get_close_matches(key_of(name), list(known), n, CLOSEST_CUTOFF)
        return tuple(known[c] for c in close)

    def sector_of(self, place: Place) -> Sector | None:
        """The sector whose anchor town is nearest, None beyond its reach."""
        if not self.sectors:
            return None
        km, at = min((self._km(place, s), n) for n, s in enumerate(self.sectors))
        return self.sectors[at] if km <= SECTOR_REACH_KM else None

    # ------------------------------------------------------------ inside

    def _things(self, entry: Entry) -> Iterable[Place | Region | Sector]:
        for ref in entry.refs:
            if entry.what == "place":
                yield self.place(int(ref))
            elif entry.what in ("region", "country") and str(ref) in self._regions:
                yield self.region(str(ref))
            elif entry.what == "sector":
                yield self.sector(str(ref))

    def _km(self, place: Place, sector: Sector) -> float:
        anchor = self.place(sector.anchor)
        lat = radians((place.lat + anchor.lat) / 2)
        east = radians(place.lon - anchor.lon) * cos(lat)
        return float(EARTH_KM * hypot(east, radians(place.lat - anchor.lat)))

    @cached_property
    def _regions(self) -> dict[str, Region]:
        told = self._json("regions.json")["regions"]
        return {r["code"]: Region(r["code"], r["name"], r.get("covered", True)) for r in told}

    @cached_property
    def _sectors(self) -> dict[str, Sector]:
        told = self._json("sectors.json", {"sectors": []})["sectors"]
        return {s["id"]: Sector(s["id"], s["name"], s["anchor"]) for s in told}

    @cached_property
    def _actors(self) -> dict[str, Actor]:
        told = self._json("actors.json", {"actors": []})["actors"]
        return {a["id"]: Actor(a["id"], a["name"], a.get("side"), a.get("acronym", "")) for a in told}

    @cached_property
    def _days(self) -> list[dict[str, Any]]:
        told: list[dict[str, Any]] = self._json("days.json", {"days": []})["days"]
        return told

    @cached_property
    def _populations(self) -> dict[int, Population]:
        file = self.folder / "populations.tsv"
        lines = file.read_text(encoding="utf-8").splitlines()[1:] if file.is_file() else []
        rows = [line.split("\t") for line in lines]
        return {int(r[0]): Population(int(r[0]), int(r[2]), date.fromisoformat(r[3]), r[4]) for r in rows}

    @cached_property
    def _outlines(self) -> Outlines:
        from frontwatch.theatre.outlines import read_outlines

        return read_outlines(self.folder / "outlines.json")

    def _json(self, name: str, missing: dict[str, Any] | None = None) -> dict[str, Any]:
        file = self.folder / name
        if missing is not None and not file.is_file():
            return missing
        try:
            told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise FrontwatchError(f"{file}: this part of the theatre cannot be read ({error}); mend it.") from error
        return told

    def _one(self, known: dict[str, T], key: str, what: str) -> T:
        if key not in known:
            few = ", ".join(list(known)[:40])
            raise FrontwatchError(f"Theatre {self.name} has no {what} {key!r}; it has {few}.")
        return known[key]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def open_theatre(name_or_folder: str | Path = DEFAULT) -> Theatre:
    """Open a shipped theatre by its name, or any by its folder.

    Raises: FrontwatchError: there is no such theatre.

    >>> open_theatre().place(704422).name
    'Pokrovsk'
    """
    for folder in (SHIPPED / str(name_or_folder), Path(name_or_folder)):
        if (folder / MANIFEST).is_file():
            return Theatre(folder)
    shipped = sorted(f.parent.name for f in SHIPPED.glob(f"*/{MANIFEST}"))
    raise FrontwatchError(
        f"There is no theatre {str(name_or_folder)!r}; give one of {', '.join(shipped)} or a folder with a {MANIFEST}."
    )
