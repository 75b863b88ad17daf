"""What several records say of one place on one day, side by side; a record that cannot answer says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from frontwatch.ground.disc import DiscShare, disc_share
from frontwatch.ground.errors import NoMap, NoPublicationTimes
from frontwatch.ground.known import as_known
from frontwatch.ground.record import Record
from frontwatch.ground.settings import MAX_AGE_DAYS
from frontwatch.model import CONTESTED, Place
from frontwatch.theatre.theatre import Theatre


@dataclass(frozen=True, slots=True)
class Answer:
    """What one record says of a place on a day."""

    record: Record
    on: date
    disc: DiscShare | None
    """The place on the map that counts; None where the record cannot answer."""
    trouble: str = ""
    """Why it cannot, in a sentence."""

    @property
    def age_days(self) -> int | None:
        """Days from the map's day to the day asked about."""
        return None if self.disc is None else (self.on - self.disc.map.day).days

    @property
    def edge_km(self) -> float | None:
        """Km from the centre to the nearest ground of another side; None where none is drawn."""
        return self._nearest(contested=False)

    @property
    def contested_km(self) -> float | None:
        """Km from the centre to the nearest contested ground, 0 on it; None where none is drawn."""
        return self._nearest(contested=True)

    def _nearest(self, *, contested: bool) -> float | None:
        disc = self.disc
        if disc is None:
            return None
        return min(
            (
                km
                for holder, km in disc.nearest
                if km is not None and (holder == CONTESTED) == contested and (contested or holder != disc.centre)
            ),
            default=None,
        )


def answers(
    records: Sequence[Record],
    theatre: Theatre,
    place: Place,
    on: date | None,
    *,
    known_by: date | None = None,
    max_age: int = MAX_AGE_DAYS,
) -> tuple[Answer, ...]:
    """Each record's answer, in the order given.

    Args:
        on: the day asked about; None: the last day on which each of them has a map.
        known_by: use only maps published by this day.
    """
    day = on or min(record.map_at(-1).day for record in records)
    return tuple(_answer(record, theatre, place, day, known_by, max_age) for record in records)


def _answer(record: Record, theatre: Theatre, place: Place, on: date, known_by: date | None, max_age: int) -> Answer:
    try:
        known = as_known(record, known_by)
        return Answer(record, on, disc_share(known, theatre, place, known.map_on(on, max_age=max_age)))
    except (NoMap, NoPublicationTimes) as trouble:
        return Answer(record, on, None, str(trouble))


def differ(found: Sequence[Answer]) -> bool:
    """Whether two records that can answer name different holders."""
    return len({a.disc.centre for a in found if a.disc}) > 1
