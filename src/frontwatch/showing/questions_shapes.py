"""The shapes of what `frontwatch questions list`, `resolve` and `score` print with `--json`, for their schema.

They are filled in ``questions_json``; a test holds what it prints against them.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from frontwatch.asking.events import How, Part
from frontwatch.asking.resolving import State
from frontwatch.ledger.entries import Who
from frontwatch.ledger.leaning import Word

Chance = Annotated[float, Meta(ge=0, le=1, description="A probability.")]
Share = Annotated[float, Meta(ge=0, le=1)]
KeyText = Annotated[str, Meta(description="Number of the question, or number.version.", pattern=r"^\d+(\.\d+)?$")]
Head = Annotated[str, Meta(description="Hash of the log's last entry: who knows it knows the whole log.")]


class PlaceJson(msgspec.Struct, frozen=True):
    """A settlement, or a point without a name."""

    id: int
    name: str
    lon: float
    lat: float
    population: int
    region: str
    land: Annotated[float, Meta(description="Share of its disc that is land of the theatre; left out: all.")] = 1.0


class RegionJson(msgspec.Struct, frozen=True):
    """A first-level unit."""

    code: str
    name: str


class SectorJson(msgspec.Struct, frozen=True):
    """A part of the front."""

    id: str
    name: str
    anchor: int


class ControlJson(msgspec.Struct, frozen=True, tag_field="kind", tag="control"):
    """A side comes to hold a place."""

    side: str
    by: date
    place: PlaceJson
    part: Part


class FrontNearJson(msgspec.Struct, frozen=True, tag_field="kind", tag="front_near"):
    """A side's ground comes near to a place."""

    side: str
    by: date
    place: PlaceJson
    km: float


class RegionShareJson(msgspec.Struct, frozen=True, tag_field="kind", tag="region_share"):
    """A side comes to hold a share of a region."""

    side: str
    by: date
    region: RegionJson
    share: Share


class GroundTakenJson(msgspec.Struct, frozen=True, tag_field="kind", tag="ground_taken"):
    """A side gains ground, net, in a region, a sector, or anywhere."""

    side: str
    by: date
    region: RegionJson | None
    sector: SectorJson | None
    km2: float
    since: Annotated[date | None, Meta(description="From this day on; null: from the day of the question.")]


class SeveralJson(msgspec.Struct, frozen=True, tag_field="kind", tag="several"):
    """Several places: all, any, or one before the other."""

    how: How
    of: list[ControlJson]


EventJson = ControlJson | FrontNearJson | RegionShareJson | GroundTakenJson | SeveralJson


class GivenJson(msgspec.Struct, frozen=True):
    """A forecast that somebody gave."""

    entry: Annotated[int, Meta(description="Number of the entry in the log.")]
    day: date
    question: int
    version: int
    who: str
    kind: Who
    probability: Chance
    curve: Annotated[list[tuple[date, Chance]], Meta(description="The chance that it has come by each of some days.")]
    note: str


class CameJson(msgspec.Struct, frozen=True):
    """A resolution as it was entered."""

    entry: int
    on: Annotated[date, Meta(description="The day of the entry.")]
    question: int
    version: int
    state: State
    day: date | None
    known: Annotated[date | None, Meta(description="Forecasts of this day and later do not count.")]
    record: str | None
    record_hash: str | None
    map_sha256: str | None
    firm: bool
    reason: str
    replaces: Annotated[int | None, Meta(description="The entry that this one corrects.")]


class QuestionJson(msgspec.Struct, frozen=True):
    """A question with all that was entered about it."""

    key: KeyText
    state: State | Literal["open"]
    asked: date
    question: int
    version: int
    text: str
    event: EventJson
    theatre: str
    records: list[str]
    persist_days: int
    criteria: str
    models: Annotated[Chance | None, Meta(description="Mean of the models' latest; null where there is none.")]
    crowd: Annotated[Chance | None, Meta(description="The line of the people's; null where there is none.")]
    forecasts: list[GivenJson]
    resolutions: list[CameJson]


class QuestionsJson(msgspec.Struct, frozen=True):
    """What `questions list --json` prints."""

    head: Head
    entries: int
    questions: list[QuestionJson]


class VoteJson(msgspec.Struct, frozen=True):
    """What one record says."""

    record: str
    record_hash: str
    state: Literal["yes", "no", "not yet", "annulled"]
    day: date | None
    map_sha256: str | None
    known: Annotated[date | None, Meta(description="The day by which the deciding map was public.")]
    firm: bool
    ended: Annotated[bool, Meta(description="True where its maps end too early to tell.")]
    why: str


class ResolutionJson(msgspec.Struct, frozen=True):
    """What the records say of a question now."""

    state: State
    day: date | None
    known: date | None
    record: str | None
    record_hash: str | None
    map_sha256: str | None
    firm: Annotated[bool, Meta(description='False where a "yes" is so new that it may still turn out to be a flip.')]
    reason: str
    votes: list[VoteJson]


class ScoredJson(msgspec.Struct, frozen=True):
    """One forecaster's scores on one resolved question."""

    key: KeyText
    who: str
    kind: Who | Literal["line"]
    side: str
    came: bool
    days: int
    coverage: Share
    mean: float | None
    brier: float | None
    log: float | None
    baseline: float
    peer: float
    crps_days: float | None


class SettledJson(msgspec.Struct, frozen=True):
    """One question resolved, or why it cannot be."""

    question: KeyText
    text: str
    resolution: ResolutionJson | None
    entered: bool
    corrects: Annotated[int | None, Meta(description="The entry that is corrected.")]
    trouble: str | None
    scores_before: list[ScoredJson]
    scores: list[ScoredJson]


class SettlementsJson(msgspec.Struct, frozen=True):
    """What `questions resolve --json` prints."""

    questions: list[SettledJson]


class StandingJson(msgspec.Struct, frozen=True):
    """One forecaster's means over resolved questions."""

    who: str
    kind: Who | Literal["line"]
    questions: int
    came: int
    coverage: Share
    brier: float | None
    log: float | None
    baseline: float
    peer: float
    crps_days: float | None
    crps_questions: int


class LeanJson(msgspec.Struct, frozen=True):
    """How a forecaster's forecasts about one side lay to what came."""

    who: str
    side: str
    questions: int
    mean_error: float | None
    above: Share
    chance: float | None
    word: Word


class BinJson(msgspec.Struct, frozen=True):
    """Forecasts of about one probability, and how often it came."""

    low: float
    high: float
    questions: int
    weight: float
    forecast: float | None
    came: float | None


class ScoresJson(msgspec.Struct, frozen=True):
    """What `questions score --json` prints."""

    head: Head
    forecasters: list[StandingJson]
    questions: list[ScoredJson]
    leanings: list[LeanJson]
    calibration: Annotated[dict[str, list[BinJson]], Meta(description="By forecaster.")]
