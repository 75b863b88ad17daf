"""Who says it: attributions in a sentence ("X said that …", "…, X said", "according to X") and how far each one
reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from frontwatch.reading.lexicon import lexicon
from frontwatch.reading.mention import Mention
from frontwatch.reading.tokens import Token
from frontwatch.reading.verbs import VerbGroup

LONGEST_NAME = 9
"""Words of a speaker who is no name known: more is a clause, not a name."""
_LEAD_IN = frozenset(
    [
        "but",
        "and",
        "however",
        "meanwhile",
        "on",
        "in",
        "by",
        "earlier",
        "later",
        "also",
        "yesterday",
        "today",
        "overnight",
        "recently",
        "previously",
        "now",
        ",",
        "then",
        "so",
        "instead",
    ]
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who is said to say something: a name, and the side the speaker stands for."""

    name: str
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """Who spoke last, and which person did: "he" is no ministry."""

    last: Speaker | None = None
    person: Speaker | None = None

    def then(self, speaker: Speaker | None) -> Heard:
        """... after somebody spoke."""
        if speaker is None:
            return self
        described = bool(lexicon().words.persons.intersection(speaker.name.lower().split()))
        return Heard(speaker, speaker if described or is_person(speaker) else self.person)


@dataclass(frozen=True, slots=True)
class Scope:
    """Tokens first to last (exclusive) of a sentence that a speaker says, or denies."""

    speaker: Speaker
    first: int
    last: int
    denies: bool = False
    back: bool = False
    """It is the sentence before that this speaker said: "X said this at a meeting"."""
    lead: bool = False
    """The speaker is the source of the whole report: "Source: X"."""
    named_only: bool = False
    """The speaker's claim is only named, so that somebody can answer it: "denied Russian claims that …"."""
    wrong: bool = False
    """The report calls what is said wrong: "falsely claimed that …"."""
    cited: bool = False
    """The speaker is whom another one cites, and so the one whose words they are."""


def scopes(
    line: Sequence[Token], mentions: Sequence[Mention], groups: Sequence[VerbGroup], heard: Heard,
    formed: Sequence[Scope] = (),
) -> tuple[Scope, ...]:  # fmt: skip
    """The attributions of a sentence: those that its form makes (`sources.sourced`), then its verbs' in order."""
    found = [*formed]
    for k, group in enumerate(groups):
        if group.predicate == "HAPPEN" and group.verb.lemma in _COUNTING and not (group.passive or group.to):
            start = _subject_start(line, group, groups[k - 1] if k else None)
            actor = next(
                (m for m in mentions if m.what == "actor" and start <= m.first and m.last == group.first), None
            )
            if actor:
                found.append(Scope(Speaker(str(actor.ref or actor.text), actor.side), group.first, len(line)))
                heard = heard.then(found[-1].speaker)
        went_on = (
            k and group.to and groups[k - 1].verb.lemma in ("go", "continue") and groups[k - 1].last == group.first
        )
        if went_on and group.predicate == "SAY" and group.verb.lemma not in _PLAIN:
            # "He went on to say that …"
            start = _subject_start(line, groups[k - 1], groups[k - 2] if k > 1 else None)
            if speaker := named(line, mentions, start, groups[k - 1].first, heard):
                found.append(Scope(speaker, group.last, len(line)))
                heard = heard.then(speaker)
        elif group.predicate in ("SAY", "DENY") and not group.to:
            made = _said(line, mentions, groups, k, heard, found)
            if made:
                made = replace(made, wrong=any(t.low in _WRONGLY for t in line[group.first - 1 : group.last + 1]))
                found.append(made)
                heard = heard.then(made.speaker)
    return tuple(found)


_WRONGLY = frozenset(["wrongly", "falsely", "mistakenly", "incorrectly", "erroneously", "prematurely"])


