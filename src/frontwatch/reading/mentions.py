"""The names in a sentence: places, regions, sectors, sides, forces, actors, and the words that stand for one named
before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from frontwatch.model import Place, Region, Sector, Span
from frontwatch.reading.anaphora import standing_for
from frontwatch.reading.lexicon import lexicon
from frontwatch.reading.mention import ASIDE, Mention
from frontwatch.reading.tokens import Token
from frontwatch.reading.unlisted import unlisted_places

if TYPE_CHECKING:
    from frontwatch.theatre.names import Named
    from frontwatch.theatre.theatre import Theatre

PEOPLE = ("side", "force", "actor", "pronoun", "country")
_PLURALS = ("regions", "oblasts", "provinces", "sectors", "directions", "axes", "republics")


def mentions(text: str, line: Sequence[Token], named: Sequence[Named], theatre: Theatre) -> tuple[Mention, ...]:
    """The mentions of a sentence, in order.

    Args:
        text: the report's text. line: the sentence's tokens. named: names found in it (offsets in the text).
    """
    starts = {token.start: i for i, token in enumerate(line)}
    found: list[Mention] = []
    taken: set[int] = set()
    for name in named:
        made = _from_name(text, line, name, starts, theatre)
        if made:
            found.append(made)
            if name.what == "region":
                found += [replace(made, ref=theatre.region(str(ref))) for ref in name.refs[1:]]
            taken.update(range(made.first, made.last))
    found += standing_for(line, taken)
    found.sort(key=lambda m: m.first)
    found = [_with_force(line, m, taken) if m.side else m for m in found]
    found = [*unlisted_places(line, found)]
    found = _as_lists(line, found, theatre)
    return tuple(_placed(line, found))


def _with_force(line: Sequence[Token], owner: Mention, taken: set[int]) -> Mention:
    """ "Vladimir Putin's men", "Kyiv's exhausted troops": whose force it is, and the force."""
    if owner.last >= len(line) or line[owner.last].low != "'s" or owner.what == "place":
        return owner
    for end in range(owner.last + 1, min(len(line), owner.last + 4)):
        if end in taken or line[end].what != "word":
            return owner
        if line[end].low in _TROOPS:
            said = f"{owner.text}{' '.join(t.text for t in line[owner.last : end + 1])}"
            span = Span(owner.span.start, line[end].end)
            return replace(owner, last=end + 1, span=span, what="force", text=said, ref=owner.side)
    return owner


_TROOPS = frozenset(["men", "troops", "forces", "army", "soldiers", "fighters", "defenders", "military", "units"])


def _from_name(
    text: str, line: Sequence[Token], name: Named, starts: dict[int, int], theatre: Theatre
) -> Mention | None:
    first = starts.get(name.start)
    if first is None:
        first = next((i for i, t in enumerate(line) if t.start <= name.start < t.end), None)
        if first is None:
            return None
    last = first + 1
    while last < len(line) and line[last].start < name.end:
        last += 1
    if name.form == "adjective" and _is_surname(line, first, last):
        return None
    if name.what == "place" and _is_given_name(line, first, last, theatre, name):
        return None
    if text.startswith(("-based", "-born", "-made"), name.end) or (
        name.what == "place" and _is_river(line, first, last)
    ):
        return None
    span, said = Span(name.start, name.end), text[name.start : name.end]
    ref, side = _meaning(name, theatre)
    rivals = tuple(int(r) for r in name.refs[1:]) if name.what == "place" else ()
    return Mention(first, last, span, name.what, said, ref, side, form=name.form, rivals=rivals)


def _is_river(line: Sequence[Token], first: int, last: int) -> bool:
    """Whether a place's name with an article and no noun behind it is a river's: "crossed the Haichur"."""
    if not first or line[first - 1].low != "the" or last - first > 1:
        return False
    words = lexicon().words
    low = line[last].low if last < len(line) else "."
    if _lists_sectors(line, last):
        return False
    ends = last >= len(line) or (line[last].what == "sign" and line[last].text not in "-–'’&/")
    crossed = first > 1 and line[first - 2].low in ("over", "across", "along") and low == "and"
    return ends or crossed or low in words.prepositions or low in words.be or low in words.have or low in words.modals


_LONGEST_LIST = 16
"""Tokens of a row of names that ends in "directions"."""


def _lists_sectors(line: Sequence[Token], at: int) -> bool:
    """Whether a row of names with "directions" at its end goes on at a token: "the Lyman, Siversk and X directions"."""
    if at >= len(line) or line[at].low not in (",", "and", "or"):
        return False
    for k in range(at, min(len(line), at + _LONGEST_LIST)):
        if line[k].low in _PLURALS:
            return True
        if line[k].low not in (",", "and", "or", "the", "-") and not line[k].text[0].isupper():
            return False
    return False


def _meaning(name: Named, theatre: Theatre) -> tuple[Place | Region | Sector | str | None, str | None]:
    key = name.refs[0]
    if name.what == "place":
        return theatre.place(int(key)), None
    if name.what == "region":
        return theatre.region(str(key)), None
    if name.what == "sector":
        return theatre.sector(str(key)), None
    if name.what == "actor":
        actor = theatre.actor(str(key))
        return actor.name, actor.side
    return str(key), str(key)


def _as_lists(line: Sequence[Token], found: list[Mention], theatre: Theatre) -> list[Mention]:
    """ "Sumy and Chernihiv regions", "the Lyman and Pokrovsk directions": the last word counts for all of a list."""
    made = list(found)
    listed: set[int] = set()
    for k in range(len(made) - 1, -1, -1):
        here = made[k]
        if here.what not in ("place", "region", "sector"):
            continue
        after = line[here.last].low if here.last < len(line) else ""
        kind = here.what
        if here.what == "place" and isinstance(here.ref, Place):
            if after in ("sector", "sectors", "direction", "directions", "axis", "axes"):
                kind = "sector"
                listed |= {k} if after in _PLURALS else set()
            elif after in ("region", "regions", "oblast", "oblasts", "province", "provinces"):
                kind = "region"
                listed |= {k} if after in _PLURALS else set()
            elif k + 1 < len(made) and made[k + 1].what in ("region", "sector") and _joined(line, here, made[k + 1]):
                plural = line[made[k + 1].last - 1].low, line[min(len(line) - 1, made[k + 1].last)].low
                if k + 1 in listed or any(w in _PLURALS for w in plural):
                    listed.add(k)
                    kind = made[k + 1].what
            if kind != "place":
                made[k] = _turned(here, kind, theatre)
    return made


def _joined(line: Sequence[Token], a: Mention, b: Mention) -> bool:
    gap = [t.low for t in line[a.last : b.first]]
    return 0 < len(gap) <= 3 and not set(gap) - {",", "and", "or", "the", "&", "/"}


def _turned(here: Mention, kind: str, theatre: Theatre) -> Mention:
    place = here.ref
    assert isinstance(place, Place)
    if kind == "region":
        own = next((r for r in theatre.regions if r.name.split()[0] == place.name), None)
        if own:
            return replace(here, what="region", ref=own)
        return replace(here, what="region", ref=theatre.region(place.region)) if place.region else here
    sector = _sector_spelt(here.text, theatre) if here.form == "adjective" else theatre.sector_of(place)
    return replace(here, what="sector", ref=sector) if sector else here


def _placed(line: Sequence[Token], found: list[Mention]) -> list[Mention]:
    """Each mention with the preposition and the part that govern it; members of a list share their first one's."""
    made: list[Mention] = []
    ends = {m.last: m for m in found}
    for here in found:
        prep, part = _governed(line, here, ends, made)
        if _in_brackets(line, here) and (prep in lexicon().words.directions or _locates(line, here, ends)):
            prep = ASIDE
        made.append(replace(here, prep=prep, part=here.part or part or _owned_part(line, here)))
    return made


