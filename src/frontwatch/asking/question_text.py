"""A question in words to the event it asks about: who, what ground, how much of it, by when."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from frontwatch.asking.asked import Asked, day_or_farthest
from frontwatch.asking.events import Control, Event, FrontNear, GroundTaken, How, Part, RegionShare, Several
from frontwatch.asking.question_dates import spelt_out
from frontwatch.asking.question_day import Window, refuse_unread_day, window
from frontwatch.asking.question_ground import Grounds, grounds
from frontwatch.asking.question_matter import refuse_other_matters, refuse_unnamed, shortened
from frontwatch.asking.question_side import side_and_sense
from frontwatch.kinds.kinds import KINDS
from frontwatch.model import FrontwatchError, Place, Question, Region
from frontwatch.reading.clauses import Sentence
from frontwatch.reading.document import read_document
from frontwatch.reading.lexicon import lexicon
from frontwatch.reading.quantities import Amount
from frontwatch.reading.reader import Read, steps

if TYPE_CHECKING:
    from frontwatch.theatre.theatre import Theatre

WHOLE_REGION = 0.995
"""Share of a region that counts as all of it: a border is drawn a few hundred metres off by one source or the other."""
ANY_OF_REGION = 1 - WHOLE_REGION
"""Share of a region that counts as some of it: less may be the border's error."""
SQ_MI_KM2 = 2.589988
MILE_KM = 1.609344
LONGEST = 500
"""Letters of a question: more is a report, which `check --ask` reads."""

Holder = Callable[[Place], str]
"""Who holds a place's centre on the as-of day."""

_WHEN = re.compile(
    r"^(?:by when|when|how soon|by (?:what|which) (?:day|date|month|year)) (will|could|can|might|may|does|is)\b",
    re.IGNORECASE,
)
_AFTER_COLON = re.compile(r"^[^?:]*: *(will|could|can|might|may|does|is)\b", re.IGNORECASE)
_DAY_FIRST = re.compile(
    r"^((?:in|by|before|within|during|until|this|next)\b[^?]{1,40}), (will|could|can|might|may|does|is) ([^?]+)\??$",
    re.IGNORECASE,
)
_THROUGH = re.compile(r"\bthrough(?= (?:20\d\d|the end|[A-Z]))")
_NEAR = frozenset(["within", "closer", "nearer", "less", "under"])
_REST = frozenset(["rest", "remaining", "remainder"])
_ALL = _REST | frozenset(
    ["all", "full", "fully", "completely", "entirely", "entire", "whole", "wholly", "totally", "total"]
)
_ANY = frozenset(["any", "part", "parts", "foothold", "outskirts", "somewhere", "inside"])
_ONE_OF = frozenset(["either", "any", "or", "neither", "nor"])


def event_of(text: str, theatre: Theatre, as_of: date, holder: Holder | None = None) -> Event:
    """The event that a question asks about.

    Raises: FrontwatchError: see ``asked``; or it asks whether something does not come.
    """
    found = asked(text, theatre, as_of, holder=holder)
    if found.opposite:
        raise FrontwatchError(f"{text!r} asks whether something does not come; ask whether it does.")
    return found.event


def asked(
    text: str, theatre: Theatre, as_of: date, *, said_on: date | None = None, holder: Holder | None = None,
    hint: Question | None = None,
) -> Asked:  # fmt: skip
    """A question as understood.

    Args:
        text: one question: "Will Russia take Pokrovsk by 2025-12-31?".
        as_of: the day from which it is asked; an open question reaches a year from it.
        said_on: the day its words were written, where that is another: "by August" counts from it.
        holder: where the question names no side, the one is meant that does not hold the place.
        hint: what the report around it says of the side, the place and the day.
    Raises: FrontwatchError: it names no place, one of several of a name, no side, no ground that can be asked about;
        there is no such day.
    """
    if len(text) > LONGEST:
        raise FrontwatchError(
            f"A question of over {LONGEST} letters is a report; `frontwatch check --ask` reads those."
        )
    said_on = said_on or as_of
    read = _read(plainly(spelt_out(" ".join(text.split()), said_on)), theatre, said_on)
    sentence = read.sentence
    refuse_unnamed(text, read)
    found = grounds(sentence, theatre, hint.place if hint else None)
    if hint is not None and hint.place is not None and found.is_empty:
        found = replace(found, places=(hint.place,))
    by = window(sentence, said_on)
    if hint is not None and hint.by is not None and by.by is None:
        by = replace(by, by=hint.by)
    if by.by is None:
        refuse_unread_day(sentence)
    _refuse_nowhere(text, sentence, found, theatre)
    refuse_other_matters(text, read)
    sense = side_and_sense(read, theatre, found, holder, hint.side if hint else None)
    made = _event(read, found, sense.side, by, as_of)
    return Asked(event=made, text=text, open=by.by is None, opposite=sense.opposite)


