"""The frozen records that the rooms of the house hand each other.

Coordinates are WGS 84 degrees (longitude, latitude), distances km, areas km², bearings degrees clockwise from north.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Verdict = Literal["supported", "overstated", "understated", "contradicted", "disputed", "untested"]
VERDICTS: tuple[Verdict, ...] = ("supported", "overstated", "understated", "contradicted", "disputed", "untested")

ByHand = Literal["changed", "added"]
"""What somebody did to a claim by hand."""

CONTESTED = "contested"
"""The holder of ground that no side holds on the map."""


class FrontwatchError(Exception):
    """A user's mistake or a thing that cannot be answered: one sentence that says what, where, and what to do next."""


# ---------------------------------------------------------------- the theatre


@dataclass(frozen=True, slots=True)
class Place:
    """A settlement: a disc of its size."""

    id: int
    """GeoNames id; negative where the theatre gives its own."""
    name: str
    """The official romanisation."""
    lon: float
    lat: float
    population: int
    """As the gazetteer gives it; 0 unknown."""
    region: str
    """ISO 3166-2 code of the first-level unit, "" unknown."""
    covered: bool = True
    """False where no open record covers the place (another country's ground, named only)."""
    land: float = 1.0
    """Share of its disc that is the theatre's land; the rest is sea or abroad."""

    @property
    def radius_km(self) -> float:
        """Radius of the place's disc, km: √(population / 3,000 / π), at least .5, at most 6.

        >>> round(Place(1, "Alder", 30.0, 50.0, 60_000, "").radius_km, 2)
        2.52
        """
        return float(min(6.0, max(0.5, (self.population / 3000.0 / 3.141592653589793) ** 0.5)))


def unlisted(name: str) -> Place:
    """A place that is named in a report and stands in no list at hand: no position, id 0.

    >>> unlisted("Alder").covered
    False
    """
    return Place(0, name, 0.0, 0.0, 0, "", covered=False)


@dataclass(frozen=True, slots=True)
class Region:
    """A first-level unit; the whole country stands among them under its two-letter code."""

    code: str
    name: str
    covered: bool = True


@dataclass(frozen=True, slots=True)
class Sector:
    """A part of the front that reports name: the places whose surroundings make it."""

    id: str
    name: str
    """As the reports of the theatre's armies name it, e.g. "Pokrovsk sector"."""
    anchor: int
    """Place id of the town it is named for; ground counts to the nearest anchor."""


@dataclass(frozen=True, slots=True)
class Side:
    """Who can hold ground."""

    code: str
    name: str
    adjective: str


@dataclass(frozen=True, slots=True)
class Route:
    """A railway or road as the sequence of places it joins."""

    id: str
    name: str
    what: Literal["railway", "road"]
    places: tuple[int, ...]
    source: str


@dataclass(frozen=True, slots=True)
class KeyDay:
    """A day from which durations count."""

    id: str
    name: str
    day: date
    end: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Population:
    """An official count of a place's residents."""

    place_id: int
    residents: int
    day: date
    source: str


# ---------------------------------------------------------------- what a report says


@dataclass(frozen=True, slots=True)
class Span:
    """A slice of the report's plain text: text[start:end]."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of the report, word for word."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, as said: "more than" has low only, "up to" high only; a hedge widens nothing here."""

    low: float | None
    high: float | None
    unit: str
    """"km", "mi", "km2", "sq mi", "%", "settlements", "troops", "killed", "people", "years", "clashes", "roads"…"""
    approx: bool = False
    """Said with "about", "almost", "some"…"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One checkable assertion in a report; each kind adds its own fields in a subclass in its file."""

    kind: str
    quote: str
    start: int
    end: int
    line: int
    speaker: str | None = None
    """None is the report's own voice."""
    side: str | None = None
    """Of control who is said to hold or have taken; of exposure who is endangered; of losses who suffers; else who
    acts."""
    places: tuple[Place, ...] = ()
    sector: Sector | None = None
    region: Region | None = None
    day: date | None = None
    """The day, or the last day of the period, the claim is about."""
    since: date | None = None
    """First day of the span, where it is about one."""
    quantity: Quantity | None = None
    negated: bool = False
    hedged: bool = False
    also: tuple[Quote, ...] = ()
    named: tuple[str, ...] = ()
    """The ground's names as the report has them: "Luhansk region" where the theatre says "Luhansk Oblast"."""
    rivals: tuple[int, ...] = ()
    """Ids of other places of the same name, which the reader did not choose."""
    trouble: str | None = None
    """A code ("place_unclear", "period_unclear") where the reader could not settle what is meant."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a report asks or predicts about the future."""

    quote: str
    start: int
    end: int
    line: int
    side: str | None = None
    place: Place | None = None
    by: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the reader found in a report."""

    claims: tuple[Claim, ...]
    questions: tuple[Question, ...]
    unread: tuple[Quote, ...]


# ---------------------------------------------------------------- what the record says


@dataclass(frozen=True, slots=True)
class MapRef:
    """One published map, by its place in the record."""

    index: int
    day: date
    published: datetime | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number found, with its source and day; the query that gives it again prints the same name and value."""

    name: str
    """Snake case, unique within a finding: "front_km_2km", "disc_share_ru"."""
    value: float | int | str | None
    unit: str
    day: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to a claim's test."""

    claim: Claim
    verdict: Verdict
    reason: str
    """One line with the figure found; names the source and the map's day."""
    code: str | None = None
    """Why untested or disputed: not_on_a_map, record_ends, gap, place_unclear, period_unclear, too_recent…"""
    figures: tuple[Figure, ...] = ()
    query: str | None = None
    map: MapRef | None = None
    factor: float | None = None
    """Claimed over found, where overstated or understated."""
    last_known: str | None = None
    """The last known state where the record ends: not a verdict."""
    settles: str | None = None
    """What would settle it, e.g. a command to run later."""
    later: str | None = field(default=None)
    """What became known later, where asked."""
    by_hand: ByHand | None = None
    """None where the claim is as read."""


# ---------------------------------------------------------------- the whole answer


@dataclass(frozen=True, slots=True)
class RecordUsed:
    """What whoever reads the answer must know of a record that was asked."""

    name: str
    publisher: str
    ties: str
    """The publisher's ties, in a line."""
    credit: str
    scale: str
    """"polygon" or "settlement"."""
    resolution_km: float
    delay_days: int
    hash: str
    path: str
    """As the user gave it; "" the default record."""
    first_day: date
    last_day: date
    maps_hash: str
    """SHA-256 over the days and hashes of its maps."""
    map: MapRef | None = None
    """The last map that counts for the report; None where the record has none near enough."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report checked: its text, how it was read, and every finding. What `frontwatch.check` returns."""

    name: str
    """The file's name, or what was given in its place."""
    text: str
    """The extracted plain text, which all offsets count in."""
    sha256: str
    """Of the bytes as they were given."""
    published: date
    published_from: str
    """"flag", "claims", "metadata" or "dateline"."""
    published_found: tuple[tuple[str, date], ...]
    """Every publication day found and where; more than one where they disagree."""
    theatre: str
    theatre_hash: str
    version: str
    records: tuple[RecordUsed, ...]
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]
    unread: tuple[Quote, ...]
    options: tuple[tuple[str, str], ...] = ()
    """The options that bear on the answer, by name, as given or by default."""
    dropped: tuple[Claim, ...] = ()
    """Claims that the reader finds and that were taken out by hand."""
