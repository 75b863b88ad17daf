"""A saved check made again: which verdicts changed, each by a correction, a later map, another record or newer code.

The reason is found, not guessed: the claims are tested once more, by this version, on the maps that the saved check
had. What it finds differently on them is newer code; what only the maps since change is told by which of them do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import numpy as np

from frontwatch.checking import VERSION, check
from frontwatch.claims.saved import Saved, SavedClaim, SavedRecord
from frontwatch.ground.known import as_it_was, known_where_told, with_maps
from frontwatch.ground.record import Record
from frontwatch.model import Finding, Report

Reason = Literal["correction", "later map", "record", "newer code"]
Maps = list[tuple[date, str]]
"""Days and hashes of maps."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A claim whose verdict is another now."""

    then: SavedClaim
    now: Finding
    reason: Reason
    evidence: str
    """How the reason is known, in a sentence."""


@dataclass(frozen=True, slots=True)
class Rechecked:
    """A saved check made again."""

    report: Report
    changed: tuple[Changed, ...]
    appeared: tuple[Finding, ...]
    """Claims that are read now and were not."""
    vanished: tuple[SavedClaim, ...]
    """Claims that were read and are not now."""
    same: int
    """Claims whose verdict is as it was."""


@dataclass(frozen=True, slots=True)
class _Again:
    """How to test the same claims on other records."""

    saved: Saved
    data: bytes
    name: str
    theatre: str | Path
    claims: str | Path | None

    def on(self, records: Sequence[Record | str], known_by: date | None) -> Report:
        return check(
            self.data,
            published=self.saved.report.published,
            claims=self.claims,
            ground=records,
            theatre=self.theatre,
            name=self.name,
            known_by=known_by,
            max_age=self.saved.max_age,
        )


def recheck(
    saved: Saved,
    data: bytes,
    records: Sequence[tuple[Record, str]],
    *,
    name: str = "",
    theatre: str | Path = "ukraine",
    claims: str | Path | None = None,
    known_by: date | None = None,
    former: Sequence[Record] = (),
) -> Rechecked:
    """Test a saved check's claims again, with its publication day and options.

    Args:
        data: the report, the very bytes that were checked.
        records: (record, its path or "shipped") of each to test on now.
        claims: the file of claims that was used, where one was.
        known_by: use maps published by this day too; else as the saved check did.
        former: the records of the saved check, where they are at hand beside others to test on now.
    Raises: FrontwatchError: as `check`.
    """
    again, allowed = _Again(saved, data, name, theatre, claims), known_by or saved.known_by
    now = again.on([path for _, path in records], allowed)
    pairs, appeared, vanished = _paired(saved.claims, now.findings)
    differing = [(then, k) for then, k in pairs if then.verdict != now.findings[k].verdict]
    tested = [record for record, _ in records]
    found = _reasons(again, tested, former, now, differing, allowed) if differing else ()
    return Rechecked(
        report=now,
        changed=tuple(found),
        appeared=tuple(now.findings[k] for k in appeared),
        vanished=tuple(vanished),
        same=len(pairs) - len(differing),
    )


# ------------------------------------------------------------------ which claim is which


def _paired(
    then: Sequence[SavedClaim], now: Sequence[Finding]
) -> tuple[list[tuple[SavedClaim, int]], list[int], list[SavedClaim]]:
    """(saved claim, number of its finding) of each claim read both times; numbers of new ones; saved ones now gone.

    First by all that a claim says, then, where it is read otherwise now, by its kind and its place in the text.
    """
    pairs: list[tuple[SavedClaim, int]] = []
    left, free = list(then), list(range(len(now)))
    for exact in (True, False):
        waiting = defaultdict(list)
        for k in free:
            waiting[_key_of(now[k], exact)].append(k)
        rest = []
        for claim in left:
            same = waiting[_key(claim, exact)]
            if same:
                pairs.append((claim, same.pop(0)))
            else:
                rest.append(claim)
        left, free = rest, sorted(k for ks in waiting.values() for k in ks)
    return sorted(pairs, key=lambda pair: pair[1]), free, left


def _key(c: SavedClaim, exact: bool) -> tuple[object, ...]:
    ids = c.place_id if isinstance(c.place_id, list) else [] if c.place_id is None else [c.place_id]
    said = (c.side, tuple(ids), c.sector, c.region, c.day, c.since, c.negated)
    return (c.kind, c.start, c.end, *(said if exact else ()))


def _key_of(finding: Finding, exact: bool) -> tuple[object, ...]:
    c = finding.claim
    sector, region = c.sector.name if c.sector else None, c.region.name if c.region else None
    said = (c.side, tuple(p.id for p in c.places), sector, region, c.day, c.since, c.negated)
    return (c.kind, c.start, c.end, *(said if exact else ()))


# ------------------------------------------------------------------ why


def _reasons(
    again: _Again, records: Sequence[Record], former: Sequence[Record], now: Report,
    differing: Sequence[tuple[SavedClaim, int]], allowed: date | None,
) -> list[Changed]:  # fmt: skip
    """The reason for each change, from the same claims on the maps of then."""
    saved = again.saved
    were = _as_they_were(records, saved.records)
    if were is None and former:
        was = again.on(former, saved.known_by)
        return [_on_another(then, was.findings[k], now.findings[k], records, saved) for then, k in differing]
    if were is None:
        return [_unproven(then, now.findings[k], records, saved.records) for then, k in differing]
    known = [_maps(record, saved, saved.known_by) for record in were]
    since = _since(known, [_maps(record, saved, allowed) for record in records])
    was = again.on(were, saved.known_by) if since.corrected or since.later else now
    mended = now
    if since.later:
        mended = again.on([_until(r, maps) for r, maps in zip(records, known, strict=True)], allowed)
    return [_proven(then, was.findings[k], mended.findings[k], now.findings[k], saved, since) for then, k in differing]