def _read(text: str, theatre: Theatre, said_on: date, *, again: bool = True) -> Read:
    """The sentence that asks, with names in small letters found too."""
    if not text:
        raise FrontwatchError("There is no question; ask for example: Will Russia take Pokrovsk by 2025-12-31?")
    ends = text if text.endswith(("?", ".", "!")) else text + "?"
    read = list(steps(read_document(ends), theatre, said_on, KINDS))
    asking = [r for r in read if r.sentence.asked] or read
    if len(asking) > 1:
        raise FrontwatchError(f"There are {len(asking)} questions in {shortened(text)!r}; ask one at a time.")
    named = asking and any(m.is_ground and m.ref is not None for m in asking[0].sentence.mentions)
    months = lexicon().words.months
    small = not any(w[0].isupper() and w.lower().rstrip("?,.") not in months for w in ends.split()[1:])
    if not named and small and again:
        capital = " ".join(w[:1].upper() + w[1:] for w in ends.split())
        found = _read(capital, theatre, said_on, again=False)
        if any(isinstance(m.ref, Place | Region) for m in found.sentence.mentions):
            return found
    if not asking:
        raise FrontwatchError(f"{shortened(text)!r} is no question about ground; name who, a place and a day.")
    return asking[0]


def plainly(text: str) -> str:
    """A question that begins with its verb: what stands before it goes behind, or away where it only asks for the day.

    >>> plainly("By when will Alder fall?"), plainly("Will Alder hold through 2031?")
    ('Will Alder fall?', 'Will Alder hold until 2031?')
    >>> plainly("In July, will Alder fall?"), plainly("Some ask: will Alder fall?")
    ('Will Alder fall in July?', 'Will Alder fall?')
    """
    text = _WHEN.sub(lambda m: m[1].capitalize(), _AFTER_COLON.sub(lambda m: m[1].capitalize(), text))
    text = _DAY_FIRST.sub(lambda m: f"{m[2].capitalize()} {m[3]} {m[1][:1].lower()}{m[1][1:]}?", text)
    return _THROUGH.sub("until", text)


def _refuse_nowhere(text: str, sentence: Sentence, found: Grounds, theatre: Theatre) -> None:
    """Raise for a question that names no ground, unless it is of ground taken anywhere."""
    if not found.is_empty or _area(sentence) is not None:
        return
    capital = [t.text for t in sentence.tokens[1:] if t.text[:1].isupper()]
    unknown = [w for w in capital if not theatre.look_up(w) and w not in {m.text for m in sentence.mentions}]
    near = [n for w in unknown for n in theatre.closest_names(w)][:3]
    hint = f" The closest names are: {', '.join(near)}." if near else ""
    raise FrontwatchError(
        f"{shortened(text)!r} names no place or region of theatre {theatre.name}; name one, or give --place.{hint}"
    )


# ------------------------------------------------------------------ what is asked


def _event(read: Read, found: Grounds, side: str, when: Window, as_of: date) -> Event:
    sentence = read.sentence
    _refuse_less(sentence)
    by = day_or_farthest(when.by, as_of)
    area = _area(sentence)
    if area is not None:
        _refuse_around(found)
        since = when.since if when.since is not None and when.since > as_of else None
        region, sector = found.region, found.sector
        return GroundTaken(side=side, km2=_km2(area), by=by, region=region, sector=sector, since=since)
    if found.places:
        km = _nearness(sentence)
        if km is not None:
            return FrontNear(side=side, place=_only(found.places), km=km, by=by)
        return _of_places(read, found, side, by)
    if found.region is not None:
        return RegionShare(side=side, region=found.region, share=_share(read), by=by)
    assert found.sector is not None
    raise FrontwatchError(
        f"A sector has no edge to be held within: name a place of the {found.sector.name}, or ask how many km² of it "
        "are taken."
    )


