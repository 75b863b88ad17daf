"""Verb groups: "has not yet been taken" is one TAKE, denied, passive, perfect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from frontwatch.reading.lexicon import Verb, lexicon
from frontwatch.reading.tokens import Token

_BE = Verb("BE", "be", "", frozenset({"base"}))
_HAVE = Verb("HAVE", "have", "", frozenset({"base"}))
_SUBJECTS = frozenset(
    [
        "they",
        "it",
        "he",
        "she",
        "we",
        "i",
        "you",
        "who",
        "which",
        "that",
        "line",
        "lines",
        "front",
        "frontline",
        "footage",
        "video",
        "videos",
        "images",
        "imagery",
        "photos",
        "photographs",
        "map",
        "maps",
        "data",
        "troops",
        "forces",
        "soldiers",
        "army",
        "units",
        "men",
        "defenders",
        "there",
        "and",
        "to",
        "not",
    ]
)


MOST_GROUPS = 40
"""Of one sentence: no sentence that a person wrote has more, and every later layer looks from each to the others."""


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries: tokens first to last (exclusive, particle included), head the verb itself."""

    first: int
    last: int
    head: int
    verb: Verb
    form: str
    denied: bool
    passive: bool
    perfect: bool
    progressive: bool
    modal: str
    """"possible", "conditional", "future", "able" or ""."""
    to: bool
    """An infinitive with "to"."""

    @property
    def predicate(self) -> str:
        return self.verb.predicate


def verb_groups(
    line: Sequence[Token], inside: frozenset[int], people: frozenset[int], single: frozenset[int] = frozenset()
) -> tuple[VerbGroup, ...]:
    """The verb groups of a sentence, in order.

    Args:
        inside: tokens that stand inside a name and so are no verbs.
        people: tokens that end the name of a side, force or actor: what follows may well be their verb.
        single: tokens that end the name of one place or country, which no plural verb follows ("the Luhansk group").
    """
    found: list[VerbGroup] = []
    starters, words = _starters(), lexicon().words
    asking = bool(line) and (line[0].low in words.modals or line[0].low in words.do or line[0].low in words.have)
    capitals = sum(t.text[0].isupper() for t in line if t.what == "word")
    titled = 2 * capitals > sum(t.what == "word" for t in line)
    i = 0
    while i < len(line) and len(found) < MOST_GROUPS:
        skipped = line[i].low not in starters or i in inside or (not titled and _named_so(line, i))
        group = None if skipped else _group(line, i, inside, people)
        if (
            group is None
            or (
                i in single
                and not asking
                and group.head == i
                and group.verb.forms == {"base"}
                and group.verb not in (_BE, _HAVE)
            )
            or (group.first == group.head and _bracketed(line, group))
            or (found and found[-1].last == group.first == group.head and _describes(found[-1], group))
        ):
            i += 1
        else:
            found.append(_going_on(line, _apposed(line, group, single)))
            i = group.last
    return tuple(_turned(line, found, inside))


def _named_so(line: Sequence[Token], i: int) -> bool:
    """Whether a word in the middle of a sentence is part of a name that no list has: "Novy Put"."""
    if i < 2 or not line[i].text[0].isupper() or line[i].text.isupper():
        return False
    before = line[i - 1]
    return before.what == "word" and before.text[0].isupper() and line[i - 2].text not in '.!?:"“'


_SHORT_BRACKET = 4
"""Tokens in brackets that only say what is counted: "casualties (killed and wounded)"."""


def _bracketed(line: Sequence[Token], group: VerbGroup) -> bool:
    opened = any(line[k].text == "(" for k in range(max(0, group.first - _SHORT_BRACKET), group.first))
    closing = range(group.last, min(len(line), group.last + _SHORT_BRACKET))
    return opened and group.predicate == "KILL" and any(line[k].text == ")" for k in closing)


