"""Clauses: each predicate of a sentence with who does it to what, voice undone, denial, mood, figures, days and
speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from frontwatch.model import Span
from frontwatch.reading.days import Period
from frontwatch.reading.lexicon import lexicon
from frontwatch.reading.mention import ASIDE, Mention
from frontwatch.reading.quantities import Amount
from frontwatch.reading.speakers import Speaker
from frontwatch.reading.tokens import Token
from frontwatch.reading.verbs import VerbGroup


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with all that the layers below found in it."""

    span: Span
    block: str
    """Kind of the block it stands in."""
    line: int
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    amounts: tuple[Amount, ...]
    periods: tuple[Period, ...]
    groups: tuple[VerbGroup, ...]
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """One predicate and its roles. All that a kind may look at: it never sees the text."""

    predicate: str
    """TAKE, HOLD, LOSE, ADVANCE, … as the language's predicates are classed; BE, HAVE."""
    lemma: str
    noun: bool
    """The predicate is a noun: "the fall of X", "61 attacks"."""
    span: Span
    line: int
    block: str
    head: int
    """The predicate's token in the sentence: mentions and amounts before it stand left of it."""
    agent: Mention | None
    """Who does it, whatever the voice."""
    patients: tuple[Mention, ...]
    """The ground it is done to."""
    subjects: tuple[Mention, ...]
    """Ground that stands as the grammatical subject."""
    mentions: tuple[Mention, ...]
    """Every mention of the clause, in order."""
    amounts: tuple[Amount, ...]
    periods: tuple[Period, ...]
    marks: frozenset[str]
    """Words of degree and state met in it, as the language's marks name them: "nearly_all", "hottest", "front"."""
    words: frozenset[str]
    nouns: tuple[str, ...]
    """Classes of the predicate nouns met in it."""
    host: str = ""
    """Of a noun: the class of the verb it stands with; of an infinitive: the class that governs it."""
    host_lemma: str = ""
    denied: bool = False
    failed: bool = False
    """Denied because an attempt is said to have failed."""
    passive: bool = False
    form: str = "base"
    """The verb's form: "base", "s", "past", "part", "ing"."""
    perfect: bool = False
    progressive: bool = False
    mood: str = "asserted"
    """"asserted", "possible", "conditional", "future", "wished", "attempted", "purpose", "gerund", "asked"."""
    hedged: bool = False
    speaker: Speaker | None = None
    directions: tuple[str, ...] = ()
    after: tuple[str, ...] = field(default=())
    """The words right of the predicate, lower case."""

    @property
    def side(self) -> str | None:
        """The side that acts."""
        return self.agent.side if self.agent else None

    def ground(self, *preps: str) -> tuple[Mention, ...]:
        """Ground named in it, governed by one of these prepositions; by any where none is given."""
        named = (m for m in self.mentions if m.is_ground and m.ref is not None and m.prep != ASIDE)
        return tuple(m for m in named if not preps or m.prep in preps)

    def people(self) -> tuple[Mention, ...]:
        """Sides, forces and actors named in it."""
        return tuple(m for m in self.mentions if m.side and not (m.is_ground and m.what != "country"))

    def amount(self, *units: str) -> Amount | None:
        """The first figure with one of these units."""
        return next((a for a in self.amounts if a.unit in units and not a.money), None)


def marks_in(line: Sequence[Token], first: int, last: int) -> frozenset[str]:
    """The marks whose phrases stand in the tokens."""
    table = lexicon().marks
    words: list[str] = []
    for token in line[first:last]:
        words += token.low.split("-")
    found: set[str] = set()
    for i, word in enumerate(words):
        for phrase, mark in table.get(word, ()):
            if tuple(words[i : i + len(phrase)]) == phrase:
                found.add(mark)
    return frozenset(found)


def tiles(sentence: Sentence) -> tuple[tuple[int, int], ...]:
    """For each verb group the tokens (first, last exclusive) of its clause; together they cover the sentence."""
    line, groups = sentence.tokens, sentence.groups
    cuts = [0]
    for before, group in pairwise(groups):
        cuts.append(_cut(sentence, before, group))
    cuts.append(len(line))
    return tuple((cuts[k], max(cuts[k + 1], groups[k].last)) for k in range(len(groups)))