def _said(
    line: Sequence[Token],
    mentions: Sequence[Mention],
    groups: Sequence[VerbGroup],
    k: int,
    heard: Heard,
    said: Sequence[Scope],
) -> Scope | None:
    group = groups[k]
    before = groups[k - 1] if k else None
    start = _subject_start(line, group, before)
    start = next((m.first for m in mentions if m.first < start < m.last), start)
    own = next((s.speaker for s in reversed(said) if not s.named_only), None)
    if k and own and group.form == "ing" and not group.progressive and line[group.first - 1].low == ",":
        return Scope(own, group.last, len(line))
    end = _sentence_part_end(line, group.last)
    doubted = group.denied or line[start].low in ("nobody", "none", "few") or line[start].low == "no"
    if group.predicate == "DENY" and doubted:
        return None
    denies = group.predicate == "DENY" or (group.denied and group.verb.lemma in ("confirm", "acknowledge", "admit"))
    if group.verb.lemma in ("quote", "cite"):
        speaker = named(line, mentions, group.last, min(len(line), group.last + 10), heard)
        first = 0 if _content_before(groups, k, start) else group.last
        source = any(m.what == "actor" and group.last <= m.first < group.last + 10 for m in mentions)
        titled = any(low in lexicon().words.titles for low in lows_of(line, group.last, min(len(line), group.last + 3)))
        if group.verb.lemma == "cite" and not (
            source or titled or person_in(line, group.last, min(len(line), group.last + 4), mentions)
        ):
            return None
        cited = group.form == "ing" and bool(groups[:k])
        lead = line[start].low in ("which", "who") and not any(g.first > group.last for g in groups)
        return Scope(speaker, first, len(line), denies, cited=cited, lead=lead) if speaker else None
    if group.verb.lemma == "call" and next_low(line, group.last) in ("it", "them", "the", "this"):
        untrue = any(t.low in lexicon().words.untrue for t in line[group.last :])
        speaker = None if untrue else named(line, mentions, start, group.first, heard)
        return Scope(speaker, group.last - 1, len(line)) if speaker else None
    if group.verb.lemma in _CALLING and not group.passive and _untrue_behind(line, group.last):
        speaker = named(line, mentions, start, group.first, heard)
        return Scope(speaker, group.last, len(line), denies=True) if speaker else None
    if group.passive and next_low(line, group.last) == "by" and line[start].low in ("this", "that", "it"):
        speaker = named(line, mentions, group.last + 1, min(len(line), group.last + 12), heard)
        return Scope(speaker, group.first, len(line), denies, back=True) if speaker else None
    if group.passive and group.verb.lemma in ("tell", "inform") and next_low(line, group.last) == "by":
        speaker = named(line, mentions, group.last + 1, min(len(line), group.last + _TOLD_BY), heard)
        return Scope(speaker, group.last, len(line), denies) if speaker else None
    if group.passive and next_low(line, group.last) != "by":
        if next_low(line, group.last) in ("to", "that"):
            speaker = named(line, mentions, start, group.first, heard)
            if speaker and group.verb.lemma in ("report",) and next_low(line, group.last) == "to":
                return Scope(speaker, group.last, len(line), denies)
        return None
    inverted = (start >= group.first or not _has_name(line, start, group.first)) and group.verb.lemma not in _PLAIN
    bare = not any(start <= m.first < group.first for m in mentions) and not person_in(
        line, start, group.first, mentions
    )
    content = bare or any(g.last < group.first - 1 for g in groups[:k])
    if (
        not inverted
        and group.verb.lemma not in _PLAIN
        and content
        and group.first > 1
        and line[group.first - 1].text in ',”"'
        and _begins_name(line, group.last)
    ):
        inverted, start = True, group.first
    if inverted and not (start < group.first and line[group.first - 1].low in ("he", "she", "it", "they")):
        stop = _inverted_end(line, group.last)
        speaker = named(line, mentions, group.last, stop, heard)
        if speaker is None or group.first < 1:
            return None
        if not _content_before(groups, k, group.first):
            return Scope(speaker, 0, len(line), denies)
        return Scope(speaker, 0, group.first, denies) if stop >= end else Scope(speaker, 0, len(line), denies)
    speaker = named(line, mentions, start, group.first, heard)
    if (speaker is None and start and line[start].low == "who") or line[start - 1].low == "who":
        speaker = _person_before(line, mentions, start)
    if speaker is None:
        return None
    if next_low(line, group.last) in ("this", "so") and next_low(line, group.last + 1) in (
        "at",
        "in",
        "on",
        "during",
        "to",
        ".",
        ",",
        "",
    ):
        return Scope(speaker, group.first, len(line), denies, back=True)
    own_words = _contrasted(line, group.last)
    follows = any(g.first >= group.last for g in groups) or any(m.first >= group.last for m in mentions)
    later = [g for g in groups if g.first >= group.last]
    if later and all(g.predicate == "SAY" for g in later) and later[-1].last >= len(line) - 1:
        # "X said on Friday, the agency writes": who tells of it says no more.
        follows = False
    trailing = _is_tail(line, group.last) or (group.verb.lemma in ("tell", "inform") and _told(line, group.last))
    if trailing and _content_before(groups, k, start):
        stop = len(line) if next_low(line, tail_end(line, group.last)) and follows else start
        return Scope(speaker, 0, max(stop, start), denies)
    if start and line[start - 1].low in _SUBORDINATE and not _content_before(groups, k, start):
        own_words = next((i for i in range(group.last, own_words) if line[i].low == ","), own_words)
    return Scope(speaker, group.last, own_words, denies)