def _describes(before: VerbGroup, group: VerbGroup) -> bool:
    """Whether a participle right behind a verb only describes the noun that follows: "regained lost positions"."""
    return group.form in ("past", "part") and before.predicate not in ("HAVE", "BE", "SAY")


def _apposed(line: Sequence[Token], group: VerbGroup, single: frozenset[int]) -> VerbGroup:
    """ "X, captured in August, serves …": a participle between a place's name and a day or a comma is passive."""
    at, verb = group.first - 1, group.verb
    bare = group.first == group.head and group.form == "past" and "part" in verb.forms and not group.passive
    after = line[group.last].low if group.last < len(line) else ""
    if bare and group.first in single and after in ("", ".", "!", ";") and verb.predicate in _DONE:
        return replace(group, passive=True, form="part")
    if bare and at > 0 and line[at].low == "," and at in single and verb.predicate in _DONE and after in _WHEN:
        return replace(group, passive=True, form="part")
    return group


def _going_on(line: Sequence[Token], group: VerbGroup) -> VerbGroup:
    """ ", he went on,": going on between commas is speech that goes on."""
    alone = group.first == group.head >= 2 and group.last < len(line)
    if not alone or group.verb.lemma not in ("go", "continue") or group.form != "past":
        return group
    person = line[group.first - 1].low in ("he", "she") and line[group.first - 2].text in _PAUSES
    if not person or line[group.last].text not in (",", ".", ":"):
        return group
    return replace(group, verb=replace(group.verb, predicate="SAY", lemma="say"))


_PAUSES = frozenset([",", '"', "”", "’"])


_WHEN = frozenset(["in", "on", "since", "last", "earlier", "by", "during", "at", "early", "late", "this", ","])


_TURNING = frozenset(["nor", "neither", "so", "never"])
"""Words after which a helper stands before its subject."""
_ANYBODY = frozenset(["anybody", "anyone", "it", "they", "he", "she", "we", "there", "nobody", "in", "at", "near"])


def _turned(line: Sequence[Token], found: list[VerbGroup], inside: frozenset[int]) -> list[VerbGroup]:
    """ "Has Lyman fallen?": a helper that stands before its subject belongs to the verb behind it."""
    opens = next((k for k, t in enumerate(line) if t.what != "sign"), 0)
    turning = opens < len(line) and line[opens].low in _TURNING
    if len(found) < 2 or found[0].first > opens * turning + turning:
        return found
    if found[0].predicate not in ("BE", "HAVE") or found[0].last != found[0].first + 1:
        return found
    helper, verb = found[0], found[1]
    plain = lexicon().words.determiners | _ANYBODY
    between = all(k in inside or line[k].low in plain for k in range(helper.last, verb.first))
    if not between or verb.to or "part" not in verb.verb.forms:
        return found
    has = helper.predicate == "HAVE"
    return [replace(verb, passive=not has, perfect=has, form="part"), *found[2:]]


@cache
def _starters() -> frozenset[str]:
    """Words that a verb group can begin with."""
    words = lexicon().words
    helpers = {*words.modals, *words.be, *words.have, *words.do, "cannot", "not", "never", "n't", "to"}
    return frozenset(helpers | set(lexicon().verbs))