def _owned_part(line: Sequence[Token], here: Mention) -> str:
    """The part that a place's genitive names: "western districts" of "Chasiv Yar's western districts"."""
    if here.what != "place" or here.last >= len(line) or line[here.last].low != "'s":
        return ""
    words = lexicon().words
    parts: list[str] = []
    for token in line[here.last + 1 : here.last + 5]:
        parts.append(token.low)
        if token.low in words.part_nouns and token.low not in ("side", "area", "positions"):
            return " ".join(parts)
        if token.low not in words.directions and token.low not in ("city", "town", "very", "outer"):
            return ""
    return ""


_PLURAL_PLACES = frozenset(["villages", "towns", "settlements", "cities", "localities", "hamlets", "communities"])


def _locates(line: Sequence[Token], here: Mention, ends: dict[int, Mention]) -> bool:
    """Whether a region in brackets only tells where the place before it lies: "Yablunivka (Sumy region)"."""
    opening = next((k for k in range(here.first - 1, max(-1, here.first - 4), -1) if line[k].text == "("), -1)
    place = ends.get(opening)
    return here.what == "region" and place is not None and place.what == "place"


_ABOUT = frozenset(["around", "about", "over", "under"])
"""Prepositions that before a number only say that it is not exact."""
_BESIDE = frozenset(["to", "on", "from", "just", "towards", "toward"])
"""Before "the north of X" these put a thing outside X, not into its north."""