def _of_places(read: Read, found: Grounds, side: str, by: date) -> Event:
    if _amount(read.sentence, "%") is not None:
        raise FrontwatchError(
            f"Of a place no share is asked about; ask about the centre, any part or all of {found.places[0].name}."
        )
    part = _part(read)
    each = tuple(Control(side=side, place=p, by=by, part=part) for p in found.places)
    if len(each) == 1:
        return each[0]
    return Several(of=each, how=_how(read.sentence, found))


def _how(sentence: Sentence, found: Grounds) -> How:
    if found.in_order:
        return "in_order"
    if "first" in {t.low for t in sentence.tokens}:
        one, other = (p.name for p in found.places[:2])
        raise FrontwatchError(f"Which of them comes first is two questions; ask whether {one} comes before {other}.")
    return "any" if _ONE_OF & {t.low for t in sentence.tokens} else "all"


def _part(read: Read) -> Part:
    """How much of a place is asked about: "all of", "any part of"; to enter it is to hold any part."""
    several = len([m for m in read.sentence.mentions if m.what == "place"]) > 1
    if _some_of(read, several=several):
        return "any"
    lows = {t.low for t in read.sentence.tokens}
    return "all" if _ALL & lows - ({"all"} if several else set()) else "centre"


def _some_of(read: Read, *, several: bool = False) -> bool:
    """Whether any part is asked about; "any" of several places is one of them, "the remaining part" is all of it."""
    lows = {t.low for t in read.sentence.tokens}
    if lows & _REST:
        return False
    entered = any(c.predicate == "ENTER" for c in read.clauses)
    marks = {m for c in read.clauses for m in c.marks}
    return bool(_ANY & lows - ({"any"} if several else set())) or entered or "part" in marks


def _only(places: tuple[Place, ...]) -> Place:
    if len(places) > 1:
        raise FrontwatchError(
            f"How near the front comes is asked of one place, and {len(places)} are named; ask of each by itself."
        )
    return places[0]


# ------------------------------------------------------------------ how much


def _amount(sentence: Sentence, *units: str) -> Amount | None:
    return next((a for a in sentence.amounts if a.unit in units), None)


def _refuse_less(sentence: Sentence) -> None:
    """Raise for "less than 75 %", "under 300 km²" and a range: that it has come to more says nothing of them."""
    for a in sentence.amounts:
        low, high = a.quantity.low, a.quantity.high
        if a.unit in ("%", "km2", "sq mi") and high is not None and low != high:
            told = f"{high:g} {'%' if a.unit == '%' else 'km²'}"
            raise FrontwatchError(
                f"Less than an amount, or between two, cannot be asked; ask whether it will be {told} or more."
            )


def _refuse_around(found: Grounds) -> None:
    """Raise for km² around a place: ground taken is counted in a sector, a region or everywhere."""
    if found.places and found.region is None and found.sector is None:
        raise FrontwatchError(
            f"Ground taken is not counted around a place; ask of a sector (the {found.places[0].name} direction), a "
            "region, or in all."
        )


def _area(sentence: Sentence) -> Amount | None:
    return _amount(sentence, "km2", "sq mi")


def _km2(area: Amount) -> float:
    return float(area.value or 0.0) * (SQ_MI_KM2 if area.unit == "sq mi" else 1.0)


def _nearness(sentence: Sentence) -> float | None:
    """ "within 5 km of X" in km; None where no distance is asked about.

    Raises: FrontwatchError: a distance is named that is none to a place.
    """
    found = _amount(sentence, "km", "mi")
    if found is None:
        return None
    lows = {t.low for t in sentence.tokens[max(0, found.first - 4) : found.last + 1]}
    if not _NEAR & lows or not found.value:
        raise FrontwatchError(
            "How far a side advances cannot be asked; ask whether its ground comes within so many km of a place."
        )
    return float(found.value) * (MILE_KM if found.unit == "mi" else 1.0)


def _share(read: Read) -> float:
    """Of a region, 0 to 1; where none is said all of it, or of a region entered some of it.

    Raises: FrontwatchError: it is no share of anything.
    """
    found = _amount(read.sentence, "%")
    if found is None or found.value is None:
        return ANY_OF_REGION if _some_of(read) else WHOLE_REGION
    share = float(found.value) / 100
    if not 0 < share <= 1:
        raise FrontwatchError(
            f"A side cannot hold {found.value:g} % of a region; ask about more than 0 and up to 100 %."
        )
    return min(share, WHOLE_REGION)
