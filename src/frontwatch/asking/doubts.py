"""What the audit of a record says of the map that decides a question: an island, a jump, a copy that confirms it."""

from __future__ import annotations

from frontwatch.asking.events import Control, Event, FrontNear, Several
from frontwatch.asking.settings import AUDIT_NEAR_KM
from frontwatch.asking.settling import Decision
from frontwatch.ground.audit.anomaly import Anomaly
from frontwatch.ground.audit.audit import audit
from frontwatch.ground.local import to_km
from frontwatch.ground.record import Record
from frontwatch.model import Place
from frontwatch.theatre.theatre import Theatre


def doubts(event: Event, record: Record, theatre: Theatre, decision: Decision) -> str:
    """What the audit says of the deciding map near the event's places, as part of a sentence; "" nothing.

    A flip is not among it: what is a flip does not decide (see ``settling``).
    """
    day, confirmed = decision.day, decision.confirmed
    if day is None or record.meta.scale == "settlement":
        return ""
    found = audit(record, theatre, since=day, until=day, kinds=("island", "jump")).anomalies
    told = [_told(a) for a in found if _near(a, _places(event))]
    if confirmed and record.map_on(day).sha256 == record.map_on(confirmed).sha256:
        told.append("the map that confirms it is a copy of the first, byte for byte")
    return "; ".join(told)


def _told(a: Anomaly) -> str:
    if a.kind == "island":
        return f"the audit calls ground gained there an island, {a.km:.1f} km from the ground its holder had"
    return "the audit calls that map a jump: unusually much changed on it at once"


def _near(a: Anomaly, places: list[Place]) -> bool:
    """Whether it concerns one of the places; of no place in particular everything does."""
    if a.kind == "jump" or not places:
        return True
    if a.where is None:
        return False
    near = (to_km(a.where.lon, a.where.lat, p.lon, p.lat) for p in places)
    return any((x * x + y * y) ** 0.5 <= AUDIT_NEAR_KM for x, y in near)


def _places(event: Event) -> list[Place]:
    if isinstance(event, Several):
        return [c.place for c in event.of]
    return [event.place] if isinstance(event, Control | FrontNear) else []