def _in_brackets(line: Sequence[Token], here: Mention) -> bool:
    for i in range(here.first - 1, max(-1, here.first - 8), -1):
        if line[i].text in "()":
            return line[i].text == "("
    return False


def _governed(line: Sequence[Token], here: Mention, ends: dict[int, Mention], made: list[Mention]) -> tuple[str, str]:
    words = lexicon().words
    parts: list[str] = []
    at, crossed_of, shared = here.first - 1, False, False
    steps = 0
    while at >= 0 and steps < 10:
        steps += 1
        token = line[at]
        low = token.low
        owner = next((m for m in made if m.last == at), None) if low == "'s" else None
        if owner and owner.what in ("country", "side", "place"):
            return owner.prep, " ".join(reversed(parts))
        if at + 1 in ends and at + 1 != here.first and ends[at + 1].what != "pronoun":
            return "of" if crossed_of else "", " ".join(reversed(parts))
        if low in ("and", ",", "or", "&", "as", "well") and not parts:
            before = at
            while before >= 0 and line[before].low in ("and", ",", "or", "&", "as", "well", "likely", "also"):
                before -= 1
            head = next((m for m in made if m.last == before + 1), None)
            if head and head.is_ground and head.prep == "in" and head.first > 1 and line[head.last].low == ",":
                # "The villages of A, in X, and B": the region only says where A lies.
                head = next((m for m in made if m.last == head.first - 2 and line[m.last].low == ","), head)
            if head and head.what == "region" and here.what == "place" and head.prep == "in":
                # "A in the X region and B in the Y region": B stands beside A.
                head = next((m for m in made if m.what == "place" and head.first - m.last in (1, 2)), head)
            # A comma alone joins ground ("in A, B and C"), not people ("According to X, the Russians …").
            listed = here.is_ground or any(line[k].low in ("and", "or", "&") for k in range(before + 1, at + 1))
            if (
                head
                and head.is_ground == here.is_ground
                and (head.what == "country") == (here.what == "country")
                and listed
            ):
                return head.prep, ""
            noun = line[before].low if before >= 0 else ""
            if head is None and here.is_ground and line[at].text == "," and noun in _PLURAL_PLACES:
                # "Of two nearby villages, A and B": what governs the villages governs their names.
                near = range(before - 1, max(-1, before - 5), -1)
                prep = next((line[k].low for k in near if line[k].low in words.prepositions), "")
                return prep, ""
            # A name that no list knows stands in the row too: "out of X and Y".
            if head is None and here.is_ground and before > 0 and _is_name(line[before]) and at - before <= 2:
                at = before - 1
                continue
            return "", ""
        if low == "of":
            noun = line[at - 1].low if at else ""
            if (
                noun in words.part_nouns
                or noun in words.kind_nouns
                or noun
                in (
                    "all",
                    "much",
                    "most",
                    "half",
                    "rest",
                    "whole",
                    "control",
                    "part",
                    "parts",
                    "territory",
                    "%",
                    "third",
                    "thirds",
                    "fifth",
                    "fifths",
                    "quarter",
                    "quarters",
                    "tenth",
                    "tenths",
                    "majority",
                    "bulk",
                    "remainder",
                    "entirety",
                    "swathes",
                    "cent",
                    "percent",
                    "km",
                    "kilometers",
                    "kilometres",
                )
            ):
                if noun in words.part_nouns:
                    parts.append(noun)
                crossed_of = noun in ("control", "km", "kilometers", "kilometres")
                if crossed_of:
                    return "of", " ".join(reversed(parts))
                shared = shared or noun in ("%", "percent", "cent")
                at -= 2
                continue
            if noun in words.directions and at > 2 and line[at - 2].low == "the" and line[at - 3].low not in _BESIDE:
                parts.append(noun)
                at -= 3
                continue
            direction = noun if noun in words.directions else ""
            return (direction or "of"), " ".join(reversed(parts))
        if low in ("then", "now") and line[at - 1].low in ("by", "since", "until", "from"):
            break
        if low == "all" and line[at - 1].low == "in" and line[at + 1].what == "number":
            break
        if low in words.directions and not (at + 1 < len(line) and line[at + 1].low == "of"):
            parts.append(low)
        elif low in _ABOUT and line[at + 1].what == "number":
            pass
        elif low in words.prepositions and low not in words.directions and (low != "about" or at + 1 == here.first):
            joins = low in ("since", "after", "before", "until", "as", "than")
            return "" if joins else low, " ".join(reversed(parts))
        elif low in words.part_nouns and low not in ("side", "area"):
            parts.append(low)
        elif (low == "about" and at + 1 != here.first) or (shared and token.what == "number"):
            pass
        elif not (low in words.determiners or low in words.kind_nouns or low in words.adverbs or low == "'s"):
            break
        at -= 1
    return "", " ".join(reversed(parts))


