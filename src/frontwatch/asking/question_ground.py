"""The ground that a question names: places, a region or a sector; a name that several places bear is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from frontwatch.model import FrontwatchError, Place, Region, Sector
from frontwatch.reading.clauses import Sentence
from frontwatch.reading.mention import ASIDE, Mention

if TYPE_CHECKING:
    from frontwatch.theatre.theatre import Theatre

_NEAR = frozenset(["near", "around", "towards", "toward", "beside", "outside", "beyond"])
_COMPASS = frozenset(
    ["north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "north-east", "north-west",
     "south-east", "south-west"]
)  # fmt: skip
_MEASURES = frozenset(["km", "mi", "km2", "sq mi"])
RIVAL = 5
"""A namesake this many times smaller than the place named is not meant, unless its own region is said."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a question is about."""

    places: tuple[Place, ...] = ()
    region: Region | None = None
    sector: Sector | None = None
    in_order: bool = False
    """The first place before the second."""

    @property
    def is_empty(self) -> bool:
        """Whether it names no ground."""
        return not self.places and self.region is None and self.sector is None


def grounds(sentence: Sentence, theatre: Theatre, known: Place | None = None) -> Grounds:
    """The ground that a question names; where it names a place, a region only says where the place lies.

    Args:
        known: the place that the report around the question means, where it is one of its name.

    Raises: FrontwatchError: a place that no list knows, that no record covers, or of a name that several bear.
    """
    named = [m for m in sentence.mentions if m.is_ground and m.ref is not None and m.prep != ASIDE]
    regions = [m.ref for m in named if isinstance(m.ref, Region)]
    regions += [theatre.region(str(m.ref)) for m in named if m.what == "country" and _is_ground(sentence, m, theatre)]
    sectors = [m.ref for m in named if isinstance(m.ref, Sector)]
    of_places = _asked_about(sentence, [m for m in named if isinstance(m.ref, Place)])
    places = tuple(dict.fromkeys(_meant(m, regions, theatre, known) for m in of_places))
    if not (places or regions or sectors):
        places = _capitals(sentence, theatre)
    covered = list(dict.fromkeys(r for r in regions if r.covered))
    if len(covered) > 1 and not places:
        raise FrontwatchError(
            f"{len(covered)} regions are named ({covered[0].name}, {covered[1].name}, …); ask of one at a time."
        )
    if regions and not covered and not places:
        raise FrontwatchError(f"{regions[0].name} is known by name only: no record covers it; ask about other ground.")
    return Grounds(
        places, covered[0] if covered else None, sectors[0] if sectors else None, _in_order(sentence, of_places)
    )


def _asked_about(sentence: Sentence, named: list[Mention]) -> list[Mention]:
    """Without the places that only say where another lies: "the village near Alder".

    Raises: FrontwatchError: nothing is named but what it would be near, and no distance.
    """
    line = [t.low for t in sentence.tokens]
    kept = [m for m in named if m.prep not in _NEAR and not _COMPASS & set(line[max(0, m.first - 2) : m.first - 1])]
    if named and not kept and not any(a.unit in _MEASURES for a in sentence.amounts):
        raise FrontwatchError(
            f"Ground near a place is asked about by a distance: will its ground come within 5 km of {named[0].text}?"
        )
    return kept or named


def _capitals(sentence: Sentence, theatre: Theatre) -> tuple[Place, ...]:
    """Cities whose names reports use for a side's government, where no other ground is named: "Will Kyiv fall?"."""
    sides = [m for m in sentence.mentions if m.side and m.what in ("side", "actor", "country")]
    hits = (next((x for x in theatre.look_up(m.text) if isinstance(x, Place) and x.covered), None) for m in sides)
    return tuple(dict.fromkeys(hit for hit in hits if hit is not None))


def _is_ground(sentence: Sentence, mention: Mention, theatre: Theatre) -> bool:
    """Whether a country's name is the ground asked about: "a fifth of Ukraine", "300 km² in Ukraine"."""
    known = any(r.code == mention.ref and r.covered for r in theatre.regions)
    return known and is_whole(sentence, mention) and any(a.unit in ("%", "km2", "sq mi") for a in sentence.amounts)


def is_whole(sentence: Sentence, mention: Mention) -> bool:
    """Whether a country's name stands for its ground: "a fifth of Ukraine", not "Ukraine's army"."""
    before = sentence.tokens[mention.first - 1].low if mention.first else ""
    return mention.what == "country" and before in ("of", "in")


def _meant(mention: Mention, regions: list[Region], theatre: Theatre, known: Place | None) -> Place:
    place = mention.ref
    assert isinstance(place, Place)
    if place.id == 0:
        near = ", ".join(theatre.closest_names(place.name))
        closest = f"; the closest are: {near}" if near else ""
        raise FrontwatchError(f"No place of theatre {theatre.name} is called {place.name!r}{closest}.")
    every = [place, *(theatre.place(id) for id in mention.rivals)]
    if known is not None and known.covered and known in every:
        return known
    inside = [p for p in every if p.region in {r.code for r in regions}]
    inside.sort(key=lambda p: -p.population)
    first, *others = [p for p in inside or every if p.covered] or [place]
    if not first.covered:
        raise FrontwatchError(
            f"{first.name} is known by name only: no record covers it, so nothing can be said of its future; "
            "ask about another place."
        )
    rivals = [p for p in others if RIVAL * p.population >= first.population]
    if rivals:
        told = "; ".join(f"{p.id} ({_where(p, theatre)}, {p.population:,} people)" for p in (first, *rivals)[:5])
        raise FrontwatchError(
            f"{len(rivals) + 1} places are called {mention.text!r}; say its region, or give --place by its number: "
            f"{told}."
        )
    return first


def _where(place: Place, theatre: Theatre) -> str:
    return theatre.region(place.region).name if place.region else "region unknown"


def _in_order(sentence: Sentence, places: list[Mention]) -> bool:
    """Whether "before" stands between two places: "Will A fall before B?"."""
    if len(places) != 2:
        return False
    return any(t.low == "before" for t in sentence.tokens[places[0].last : places[1].first])
