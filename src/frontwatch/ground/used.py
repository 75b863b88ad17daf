"""What whoever reads an answer must know of a record that was asked."""

from __future__ import annotations

from frontwatch.ground.known import maps_hash
from frontwatch.ground.record import Record
from frontwatch.model import MapRef, RecordUsed


def used(record: Record, given: str, m: MapRef | None) -> RecordUsed:
    """The record as told beside an answer.

    Args:
        given: its path as the user gave it; "" the theatre's own. m: the last map that counts.
    """
    meta = record.meta
    return RecordUsed(
        name=meta.name,
        publisher=meta.publisher,
        ties=meta.ties,
        credit=meta.credit,
        scale=meta.scale,
        resolution_km=meta.resolution_km,
        delay_days=meta.delay_days,
        hash=record.hash,
        path=given,
        first_day=record.map_at(0).day,
        last_day=record.map_at(-1).day,
        maps_hash=maps_hash(record),
        map=m,
    )