_SUBORDINATE = frozenset(["after", "when", "while", "since", "although", "though", "once", "before", "days", "hours"])
"""Words that open a clause behind whose comma the report goes on in its own voice: "After Putin announced …, …"."""
_CONTRASTS = frozenset(["fact", "actually", "reality", "truth"])


def _contrasted(line: Sequence[Token], at: int) -> int:
    """Where a speaker's words end because the report sets its own against them: "claimed that …; in fact …"."""
    for k in range(at, len(line) - 3):
        if line[k].text in (";", "—", "–") and {t.low for t in line[k + 1 : k + 4]} & _CONTRASTS:
            return k
    return len(line)


CLAIMED = frozenset(
    ["claim", "claims", "report", "reports", "statement", "statements", "assertion", "assertions", "allegation",
     "allegations", "boast", "boasts"]
)  # fmt: skip
_CALLING = ("call", "brand", "label", "describe", "dub")


def _untrue_behind(line: Sequence[Token], at: int) -> bool:
    """Whether a claim is named and called untrue behind a verb: "called the statement that X fell a lie"."""
    lows = [t.low for t in line[at:]]
    named_claim = any(lows[k] in CLAIMED and lows[k + 1] == "that" for k in range(len(lows) - 1))
    return named_claim and bool(set(lows) & lexicon().words.untrue)


_TOLD_BY = 6
"""Tokens behind "was told" that name by whom."""
_PLAIN = ("tell", "inform", "put", "give", "list", "describe", "call", "expect", "show")
"""Verbs of saying that never stand before their subject."""


def _begins_name(line: Sequence[Token], at: int) -> bool:
    """Whether a name or a title begins at a token: "…, said Anna Holm", "…, recalls the agency"."""
    if at >= len(line) or line[at].what != "word":
        return False
    token = line[at]
    capital = token.text[0].isupper() and token.low not in {*lexicon().words.weekdays, *lexicon().words.months}
    return capital or (
        token.low in ("the", "a", "an", "its", "their")
        and any(t.low in lexicon().words.titles for t in line[at : at + 5])
    )


def _content_before(groups: Sequence[VerbGroup], k: int, start: int) -> bool:
    return (start > 2 and any(g.last <= start for g in groups[:k])) or start > 4