def _is_name(token: Token) -> bool:
    return token.what == "word" and token.text[0].isupper() and len(token.text) > 3


def _sector_spelt(adjective: str, theatre: Theatre) -> Sector | None:
    """The sector whose name begins most like an adjective ("Pokrovsky", "Kostiantynivskyi"); at least five letters."""
    low = adjective.lower()

    def alike(sector: Sector) -> int:
        pairs = zip(low, sector.name.lower(), strict=False)
        return next((k for k, (a, b) in enumerate(pairs) if a != b), min(len(low), len(sector.name)))

    best = max(theatre.sectors, key=alike, default=None)
    return best if best is not None and alike(best) >= 5 else None


_SMALL = 8000
"""Residents: a smaller place whose name stands before another capital is taken for somebody's given name."""


def _is_surname(line: Sequence[Token], first: int, last: int) -> bool:
    """Whether an adjective made of a place's name is rather a person's surname: "Oleksii Kharkivskyi"."""
    if (
        not first
        or line[first - 1].what != "word"
        or (last < len(line) and line[last].low in lexicon().words.kind_nouns)
    ):
        return False
    before, words = line[first - 1], lexicon().words
    plain = before.low in words.titles or before.low in words.determiners or before.low in words.prepositions
    return before.text[:1].isupper() and not before.text.isupper() and not plain


def _is_given_name(line: Sequence[Token], first: int, last: int, theatre: Theatre, name: Named) -> bool:
    """Whether a small place's name is rather a person's: "Serhii Holm said"."""
    if last >= len(line) or line[last].what != "word" or not line[last].text[0].isupper() or len(name.refs) > 1:
        return False
    if line[last].low in lexicon().words.kind_nouns or (first and line[first - 1].low in lexicon().words.prepositions):
        return False
    if theatre.place(int(name.refs[0])).population >= _SMALL:
        return False
    return sum(t.text[0].isupper() for t in line if t.what == "word") < len(line) / 2
