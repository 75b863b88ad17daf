"""What a kind needs to make a claim of a clause: the theatre, the day, the ground in focus, and a maker of claims."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from frontwatch.model import Claim, Place, Quantity, Region, Sector, Span
from frontwatch.reading.clauses import Clause
from frontwatch.reading.document import Document
from frontwatch.reading.lexicon import lexicon
from frontwatch.reading.mention import Mention
from frontwatch.reading.quantities import Amount

if TYPE_CHECKING:
    from frontwatch.theatre.theatre import Theatre

_WHERE = re.compile(r"\b(?:in|at|near|around|along|towards?|outside|into|inside)\s+(?:the\s+)?([A-Z][\w’'-]+)")
C = TypeVar("C", bound=Claim)
HYPOTHETICAL = ("conditional", "asked", "gerund", "future", "possible", "wished", "purpose", "attempted")


@dataclass(frozen=True, slots=True)
class Context:
    """Where a clause stands: its report, and what the sentences before it spoke of."""

    theatre: Theatre
    document: Document
    published: date
    place: Mention | None = None
    """The settlement in focus before the clause."""
    region: Mention | None = None
    sector: Mention | None = None
    ground: Mention | None = None
    """The ground last spoken of, whatever it is."""
    side: str | None = None
    """The side last spoken of."""
    issuer: str | None = None
    """The side whose own bulletin the report is."""
    before: tuple[Clause, ...] = ()
    """The clauses of the same sentence that come before."""
    after: tuple[Clause, ...] = ()
    """... and that come after."""

    def other(self, side: str | None) -> str | None:
        """The opponent of a side, where the theatre has two sides."""
        codes = [s.code for s in self.theatre.sides]
        return next((c for c in codes if c != side), None) if side in codes and len(codes) == 2 else None

    def home(self, ground: Mention | None) -> str:
        """The side whose country a place or region is in."""
        ref = ground.ref if ground else None
        code = ref.region if isinstance(ref, Place) else ref.code if isinstance(ref, Region) else ""
        prefix = code.split("-")[0]
        return prefix if prefix in {s.code for s in self.theatre.sides} else self.theatre.home

    def claim(
        self, kind: type[C], clause: Clause, ground: Sequence[Mention] = (), *, amount: Amount | Quantity | None = None,
        span: Span | None = None, **fields: Any,
    ) -> C:  # fmt: skip
        """A claim of a clause: quote, line, speaker, day, the ground it is about; `fields` are the kind's own and
        win."""
        at = span or clause.span
        places = tuple(dict.fromkeys(m.ref for m in ground if isinstance(m.ref, Place)))
        region = next((m.ref for m in ground if isinstance(m.ref, Region)), None)
        sector = next((m.ref for m in ground if isinstance(m.ref, Sector)), None)
        if region is None and any(m.what == "country" for m in ground):
            code = next(m.ref for m in ground if m.what == "country")
            region = next((r for r in self.theatre.regions if r.code == code), None)
        since, day = self.days(clause, amount if isinstance(amount, Amount) else None)
        made: dict[str, Any] = {
            "quote": self.document.text[at.start : at.end], "start": at.start, "end": at.end,
            "line": self.document.line(at.start), "speaker": clause.speaker.name if clause.speaker else None,
            "places": places, "region": region,
            "named": tuple(m.named or m.text for m in ground if m.named or not m.stands_for),
            "rivals": tuple(dict.fromkeys(r for m in ground if m.what == "place" for r in m.rivals)),
            "sector": sector, "since": since, "day": day,
            "quantity": amount.quantity if isinstance(amount, Amount) else amount,
            "negated": clause.denied, "hedged": clause.hedged,
        }  # fmt: skip
        made.update(fields)
        return kind(kind=_name(kind), **made)

    def days(self, clause: Clause, amount: Amount | None = None) -> tuple[date | None, date | None]:
        """First and last day that a clause is about: its figure's own period, its first, or the day of publication."""
        following = [p for p in clause.periods if amount and len(clause.amounts) > 1 and p.first >= amount.last]
        for period in (*following[:1], *clause.periods):
            if period.what in ("day", "span", "since", "ago", "by"):
                return period.since, period.day or self.published
        return None, self.published

    def _sectors(self) -> list[Mention]:
        """The one sector that the sentence names beside the clause; [] where it names none or several."""
        named = {m.ref: m for c in (*self.before, *self.after) for m in c.mentions if m.what == "sector" and m.ref}
        return list(named.values()) if len(named) == 1 else []

    def lately(self) -> Mention | None:
        """The settlement last named: earlier in the sentence, else the one in focus."""
        for clause in reversed(self.before):
            for mention in reversed(clause.mentions):
                if mention.what == "place" and mention.ref is not None:
                    return mention
        return self.place

    def elsewhere(self, clause: Clause) -> bool:
        """Whether a clause tells where by a name that no list has: "along the Gaichur River"; what was spoken of before
        is not meant then."""
        words = lexicon().words
        text = self.document.text[clause.span.start : clause.span.end]
        for match in _WHERE.finditer(text):
            at = clause.span.start + match.start(1)
            dated = match[1].lower() in words.months or match[1].lower() in words.weekdays
            if not dated and not any(m.span.start <= at < m.span.end for m in clause.mentions):
                return True
        return False

    def nearest(self, clause: Clause, *, sector_first: bool = False) -> tuple[Mention, ...]:
        """The ground a clause is about: its own, else what is in focus."""
        own = [m for m in clause.ground() if m.what != "country"]
        if sector_first:
            sectors = [m for m in own if m.what == "sector"]
            regions = [m for m in own if m.what == "region"]
            own = sectors or regions or self._sectors() or own
        if own:
            return tuple(own)
        said = [m for c in self.before for m in c.ground() if m.what != "country"]
        if said:
            return (said[-1],)
        meant = self.after[0] if self.after and self.after[0].mood in ("purpose", "attempted", "wished") else None
        if meant is not None and (ahead := [m for m in meant.ground() if m.what != "country"]):
            return (ahead[0],)
        if self.elsewhere(clause):
            return ()
        focus = (self.sector if sector_first else None) or self.ground
        return (focus,) if focus else ()


def _name(kind: type[Claim]) -> str:
    return kind.__module__.rsplit(".", 1)[-1]