def _subject_start(line: Sequence[Token], group: VerbGroup, before: VerbGroup | None) -> int:
    """Where the speaker's name begins: after the last sign or verb before the verb of saying."""
    floor = before.last if before else 0
    if before and before.first == before.head and (before.form == "ing" or before.passive):
        floor = max((k + 1 for k in range(before.first) if line[k].low in (",", ";", "that", "and", "but")), default=0)
    at = group.first
    if at > 1 and line[at - 1].low == "," and (aside := _aside_opens(line, at - 1)):
        # "X, speaking to reporters on Tuesday, said", "X, a group that tracks …, said": the name stands before it.
        at, floor = aside, 0
    while at > floor and (line[at - 1].low in lexicon().words.adverbs or line[at - 1].low.endswith("ly")):
        at -= 1
    end = at
    while at > floor:
        low = line[at - 1].low
        if low == ")":
            opening = next((k for k in range(at - 2, max(floor, at - 8) - 1, -1) if line[k].low == "("), None)
            if opening is not None:
                at = opening
                continue
        if low in ("-", "–", "—") and at > 1 and line[at - 2].text == ")":
            break
        if low in (",", "-", "–") and _apposition(line, at, end, floor):
            at -= 1
            continue
        if low in (
            ",",
            ";",
            ":",
            ".",
            "”",
            '"',
            "“",
            "—",
            "that",
            "which",
            "what",
            "(",
            ")",
            "while",
            "but",
            "although",
            "as",
            "after",
            "when",
            "because",
            "since",
        ):
            break
        if low == "and" and at > 1 and line[at - 2].low in (",", ";"):
            break
        at -= 1
    return at


_LONGEST_ASIDE = 18
"""Tokens between the commas of what is told of a speaker."""
_ASIDES = frozenset(["a", "an", "the", "who", "which", "whose", "one", "its", "his", "her", "their"])


def _aside_opens(line: Sequence[Token], closing: int) -> int:
    """The comma behind a name at which what is told of it begins; 0 where the comma at `closing` closes nothing."""
    for k in range(closing - 2, max(0, closing - _LONGEST_ASIDE), -1):
        if line[k].low in (";", ":", "”", "“", '"') or (
            line[k].low in ("that", "and") and line[k + 1].text[0].isupper()
        ):
            return 0
        told = line[k + 1].low in _ASIDES or line[k + 1].low.endswith("ing")
        named_so = line[k - 1].text[0].isupper() or line[k - 1].low in lexicon().words.titles
        if line[k].low == "," and told and named_so:
            return k
    return 0


def _apposition(line: Sequence[Token], at: int, end: int, floor: int) -> bool:
    """Whether a comma before a token belongs to the name: "the head of the district, Serhii Dobriak, says"."""
    after = line[at:end]
    if at == end or (len(after) == 0):
        return True
    if line[end - 1].low == ",":
        return line[at - 1].low == "," and end - at < 14
    title = any(t.low in lexicon().words.titles for t in line[max(floor, at - 8) : at - 1])
    return title and len(after) <= 4 and bool(after) and after[0].text[:1].isupper()


def _inverted_end(line: Sequence[Token], start: int) -> int:
    for at in range(start, min(len(line), start + 14)):
        if line[at].low in (".", ";", ":", "”", '"', "(", "that") or (
            line[at].low == "," and at > start + 1 and not line[at + 1 : at + 2]
        ):
            return at
        if line[at].low == "," and at > start + 1:
            rest = line[at + 1 : at + 3]
            if not (rest and (rest[0].text[:1].isupper() or rest[0].low in ("the", "a", "chief", "head"))):
                return at
    return min(len(line), start + 14)


def _sentence_part_end(line: Sequence[Token], start: int) -> int:
    return len(line) - (1 if line and line[-1].low in (".", "!", "?") else 0)


def _is_tail(line: Sequence[Token], at: int) -> bool:
    """Whether after a verb of saying only "on Tuesday", "in a video" and the like stand before a sign or the end."""
    low = next_low(line, at)
    if low in ("", ".", ",", "”", '"', ";", "!", "?", ")", "'", "-", "–"):
        return True
    if low in ("on", "in", "at", "to", "late", "yesterday", "earlier", "today", "last", "this", "as", "by", "during"):
        end = tail_end(line, at)
        return (end < len(line) and line[end].low in (".", ",", ";", "”", '"', "!", "?")) or end >= len(line)
    tail = [t.low for t in line[at : tail_end(line, at)]]
    return low in lexicon().words.weekdays or (
        0 < len(tail) <= _LATER and tail[-1] in ("later", "earlier", "ago", "before")
    )