def _cut(sentence: Sentence, before: VerbGroup, group: VerbGroup) -> int:
    """Where the clause of `group` begins, after the one of `before`."""
    line, words = sentence.tokens, lexicon().words
    if group.to and not any(t.low in (",", ";") for t in line[before.last : group.first]):
        return group.first
    comma = joint = 0
    for at in range(group.first - 1, before.last - 1, -1):
        low = line[at].low
        if low in ('"', "“") and at > before.last and line[at - 1].low in (",", ":"):
            return at
        if (
            low in words.boundaries
            and (low.isalpha() or low in (":", ";") or not _joins(sentence, at))
            and low not in ("than", "as", "before", "after", "since", "until")
        ):
            if low in (":", ";") or not (comma or joint):
                return at
            return at
        if (
            low in ("as", "before", "after", "since", "until")
            and not comma
            and not joint
            and at >= before.last
            and _clause_follows(sentence, at, group)
        ):
            return at
        if low in ("and", "or") and not joint and not _joins(sentence, at):
            joint = at
        if (
            low == ","
            and not comma
            and not _within_day(sentence, at)
            and (not _joins(sentence, at) or _subject_alone(sentence, at, group))
        ):
            comma = at
    if joint and comma and joint - comma <= _SHORT_PAIR and not _joins(sentence, comma):
        return comma
    pair = joint and not comma and before.predicate == "SAY" and _pairs_nouns(sentence, before, joint, group)
    if pair:
        return before.last
    if joint and (not comma or joint > comma):
        return joint
    if before.predicate in ("SAY", "DENY") and not (comma or joint):
        return before.last
    return comma or joint or _contact(sentence, before, group)


def _pairs_nouns(sentence: Sentence, before: VerbGroup, joint: int, group: VerbGroup) -> bool:
    """Whether "and" joins what is spoken of: "says more than 100 men and 20 vehicles were lost"."""
    opened = sentence.tokens[before.last].low in ("that", ",", ":", '"', "“")
    if before.passive or group.verb.forms == {"ing"} or group.to or opened:
        return False
    counts = [a for a in sentence.amounts if before.last <= a.first < joint and a.unit]
    behind = [a for a in sentence.amounts if joint < a.first < group.first]
    return bool(counts and behind)


_SHORT_PAIR = 4
"""Tokens: "and" so close behind a comma pairs two nouns of a subject ("our units and subunits are …")."""


def _within_day(sentence: Sentence, at: int) -> bool:
    """Whether a comma belongs to a date: "July 23, 2025"."""
    return any(p.first < at < p.last - 1 for p in sentence.periods)


def _contact(sentence: Sentence, before: VerbGroup, group: VerbGroup) -> int:
    """Where a clause begins that no word joins to its noun: "the town the Russians took in May"."""
    alone = (m for m in sentence.mentions if m.last == group.first and m.side and not m.is_ground and m.prep != "of")
    subject = next((m for m in alone if m.first > before.last + 1), None)
    if subject is None or before.predicate in ("SAY", "DENY") or group.to:
        return group.first
    at = subject.first - (sentence.tokens[subject.first - 1].low == "the")
    noun = sentence.tokens[at - 1]
    if noun.what != "word" or noun.low in lexicon().words.prepositions | lexicon().words.determiners:
        return group.first
    return at


def _subject_alone(sentence: Sentence, at: int, group: VerbGroup) -> bool:
    """Whether one name stands between a comma and the verb: its subject, not the last of a list."""
    first = at + 1 + (sentence.tokens[at + 1].low == "the")
    return any(m.first == first and m.last == group.first for m in sentence.mentions)


def _clause_follows(sentence: Sentence, at: int, group: VerbGroup) -> bool:
    return group.first - at <= 8


def _joins(sentence: Sentence, at: int) -> bool:
    """Whether the sign or "and" at a token stands between two names of one list, or within a figure."""
    before = next(
        (m for m in sentence.mentions if m.last == at or (m.last == at - 1 and sentence.tokens[at - 1].low == ",")),
        None,
    )
    if before is None or before.what in ("pronoun", "anaphor"):
        return False
    after = next((m for m in sentence.mentions if at < m.first <= at + 3), None)
    return bool(after and after.is_ground == before.is_ground and after.what not in ("pronoun",))