def _group(line: Sequence[Token], i: int, inside: frozenset[int], people: frozenset[int]) -> VerbGroup | None:
    words = lexicon().words
    aux: list[str] = []
    denied, to, modal = False, False, ""
    j = i
    while j < len(line) and j not in inside:
        low = line[j].low
        if low in words.modals and not (low in ("may", "might", "can", "will") and line[j].text.istitle() and j != 0):
            modal = modal or words.modals[low]
            denied = denied or low.endswith("n't")
            aux.append("modal")
        elif low in words.be and (low != "'s" or aux or _is_short_be(line, j)):
            aux.append("be")
            denied = denied or low.endswith("n't")
        elif low in _STAYING and not (aux or to) and _participle_next(line, j):
            aux.append("be")
        elif low in words.have and (aux or not _is_main_have(line, j)):
            aux.append("have")
            denied = denied or low.endswith("n't")
        elif low in words.do:
            aux.append("do")
            denied = denied or low.endswith("n't")
        elif low == "cannot":
            aux.append("modal")
            denied = True
        elif low in ("not", "never", "n't", "nor", "hardly") and (aux or low in ("not", "never")):
            denied = True
        elif low == "no" and aux and _next(line, j) == "longer":
            denied = True
            j += 1
        elif low == "to" and not to and (not aux or aux[-1] in ("be", "have")):
            if aux:
                modal = modal or ("planned" if aux[-1] == "be" else "")
            else:
                to = True
        elif aux and line[j].text in _QUOTES and _participle_next(line, j):
            # Scare quotes: "the garrison was “blocked”".
            pass
        elif (
            (aux and low == "but" and line[j - 1].low == "all")
            or (aux and (low in words.adverbs or low.endswith("ly")))
            or ((to or denied) and (low in words.adverbs or low.endswith("ly")) and not _verb_at(line, j, inside))
        ):
            pass
        else:
            break
        j += 1
    return _headed(line, i, j, aux, inside, people, denied=denied, to=to, modal=modal)


_QUOTES = frozenset("\"“‘'")
_STAYING = frozenset(["remain", "remains", "remained", "stay", "stays", "stayed"])


def _participle_next(line: Sequence[Token], j: int) -> bool:
    """Whether a participle of what was done to the subject follows: "remains occupied", "stayed cut off"."""
    k = j + 1
    while k < len(line) and (line[k].low in lexicon().words.adverbs or line[k].low.endswith("ly")):
        k += 1
    if k >= len(line):
        return False
    return any("part" in v.forms and v.predicate in _DONE for v in lexicon().verbs.get(line[k].low, ()))


_DONE = frozenset(["TAKE", "HOLD", "SURROUND", "CUT", "KILL", "THREATEN"])


def _is_short_be(line: Sequence[Token], j: int) -> bool:
    """Whether 's here is "is" rather than a possessive."""
    return j > 0 and line[j - 1].low in ("it", "he", "she", "that", "there", "what", "who", "here")


def _is_main_have(line: Sequence[Token], j: int) -> bool:
    """Whether has/have/had here owns something rather than helps a verb."""
    verbs, words = lexicon().verbs, lexicon().words
    for k in range(j + 1, min(len(line), j + 5)):
        low = line[k].low
        if (low in verbs and any(v.forms & {"part"} for v in verbs[low])) or low in words.be:
            return False
        if not (low in words.adverbs or low.endswith("ly") or low in words.negators):
            return True
    return True


def _headed(
    line: Sequence[Token], i: int, j: int, aux: list[str], inside: frozenset[int], people: frozenset[int],
    *, denied: bool, to: bool, modal: str,
) -> VerbGroup | None:  # fmt: skip
    verb = _verb_at(line, j, inside) if j < len(line) else None
    to_be = modal == "planned" and verb is not None and "base" in verb[0].forms and aux == ["be"]
    if verb and aux and aux[-1] == "be" and not (verb[0].forms & {"part", "ing"}) and not to_be:
        verb = None
    if verb and aux and aux[-1] == "have" and not verb[0].forms & {"part"}:
        verb = None
    if verb and (to or modal) and not aux[1:] and "base" not in verb[0].forms and aux[-1:] not in (["be"], ["have"]):
        verb = None
    if verb is None:
        if "be" in aux or aux[-1:] == ["have"] or (j < len(line) and line[j].low in lexicon().words.have):
            owns = "be" not in aux
            last = j + 1 if owns and aux[-1:] != ["have"] else j
            return VerbGroup(i, last, last - 1, _HAVE if owns else _BE, "base", denied, False, False, False, modal, to)
        return None
    entry, last = verb
    form = "base" if to_be else _form(entry, aux, to)
    denied = denied or any(line[k].low in ("no", "little") for k in range(j + 1, last))
    if entry.lemma == "occupy" and form in ("base", "s") and not (to or modal or "do" in aux):
        entry = replace(entry, predicate="HOLD")
    if not aux and not to and not _is_verb(line, i, j, entry, form, people):
        return None
    passive = (aux[-1:] == ["be"] and "part" in entry.forms and not to_be) or (
        not aux and not to and _bare_passive(line, j, last, entry)
    )
    progressive = aux[-1:] == ["be"] and "ing" in entry.forms
    return VerbGroup(i, last, j, entry, form, denied, passive, "have" in aux, progressive, modal, to)