_LATER = 4
"""Tokens of "an hour later"."""


def _told(line: Sequence[Token], at: int) -> bool:
    """Whether only the one who is told stands after a verb of telling: "told reporters on Friday"."""
    end = tail_end(line, at)
    return end - at <= 9 and (end >= len(line) or line[end].low in (".", ",", "”", '"', "!", "?"))


def tail_end(line: Sequence[Token], at: int) -> int:
    while at < len(line) and line[at].low not in (".", ",", ";", ":", "”", '"', "that", "!", "?"):
        at += 1
    return at


def next_low(line: Sequence[Token], at: int) -> str:
    return line[at].low if at < len(line) else ""


def _has_name(line: Sequence[Token], first: int, last: int) -> bool:
    words = lexicon().words
    return any(t.what == "word" and t.low not in words.adverbs and t.low not in _LEAD_IN for t in line[first:last])


_NO_SPEAKER = frozenset(["we", "i", "whatever", "whoever", "however", "you"])
"""Words with which no name of a speaker begins: "I" and "we" are the speaker there is already."""
_SHOWN = frozenset(["footage", "video", "videos", "image", "images", "photo", "photos", "photographs", "imagery"])
"""What shows something and says nothing."""


def lows_of(line: Sequence[Token], first: int, last: int) -> list[str]:
    """The words of some tokens, lower case."""
    return [t.low for t in line[first:last] if t.what == "word"]


def named(line: Sequence[Token], mentions: Sequence[Mention], first: int, last: int, heard: Heard) -> Speaker | None:
    """The speaker that tokens name: an actor known, a person's name, a pronoun, a side, else the words themselves."""
    here = [m for m in mentions if first <= m.first < last]
    side = next((m.side for m in here if m.side), None)
    actors = [m for m in here if m.what == "actor"]
    person = person_in(line, first, last, mentions)
    if not actors and any(t.low in _SHOWN for t in line[first:last]):
        return None
    if set(lows_of(line, first, last)[:2]) & _NO_SPEAKER:
        return None
    if actors:
        best = next((m for m in reversed(actors) if m.prep in ("", "by")), actors[-1])
        name = str(best.ref or best.text)
        if person and person not in name and best.prep == "of":
            return Speaker(person, best.side or side)
        return Speaker(name, best.side or side)
    if person:
        return Speaker(person, side)
    if first < last and not here and line[first].low in ("this", "that", "which", "what"):
        return None
    lows = [t.low for t in line[first:last] if t.what == "word"]
    while lows and lows[0] in _LEAD_IN | lexicon().words.adverbs:
        lows.pop(0)
    if (
        lows[:1]
        and lows[0] in ("he", "she", "it", "they", "him", "her", "them", "his", "their", "its")
        and (len(lows) <= 3 or next_low(line, first + 1) == ",")
        and not (lows[0] in ("his", "her", "their", "its") and len(lows) > 1)
    ):
        if lows[0] in _PERSONAL and (said := _person_before(line, mentions, first)):
            return said
        return heard.person or heard.last if lows[0] in _PERSONAL else heard.last
    titled = any(low in lexicon().words.titles for low in lows)
    if any(m.what in ("country", "side", "force") or (m.what == "place" and m.side) for m in here) or titled:
        words = _words(line, first, last)
        return Speaker(words, side) if words else None
    single = [
        t
        for t in line[first:last]
        if t.what == "word"
        and t.text[0].isupper()
        and t.low not in _LEAD_IN
        and t.low not in lexicon().words.determiners
        and t.low not in lexicon().words.weekdays
        and t.low not in lexicon().words.months
        and t.low not in lexicon().words.numbers
    ]
    if single and len(lows) <= 3 and not any(m.what == "region" for m in here):
        return Speaker(single[0].text, side)
    return None


