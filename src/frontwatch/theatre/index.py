"""The list of all forms of all names of a theatre, made from its plain files; see ``names`` for how it is searched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from frontwatch.theatre.names import FORMS, Entry, Form, What, key_of
from frontwatch.theatre.places import read_places

FORCE_NOUNS = [
    "forces",
    "troops",
    "army",
    "military",
    "soldiers",
    "servicemen",
    "units",
    "fighters",
    "armed_forces",
    "defence_forces",
    "defense_forces",
    "ground_forces",
    "invaders",
    "occupiers",
    "occupation_forces",
    "occupation_troops",
    "occupying_forces",
    "invading_forces",
    "invasion_forces",
    "aggressors",
    "assault_groups",
    "assault_units",
    "assault_troops",
    "marines",
    "paratroopers",
    "infantry",
    "infantrymen",
    "defenders",
    "brigades",
    "brigade",
    "command",
    "commanders",
    "formations",
    "garrison",
    "battalion",
    "battalions",
    "regiment",
    "corps",
    "division",
    "divisions",
    "platoon",
    "company",
    "group",
    "groups",
    "unit",
    "soldier",
    "side",
    "gunners",
    "men",
    "contingent",
    "grouping",
    "lines",
    "positions",
    "special_forces",
    "assault_forces",
    "assault_teams",
    "stormtroopers",
    "drone_operators",
    "artillery",
    "reserves",
    "reinforcements",
    "airborne_forces",
    "airborne_troops",
    "naval_infantry",
    "sabotage_groups",
    "reconnaissance_groups",
    "military_command",
    "high_command",
    "military_leadership",
    "war_machine",
    "combat_units",
    "mechanised_units",
    "mechanized_units",
    "infiltrators",
    "servicemen_and_women",
    "personnel",
    "subunits",
    "detachments",
    "squads",
    "tank_crews",
]
"""After a side's adjective these make a word for its forces."""
SECTOR_WORDS = ("sector", "direction", "axis", "front", "sectors", "directions")
REGION_WORDS = ("oblast", "region", "province")
FORMER_WEIGHT = 0.05
"""A former name or adjective counts for its place this much."""
Row = tuple[str, What, Form, str, "int | str", float]
"""form, what, kind, flags, ref, weight."""


def index_of(folder: Path) -> bytes:
    """The lines of ``names.tsv`` for the theatre in this folder."""
    told = _json(folder, "theatre.json")
    rows = [*_sides(told), *_regions(folder), *_actors(folder), *_sectors(folder), *_places(folder)]
    merged: dict[tuple[str, What], list[Row]] = {}
    for row in rows:
        key = key_of(row[0])
        if key:
            merged.setdefault((key, row[1]), []).append(row)
    lines = {_merged(form, what, group).line() for (form, what), group in merged.items()}
    return b"".join(line + b"\n" for line in sorted(line.encode() for line in lines))


def _merged(form: str, what: What, group: list[Row]) -> Entry:
    ranked = sorted(group, key=lambda r: (-r[5], FORMS.index(r[2]), str(r[4])))
    flags = {f for row in ranked for f in row[3]}
    # A former name or an adjective counts only where nothing has the name today.
    ranked = [row for row in ranked if row[2] == "name"] or ranked
    refs = tuple(dict.fromkeys(row[4] for row in ranked))
    return Entry(form, what, ranked[0][2], "a" in flags, "w" in flags, refs)


def _sides(told: dict[str, Any]) -> Iterator[Row]:
    for side in told["sides"]:
        code, adjective = side["code"], side["adjective"]
        for name in dict.fromkeys([side["name"], *side.get("country", [])]):
            yield name, "country", "name", "", code, 1
        for word in dict.fromkeys([adjective, *side.get("people", [])]):
            yield word, "side", "name", "", code, 1
        for noun in FORCE_NOUNS:
            yield f"{adjective} {noun.replace('_', ' ')}", "force", "name", "", code, 1
        for word in side.get("forces", []):
            yield word, "force", "name", "" if word[0].isupper() else "a", code, 1
    for word in told.get("enemy", []):
        yield word, "force", "name", "a", "~enemy", 1
    for word in told.get("own", []):
        yield word, "force", "name", "a", "~own", 1


def _regions(folder: Path) -> Iterator[Row]:
    told = _json(folder, "regions.json")
    for region in told["regions"]:
        for name in dict.fromkeys([region["name"], *region.get("names", [])]):
            # A city that is its own region is meant as a place, and the country as a country.
            if region.get("by_name", True):
                yield name, "region", "name", "", region["code"], 1
        for stem in region.get("stems", []):
            for word in REGION_WORDS:
                yield f"{stem} {word}", "region", "name", "", region["code"], 1
    for joint in told.get("joint", []):
        for name in joint["names"]:
            for n, code in enumerate(joint["codes"]):
                yield name, "region", "name", "", code, 1 - n / 10


def _actors(folder: Path) -> Iterator[Row]:
    for actor in _json(folder, "actors.json").get("actors", []):
        for name in dict.fromkeys([actor["name"], *actor.get("names", [])]):
            yield name, "actor", "name", "", actor["id"], 1


def _sectors(folder: Path) -> Iterator[Row]:
    told = _json(folder, "sectors.json").get("sectors", [])
    places = {int(r[0]): r for r in read_places(folder / "places.tsv").rows} if told else {}
    for sector in told:
        anchor = places[sector["anchor"]]
        stems = [*sector.get("names", [])]
        if sector.get("anchor_names", True):
            stems += [anchor[1], *_parted(anchor[8]), *_parted(anchor[9]), *_parted(anchor[10])]
        for stem in dict.fromkeys(stems):
            for word in SECTOR_WORDS:
                # An own name of a sector beats another's anchor.
                yield f"{stem} {word}", "sector", "name", "", sector["id"], 2 if stem in sector.get("names", []) else 1
        yield sector["name"], "sector", "name", "", sector["id"], 3


def _places(folder: Path) -> Iterator[Row]:
    common = [line.split("\t") for line in _lines(folder / "common.tsv")]
    for name, _, match in common:
        if match == "other":
            yield name, "other", "name", "a", "-", 1
    weak = {key_of(row[0]) for row in common if row[2] == "weak"}
    never = {key_of(row[0]) for row in common if row[2] == "never"}
    for r in read_places(folder / "places.tsv").rows:
        id, weight = int(r[0]), float(r[7])
        said: list[tuple[str, Form, float]] = [(r[1], "name", 1.0)]
        said += [(name, "name", 0.9) for name in _parted(r[8])]
        said += [(name, "former", FORMER_WEIGHT) for name in _parted(r[9])]
        said += [(name, "adjective", FORMER_WEIGHT) for name in _parted(r[10])]
        for name, kind, share in said:
            if key_of(name) in never:
                continue
            yield name, "place", kind, "w" if key_of(name) in weak else "", id, weight * share


def _parted(cell: str) -> list[str]:
    return [name for name in cell.split("|") if name]


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()[1:] if file.is_file() else []


def _json(folder: Path, name: str) -> dict[str, Any]:
    file = folder / name
    told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return told
