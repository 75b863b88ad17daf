"""What a kind's test works with: the theatre, the records, the day of the report; and one record's sight of one day."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from frontwatch.ground.errors import BeforeRecord, Gap, NoMap, RecordEnds
from frontwatch.model import Claim, Figure, Finding, MapRef, Place, Region, Verdict
from frontwatch.theatre.theatre import DEFAULT, Theatre

if TYPE_CHECKING:
    from frontwatch.ground.record import Record


@dataclass(frozen=True, slots=True)
class Bench:
    """The theatre and the records a claim is tested on, and up to when maps count."""

    theatre: Theatre
    records: tuple[Record, ...]
    """Each as it was known by ``newest``."""
    published: date
    known_by: date | None = None
    max_age: int = 7
    ground_args: tuple[str, ...] = ()
    """For each record its path as the user gave it; "" the default record."""

    @property
    def newest(self) -> date:
        """The last day whose map counts: the report's, or the day up to which knowledge was allowed."""
        return max(self.published, self.known_by) if self.known_by else self.published


@dataclass(frozen=True, slots=True)
class Sight:
    """One record's map of one day."""

    bench: Bench
    record: Record
    ground_arg: str
    map: MapRef

    @property
    def theatre(self) -> Theatre:
        return self.bench.theatre

    def on(self, day: date) -> Sight:
        """The same record on another day, of which nothing newer than the report counts.

        Raises: NoMap: it has no map for that day.
        """
        return _sight(self.bench, self.record, self.ground_arg, day)

    def stamp(self) -> str:
        """Whose map it is and of which day, as every reason begins.

        >>> told_day(date(2025, 6, 28))
        '28 June 2025'
        """
        return f"{self.record.meta.name}, {told_day(self.map.day)}"

    def query(self, *words: str) -> str:
        """The command that gives the figures again by itself."""
        known = ["--known-by", str(self.record.known_by)] if self.record.known_by else []
        ground = ["--ground", self.ground_arg] if self.ground_arg else []
        theatre = ["--theatre", self.theatre.named] if self.theatre.named != DEFAULT else []
        return shlex.join(["frontwatch", *words, *known, "--record", self.record.hash[:8], *ground, *theatre])

    def name_of(self, place: Place) -> str:
        """The place as the command line finds it: by name where that is enough, else by its number."""
        found = [hit for hit in self.theatre.look_up(place.name) if isinstance(hit, Place)]
        others = [hit for hit in found[1:] if hit.covered and 10 * hit.population >= place.population]
        return place.name if found and found[0].id == place.id and not others else str(place.id)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a record shows of a claim: the figures, and the command that gives them again."""

    claim: Claim
    sight: Sight
    figures: tuple[Figure, ...]
    query: str

    def judged(self, verdict: Verdict, reason: str, *, code: str | None = None, factor: float | None = None) -> Finding:
        """The finding with a verdict."""
        return Finding(
            self.claim, verdict, reason, code=code, figures=self.figures, query=self.query, map=self.sight.map,
            factor=factor,
        )  # fmt: skip

    def untested(self, code: str, reason: str) -> Finding:
        """The finding where the figures do not answer the claim."""
        return untested(self.claim, code, reason, figures=self.figures, query=self.query)


def told_day(day: date) -> str:
    """A day in words."""
    return f"{day.day} {day:%B %Y}"


Ask = Callable[[Sight], Finding]


def over_records(claim: Claim, bench: Bench, ask: Ask, *, day: date | None = None) -> Finding:
    """The finding of all records together: of those that can answer, disputed where their verdicts differ.

    Args:
        ask: the kind's question to one record on the claim's day.
        day: the day asked about; else the claim's own; never after the report, unless later knowledge is allowed.
    """
    wanted = day or claim.day or bench.published
    found = [_one(claim, bench, ask, record, arg, wanted) for record, arg in _pairs(bench)]
    tested = [f for f in found if f.verdict != "untested"]
    if not tested:
        return found[0]
    if len({f.verdict for f in tested}) == 1:
        agreeing = [f"Also {f.verdict}: {f.reason}" for f in tested[1:]]
        return replace(tested[0], reason=" ".join([tested[0].reason, *agreeing]))
    each = "; ".join(f"{f.verdict}: {f.reason}" for f in tested)
    return replace(tested[0], verdict="disputed", code="records_differ", reason=each, factor=None)


def _pairs(bench: Bench) -> list[tuple[Record, str]]:
    args = bench.ground_args or ("",) * len(bench.records)
    return list(zip(bench.records, args, strict=True))


def _one(claim: Claim, bench: Bench, ask: Ask, record: Record, arg: str, day: date) -> Finding:
    if claim.trouble:
        return untested(claim, claim.trouble, "The report does not say clearly which place or time is meant.")
    try:
        sight = _sight(bench, record, arg, day)
    except RecordEnds as over:
        return _ended(claim, bench, ask, record, arg, over)
    except Gap as gap:
        return untested(claim, "gap", str(gap))
    except BeforeRecord as early:
        return untested(claim, "gap", str(early))
    try:
        return _with_later(ask(sight), claim, bench, ask, sight, day)
    except NoMap as missing:
        return untested(claim, "record_ends" if isinstance(missing, RecordEnds) else "gap", str(missing))


def _with_later(finding: Finding, claim: Claim, bench: Bench, ask: Ask, sight: Sight, day: date) -> Finding:
    """Where later knowledge is allowed, what the map says that had the source's delay to mend itself."""
    if bench.known_by is None or bench.known_by <= bench.published:
        return finding
    mended = min(day + timedelta(days=sight.record.meta.delay_days), bench.known_by)
    try:
        after = ask(sight.on(mended))
    except NoMap:
        return finding
    same = "as before" if after.verdict == finding.verdict else f"then {after.verdict}"
    return replace(finding, later=f"Known by {told_day(bench.known_by)}, {same}: {after.reason}")


def _sight(bench: Bench, record: Record, arg: str, day: date) -> Sight:
    newest = min(day, bench.newest)
    known = None if record.meta.scale == "settlement" else bench.newest
    return Sight(bench, record, arg, record.map_on(newest, known_by=known, max_age=bench.max_age))


def _ended(claim: Claim, bench: Bench, ask: Ask, record: Record, arg: str, over: RecordEnds) -> Finding:
    """Untested, with the last known state, said not to be a verdict."""
    last = over.nearest or record.map_at(-1)
    try:
        state = ask(Sight(bench, record, arg, last))
    except NoMap:
        state = None
    day = claim.day or bench.published
    return Finding(
        claim,
        "untested",
        f"{record.meta.name} ends on {told_day(last.day)}, {(day - last.day).days} days before the day claimed.",
        code="record_ends",
        figures=state.figures if state else (),
        query=state.query if state else None,
        map=last,
        last_known=f"Last known state, not a verdict: {state.reason}" if state else None,
        settles="frontwatch ground import SOURCE -o RECORD",
    )


def untested(
    claim: Claim, code: str, reason: str, *, figures: tuple[Figure, ...] = (), query: str | None = None
) -> Finding:
    """No open record can answer; `reason` says why and what would settle it."""
    return Finding(claim, "untested", reason, code=code, figures=figures, query=query)


def ground_of(claim: Claim) -> Place | Region | None:
    """The one place, else the region, that a claim is about."""
    return claim.places[0] if claim.places else claim.region