def _person_before(line: Sequence[Token], mentions: Sequence[Mention], end: int) -> Speaker | None:
    """The person that a sentence names before "he said", where it names one person."""
    actors = [m for m in mentions if m.what == "actor" and m.last <= end]
    known = [s for m in actors if is_person(s := Speaker(str(m.ref or m.text), m.side))]
    if known:
        return known[-1]
    name = person_in(line, 0, end, mentions)
    side = next((m.side for m in mentions if m.side and m.last <= end), None)
    return Speaker(name, side) if name else None


_PERSONAL = ("he", "she", "him", "her", "his")


def is_person(speaker: Speaker) -> bool:
    """Whether a speaker's name is a person's: two or three capitalised words, none of which names a body."""
    words = speaker.name.split(" (")[0].split()
    body = any(w.lower() in lexicon().words.titles or w.lower() in lexicon().words.bodies for w in words)
    return 2 <= len(words) <= 3 and not body and all(w[:1].isupper() for w in words)


def _words(line: Sequence[Token], first: int, last: int) -> str:
    """The words of a speaker without a name, lead-in and appositions left out."""
    words = list(line[first:last])
    dash = next((k for k, t in enumerate(words[:6]) if t.text in "-–—"), None)
    if dash is not None and words[dash].start != words[dash - 1].end:
        words = words[dash + 1 :]
    dated = lexicon().words.weekdays.keys() | lexicon().words.months.keys()
    while words and (words[0].low in _LEAD_IN or words[0].low in dated or words[0].what != "word"):
        words.pop(0)
    if len(words) > 2 and words[0].low in ("a", "the") and words[1].low in _SAID and words[2].text[0].isupper():
        words = words[2:]
    while words and (words[-1].low in lexicon().words.adverbs or words[-1].low.endswith("ly")):
        words.pop()
    made = ""
    for count, token in enumerate(words):
        if (token.what == "sign" and token.low not in ("-", "'")) or count >= LONGEST_NAME:
            break
        if made and (token.low in ("on", "in", "at", "with", "during") or _participle(words, count)):
            break
        if made and token.low != "'s" and token.low in lexicon().words.have | lexicon().words.be:
            return ""
        close = count > 0 and words[count - 1].end == token.start
        made += ("" if close or not made else " ") + token.text
    return made.strip()


_SAID = frozenset(["figure", "claim", "number", "statement", "assertion", "allegation", "estimate", "report", "charge"])
"""What somebody is put behind who disputes it: "a figure Russia disputes"."""


def _participle(words: Sequence[Token], k: int) -> bool:
    """Whether a word behind a speaker only tells what the speaker does: "a brigade operating near X"."""
    verb = words[k].low.endswith("ing") and any("ing" in v.forms for v in lexicon().verbs.get(words[k].low, ()))
    return verb and k + 1 < len(words) and words[k + 1].low in lexicon().words.prepositions


def person_in(line: Sequence[Token], first: int, last: int, mentions: Sequence[Mention]) -> str | None:
    """Two or three capitalised words in a row that no list of names knows: a person's name."""
    known = {i for m in mentions if m.what != "pronoun" for i in range(m.first, m.last)}
    words = lexicon().words
    run: list[str] = []
    best: list[str] = []
    for i in range(first, last + 1):
        token = line[i] if i < last else None
        capital = token and token.what == "word" and token.text[0].isupper() and i not in known
        if (
            capital
            and token
            and token.low not in words.titles
            and token.low not in words.weekdays
            and token.low not in words.months
            and token.low not in words.determiners
            and token.low not in words.prepositions
        ):
            run.append(token.text)
        else:
            if 2 <= len(run) <= 4 and not best:
                best = run
            run = []
    return " ".join(best) or None


_COUNTING = ("count", "record", "register", "log", "tally")