def _verb_at(line: Sequence[Token], j: int, inside: frozenset[int]) -> tuple[Verb, int] | None:
    """The verb at a token, with its particle where it has one (up to three words may stand between)."""
    if j in inside or line[j].what != "word":
        return None
    options = lexicon().verbs.get(line[j].low, ())
    for option in options:
        if not option.particle:
            return option, j + 1
        if j + 1 < len(line) and line[j + 1].low == option.particle:
            if (
                option.particle == "up"
                and _next(line, j + 1) == "to"
                and line[j + 3 : j + 4]
                and line[j + 3].what == "number"
            ):
                continue
            if option.particle == "as" and _next(line, j + 1) not in ("far", "close", "near", "deep"):
                continue
            out_of = _next(line, j + 1) == "of" and [t.low for t in line[j + 3 : j + 4]] not in (
                ["action"],
                ["service"],
            )
            if option.predicate == "KILL" and option.particle == "out" and out_of:
                continue
            return option, j + 2
        apart = (
            j + 2 < len(line) and line[j + 1].low in ("them", "him", "it", "us") and line[j + 2].low == option.particle
        )
        if apart:
            return option, j + 3
        if option.particle == "under" and any(t.low == "under" for t in line[j + 1 : j + 16]):
            return option, j + 1
        if option.particle in (
            "control",
            "possession",
            "foothold",
            "ground",
            "territory",
            "progress",
            "gains",
            "headway",
            "advances",
            "prisoner",
            "captive",
            "flag",
            "way",
        ):
            for k in range(j + 2, min(len(line), j + 5)):
                if line[k].low == option.particle or (option.particle == "flag" and line[k].low == "flags"):
                    return option, k + 1
                if line[k].what != "word" or line[k].low in lexicon().words.prepositions:
                    break
    return None


def _form(verb: Verb, aux: list[str], to: bool) -> str:
    if to or aux[-1:] in (["modal"], ["do"]):
        return "base"
    if aux:
        return "ing" if "ing" in verb.forms else "part"
    for form in ("past", "s", "ing", "part", "base"):
        if form in verb.forms:
            return form
    return "base"


_ABOUT = frozenset(["about", "around", "roughly", "some", "nearly", "almost", "over", "only", "more", "less", "no"])
"""Words before a figure, as after a verb: "X, which …, holds about a fifth"."""