def _as_they_were(records: Sequence[Record], saved: Sequence[SavedRecord]) -> list[Record] | None:
    """The records with just the maps they had when the check was saved; None where that cannot be told."""
    if len(records) != len(saved):
        return None
    found = [
        record if record.hash == then.hash else as_it_was(record, then.maps_hash, then.last_day)
        for record, then in zip(records, saved, strict=True)
    ]
    known = [record for record in found if record is not None]
    return known if len(known) == len(found) else None


@dataclass(frozen=True, slots=True)
class _Since:
    """The maps that a check sees now and did not."""

    corrected: dict[tuple[date, str], str]
    """Day and hash of each newer version of a day's map, and the hash of the version it took the place of."""
    later: Maps
    """Those of days of which there was none."""


def _since(known: Sequence[Maps], now: Sequence[Maps]) -> _Since:
    """What came since, record by record."""
    corrected: dict[tuple[date, str], str] = {}
    later: Maps = []
    for before, after in zip(known, now, strict=True):
        seen, last = set(before), dict(before)
        for m in (m for m in after if m not in seen):
            if m[0] in last:
                corrected[m] = last[m[0]]
            else:
                later.append(m)
    return _Since(corrected, later)


def _maps(record: Record, saved: Saved, known_by: date | None) -> Maps:
    """The maps of a record that a check sees."""
    newest = max(saved.report.published, known_by or saved.report.published)
    seen = known_where_told(record, newest)
    return [(seen.map_at(i).day, seen.map_hashes[i]) for i in range(len(seen))]


def _until(record: Record, known: Maps) -> Record:
    """The record with its maps of days that were known only: with corrections of them, but no other day's."""
    days = np.array(sorted({day for day, _ in known}), "datetime64[D]")
    kept = np.flatnonzero(np.isin(record.days, days))
    return with_maps(record, kept) if len(kept) < len(record) else record


def _proven(
    then: SavedClaim, was: Finding, mended: Finding, now: Finding, saved: Saved, since: _Since
) -> Changed:  # fmt: skip
    """The reason, from what this version finds on the maps of then, and on those with the corrections alone."""
    if was.verdict == now.verdict:
        return _of_code(then, now, saved)
    m = (now.map.day, now.map.sha256) if now.map else None
    still = "still " if was.verdict == then.verdict else "by newer code "
    proof = f"on the maps of then it is {still}{was.verdict}"
    if since.corrected and mended.verdict == now.verdict:
        return Changed(then, now, "correction", f"{_corrected(m, since)}; {proof}")
    later = f"the map of {m[0]}" if m and m in since.later else _counted(len(since.later), "map") + " of later days"
    return Changed(then, now, "later map", f"{later} came since; {proof}")


def _of_code(then: SavedClaim, now: Finding, saved: Saved) -> Changed:
    version = saved.report.version
    versions = VERSION if version == VERSION else f"{VERSION}, then {version or 'unknown'}"
    return Changed(
        then, now, "newer code", f"on the very maps of then this version ({versions}) finds it {now.verdict}"
    )


def _on_another(then: SavedClaim, was: Finding, now: Finding, records: Sequence[Record], saved: Saved) -> Changed:
    """The reason where another record is tested on, and that of then is at hand."""
    if was.verdict == now.verdict:
        return _of_code(then, now, saved)
    still = "still " if was.verdict == then.verdict else "by newer code "
    return Changed(then, now, "record", f"{_tested_on(records, saved.records)}; on that it is {still}{was.verdict}")


def _tested_on(records: Sequence[Record], saved: Sequence[SavedRecord]) -> str:
    names = ", ".join(f"{r.meta.name} {r.hash[:8]}" for r in records)
    return f"tested on {names}, then on {', '.join(f'{r.name} {r.hash[:8]}' for r in saved) or 'none'}"


def _corrected(m: tuple[date, str] | None, since: _Since) -> str:
    """Which map was corrected, in words."""
    if m is not None and m in since.corrected:
        return f"the map of {m[0]} has a newer version, {m[1][:8]} in place of {since.corrected[m][:8]}"
    days = sorted({day for day, _ in since.corrected})
    span = f"{days[0]} to {days[-1]} ({len(days)} days)" if len(days) > 1 else f"{days[0]}"
    return f"maps have newer versions, of {span}"


def _unproven(then: SavedClaim, now: Finding, records: Sequence[Record], saved: Sequence[SavedRecord]) -> Changed:
    """What the deciding map says where the maps of then are not at hand."""
    doubt = "the maps of then are not all at hand, so newer code may have its part"
    if [r.meta.name for r in records] == [r.name for r in saved] and then.map and now.map:
        if now.map.day > then.map.day:
            told = f"the map of {now.map.day} decides, then that of {then.map.day}; {doubt}"
            return Changed(then, now, "later map", told)
        if now.map.day == then.map.day and now.map.sha256 != then.map.sha256:
            told = f"the map of {now.map.day} is {now.map.sha256[:8]}, then {then.map.sha256[:8]}; {doubt}"
            return Changed(then, now, "correction", told)
    return Changed(then, now, "record", f"{_tested_on(records, saved)}; {doubt}")


def _counted(n: int, what: str) -> str:
    return f"{n:,} {what}" + ("" if n == 1 else "s")