def _is_verb(line: Sequence[Token], i: int, j: int, verb: Verb, form: str, people: frozenset[int]) -> bool:
    words = lexicon().words
    before = line[i - 1].low if i else ""
    if form in ("base", "s"):
        if form == "base" and verb.predicate in ("REMAIN", "LIVE") and i and line[i - 1].what == "number":
            return True
        if before == "'s" or (form == "base" and before in ("it", "he", "she")):
            return False
        if i > 1 and i in people and (line[j].low in words.noun_too) and _counts(line[i - 2]):
            return False
        if before in _SUBJECTS or i in people:
            after = line[j + 1].low if j + 1 < len(line) else ""
            helped = after in words.be or after in words.have or after in words.modals
            if helped and line[j].low in words.noun_too:
                return False
            noun = line[j].low in words.noun_too and (after in words.prepositions or not after.isalpha() or helped)
            return not (before == "and" and noun)
        if (
            form == "s"
            and before == ","
            and j + 1 < len(line)
            and line[j + 1].low in ("from", "along", "through", "for")
        ):
            return True
        following = line[j + 1] if j + 1 < len(line) else None
        opened = any(t.low in ("which", "who") for t in line[:i]) or _aside_closes(line, i)
        closes = before == "," and j + 1 < len(line) and opened
        if (
            closes
            and following
            and (following.low in words.determiners or following.what == "number" or following.low in _ABOUT)
        ):
            return True
        goes_on = form == "base" and i > 1 and before in words.adverbs and line[i - 2].low == "and"
        if goes_on and following and (following.low in words.determiners or following.low in _ABOUT):
            return True
        if form == "s" and before in words.titles and following and following.low in ("that", "it", "its", "the"):
            return True
        if line[j].low in words.noun_too or line[j].low in lexicon().nouns:
            return (before in words.adverbs or before.endswith("ly")) and i - 1 in people
        if before in words.determiners or before in words.prepositions or not before:
            return False
        return form == "s" or before.endswith("s") or before in words.adverbs or before in (",", "people", "who")
    if form == "ing":
        if line[j].low == "including":
            return False
        if line[j].low in lexicon().nouns:
            return i in people or before in ("and", "who", "are", "keep", "started", "began")
        return before not in ("the", "a", "an", "'s") and not (before in words.determiners and before != "all")
    if before and line[i - 1].what == "number" and not _is_year(line[i - 1]):
        return False
    if i in people and before in words.prepositions:
        return True
    if line[j].low == "left" and before in _STAYERS and any(t.low == "there" for t in line[max(0, i - 8) : i]):
        return False
    by = j + 1 < len(line) and line[j + 1].low == "by" and before == "half"
    if before in ("the", "a", "an", "of", "in", "their", "its", "newly", "'s") or before in words.determiners:
        return by
    return not (before in words.prepositions and before not in ("than", "as", "after", "before"))


_LONGEST_ASIDE = 8
"""Tokens of who speaks between two commas: "Kyiv's units, the ministry says, hold"."""


def _aside_closes(line: Sequence[Token], i: int) -> bool:
    """Whether the comma before a token ends an aside that names the speaker."""
    saying = i >= 4 and any(v.predicate == "SAY" for v in lexicon().verbs.get(line[i - 2].low, ()))
    return saying and line[i - 1].low == "," and any(t.low == "," for t in line[max(1, i - _LONGEST_ASIDE) : i - 2])


_STAYERS = frozenset(["people", "residents", "civilians", "children", "inhabitants", "locals", "soldiers", "troops"])
"""Of "there are 80 people left": nobody leaves."""


def _is_year(token: Token) -> bool:
    return len(token.text) == 4 and token.text.isdigit() and token.text[:2] in ("19", "20")


def _counts(token: Token) -> bool:
    """Whether a word is a number or makes what follows a noun: "nine enemy attacks", "more Russian attacks"."""
    return (
        token.what == "number"
        or token.low in lexicon().words.numbers
        or token.low in ("more", "fewer", "several", "new")
    )


def _bare_passive(line: Sequence[Token], j: int, last: int, verb: Verb) -> bool:
    """A participle without auxiliary: "announced by", "the troops surrounded on the bank"."""
    if "part" not in verb.forms or "ing" in verb.forms:
        return False
    after = line[last].low if last < len(line) else ""
    if after == "by":
        return True
    if j > 0 and line[j - 1].low in ("and", ",", "or", "it", "they", "he", "she", "we", "who", "which"):
        return False
    return "past" not in verb.forms or (
        verb.predicate in ("SURROUND", "TAKE", "KILL")
        and after in ("in", "on", "at", "near", "since", "during", "around", ",", "")
        and j > 0
        and line[j - 1].low not in ("and", ",")
        and bool(after)
    )


def _next(line: Sequence[Token], j: int) -> str:
    return line[j + 1].low if j + 1 < len(line) else ""
