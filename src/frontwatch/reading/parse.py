"""A sentence's verb groups and nouns to clauses: roles with the voice undone, denial and its scope, mood, speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from frontwatch.model import Region, Span
from frontwatch.reading.clauses import Clause, Sentence, marks_in, tiles
from frontwatch.reading.described import held_by_adjective, surrounded_by_adjective
from frontwatch.reading.lexicon import lexicon
from frontwatch.reading.mention import Mention
from frontwatch.reading.mood import LASTING, SIGNS, mood_of
from frontwatch.reading.speakers import Scope, Speaker
from frontwatch.reading.tokens import Token
from frontwatch.reading.verbs import VerbGroup

_CONTROL = ("control", "possession", "foothold", "ground", "territory")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks where a sentence names nobody, and the sentence's attributions."""

    default: Speaker | None
    scopes: tuple[Scope, ...]

    def at(self, token: int) -> tuple[Speaker | None, bool]:
        """The innermost speaker at a token, and whether that speaker denies what is said there."""
        here = [s for s in self.scopes if s.first <= token < s.last]
        if not here:
            return self.default, False
        best = min(here, key=lambda s: (s.last - s.first, -s.first))
        outer = [s for s in here if s.denies]
        if outer and best not in outer and best.speaker != outer[-1].speaker:
            return outer[-1].speaker, True
        return best.speaker, best.denies


def _reported(clause: Clause, head: int, voice: Voice) -> Clause | None:
    """What the inner speaker says of a clause that an outer one denies: "X rejected what Y had said: that …"."""
    here = [s for s in voice.scopes if s.first <= head < s.last]
    deniers = [s.speaker for s in here if s.denies]
    inner = [s for s in here if not (s.denies or s.named_only) and s.speaker not in deniers]
    if not clause.denied or not inner or not any(s.denies for s in here):
        return None
    return replace(clause, denied=False, speaker=min(inner, key=lambda s: s.last - s.first).speaker)


def _called_wrong(clause: Clause, voice: Voice) -> bool:
    """Whether the report itself denies a clause by calling its speaker wrong: "falsely claimed that …"."""
    wrong = [s for s in voice.scopes if s.wrong and s.first <= clause.head < s.last]
    return bool(wrong) and clause.predicate not in ("SAY", "DENY") and clause.speaker == wrong[-1].speaker


_VERSIONS = frozenset(["earlier", "previous", "first", "original"])


def _corrected(sentence: Sentence, made: Sequence[Clause]) -> list[Clause]:
    """What "an earlier version of this article said" the report takes back: denied, in its own voice."""
    lows = [t.low for t in sentence.tokens]
    at = next((k for k, low in enumerate(lows) if low in _VERSIONS and lows[k + 1 : k + 3] == ["version", "of"]), None)
    said = next((c for c in made if at is not None and c.predicate == "SAY" and at < c.head <= at + 8), None)
    if said is None:
        return list(made)
    return [replace(c, denied=not c.denied, speaker=None) if c.head > said.head else c for c in made]


def clauses(sentence: Sentence, voice: Voice) -> tuple[Clause, ...]:
    """The clauses of a sentence, one for each verb group, then one for each predicate noun, in order of place."""
    made: list[Clause] = []
    spread = tiles(sentence)
    if not spread:
        whole = _bare(sentence, 0, len(sentence.tokens), voice)
        return (whole, *_noun_clauses(sentence, whole, 0, len(sentence.tokens))) if whole else ()
    nouns: list[Clause] = []
    for k, (first, last) in enumerate(spread):
        clause = _clause(sentence, k, first, last, made, voice)
        made.append(clause)
        inner = _noun_clauses(sentence, clause, first, last)
        nouns += [replace(n, denied=True, host="SAY") for n in inner] if _untrue(clause) else inner
    heard = [r for c in made if c.predicate not in ("SAY", "DENY") and (r := _reported(c, c.head, voice))]
    heard += [replace(c, denied=not c.denied, speaker=None) for c in made if _called_wrong(c, voice)]
    made = [*heard, *_denied_from_behind(sentence, made)]
    made = _corrected(sentence, _so_too(sentence, made))
    made += [*held_by_adjective(sentence, made), *surrounded_by_adjective(sentence, made)]
    unreal = {c.span for c in made if c.denied and c.host == "FALSE"}
    nouns = [replace(n, denied=True, speaker=None) if n.span in unreal else n for n in nouns]
    return tuple(sorted([*made, *nouns], key=lambda c: (c.span.start, c.head, c.noun)))


def _clause(sentence: Sentence, k: int, first: int, last: int, before: Sequence[Clause], voice: Voice) -> Clause:
    group = sentence.groups[k]
    line = sentence.tokens
    inside = tuple(m for m in sentence.mentions if first <= m.first < last)
    left = [m for m in inside if m.last <= group.first]
    right = [m for m in inside if m.first >= group.last or group.head < m.first < group.last]
    governor = before[k - 1] if k else None
    people, subjects = _subjects(sentence, group, first, left, before)
    agent, patients = _roles(sentence, group, first, left, right, people, subjects, before)
    mood, denied, failed = mood_of(sentence, group, first, governor, sentence.groups[k - 1] if k else None)
    speaker, denies = voice.at(group.head)
    if group.predicate in ("SAY", "DENY"):
        own = next((s for s in voice.scopes if s.first == group.last), None)
        speaker = own.speaker if own else speaker
    told_of = line[first].low in ("who", "which", "that") and first > 0 if first < len(line) else False
    bare = group.predicate == "KILL" and group.first == group.head == first and group.form != "base"
    if bare and agent is None:
        inside = tuple(m for m in sentence.mentions if first - 4 <= m.first and m.last <= first and m.side) + inside
    assumed = bool(group.to and governor and governor.predicate == "SAY" and governor.passive)
    begin, end = _trim(sentence, first, last)
    start = _governed_start(sentence, group, governor, line[begin].start)
    start = before[-1].span.start if not left and _before_aside(sentence, first, before) else start
    marks = marks_in(line, first, last)
    words = frozenset(t.low for t in line[first:last])
    periods = [p for p in sentence.periods if first <= p.first < last]
    if not periods:
        periods = [p for p in sentence.periods if p.first <= 2 and k < 3]
    return Clause(
        predicate=group.predicate, lemma=group.verb.lemma, noun=False,
        span=Span(start, line[end - 1].end), line=sentence.line, block=sentence.block, head=group.head,
        agent=agent, patients=tuple(patients), subjects=tuple(subjects), mentions=inside,
        amounts=tuple(
            a
            for a in sentence.amounts
            if first <= a.at < last
            or (bare and a.last == group.first)
            or (told_of and a.last == first and a.unit in ("", "people"))
        ),
        periods=tuple(periods), marks=marks, words=words, nouns=_nouns_in(sentence, first, last),
        host=governor.predicate if group.to and governor else "",
        host_lemma=governor.lemma if group.to and governor else "",
        denied=denied != denies, failed=failed,
        passive=group.passive, form=group.form, perfect=group.perfect, progressive=group.progressive, mood=mood,
        hedged=assumed or _hedged(sentence, first, last),
        speaker=speaker,
        directions=tuple(t.low for t in line[first:last] if t.low in lexicon().words.directions),
        after=tuple(t.low for t in line[group.last : last]),
    )  # fmt: skip


_LONGEST_QUOTE = 300
"""Characters: a quote takes in the verb that governs its own ("have failed to …") up to this length."""


def _governed_start(sentence: Sentence, group: VerbGroup, governor: Clause | None, start: int) -> int:
    """Where a clause's quote begins: with the verb that governs it, where one does."""
    governs = governor is not None and (
        group.to
        or (
            group.form == "ing"
            and not group.progressive
            and governor.predicate in ("BEGIN", "CONTINUE", "DENY", "FAIL")
        )
    )
    if not governs or governor is None or start - governor.span.start > _LONGEST_QUOTE:
        return start
    return start if governor.predicate in ("SAY", "BE", "HAVE", "OTHER") else governor.span.start


def _subjects(
    sentence: Sentence, group: VerbGroup, first: int, left: Sequence[Mention], before: Sequence[Clause]
) -> tuple[Mention | None, list[Mention]]:
    """The people and the ground that stand as the grammatical subject, its own or taken over."""
    line = sentence.tokens
    people = [m for m in left if m.side and m.what in ("side", "force", "actor", "country", "pronoun", "place")]
    straight = [m for m in people if m.prep == ""] or [m for m in people if m.prep in ("of", "by")]
    ground = [m for m in left if m.is_ground and m.what != "country" and m.prep == "" and m.ref is not None]
    ground += [_as_place(m) for m in left if m.what == "pronoun" and m.stands_for == "it" and m.ref is not None]
    opening = line[first].low if first < len(line) else ""
    inner = next((k for k in range(group.first - 1, first, -1) if line[k].low not in lexicon().words.adverbs), first)
    if inner > first and line[inner].low in ("which", "who") and inner == group.first - 1:
        ahead = [m for m in sentence.mentions if m.last <= inner]
        near = next((m for m in reversed(ahead) if m.side or (m.is_ground and m.ref is not None)), None)
        if near is not None:
            return (near, []) if near.side else (None, [near])
    relative = opening in ("who", "which", "that", "where") and first > 0
    own = [t for t in line[first : group.first] if t.what != "sign" and t.low not in lexicon().words.boundaries]
    own = [
        t
        for t in own
        if t.low not in ("and", "or", "also", "both", "not", "nor") and t.low not in lexicon().words.adverbs
    ]
    if group.form == "ing" and group.first == first and not left:
        doing = next((m for m in sentence.mentions if m.last == first and m.side and m.prep == ""), None)
        if doing is not None:
            # "Kyiv has Russia losing 900 men a day"
            return doing, []
    if straight or ground:
        return (straight[-1] if straight else None), ground
    if relative and not own:
        ahead = [m for m in sentence.mentions if m.last <= first]
        person = next((m for m in reversed(ahead) if m.side), None)
        near = next((m for m in reversed(ahead) if m.is_ground and m.ref is not None), None)
        return person, [near] if near and opening != "who" else []
    if not own or group.to or group.form == "ing" or _adverbial(own):
        return _taken_over(sentence, group, first, before)
    return None, []


def _adverbial(own: Sequence[object]) -> bool:
    return len(own) == 0


def _taken_over(
    sentence: Sentence, group: VerbGroup, first: int, before: Sequence[Clause]
) -> tuple[Mention | None, list[Mention]]:
    aside = _before_aside(sentence, first, before)
    if aside:
        return next((m for m in aside if m.side and m.what != "place"), None), [m for m in aside if m.is_ground]
    if group.to and group.perfect and first and sentence.tokens[first - 1].low in ("claim", "claims"):
        owner = next((m for m in reversed(sentence.mentions) if m.side and m.last <= first), None)
        return owner, []
    for earlier in reversed(before):
        if earlier.predicate in ("SAY", "DENY") and not group.to and not earlier.agent:
            continue
        lasting = earlier.lemma == "take" and any(a.unit in LASTING for a in earlier.amounts)
        if group.to and (earlier.predicate == "CAUSE" or lasting):
            forced = next((m for m in earlier.mentions if m.side and m.first > earlier.head), None)
            if forced:
                return forced, []
        person = earlier.agent
        if group.to and earlier.predicate == "SAY" and earlier.passive:
            straight = [m for m in earlier.mentions if m.side and m.last <= earlier.head and m.prep in ("", "of")]
            person = straight[-1] if straight else person
        return person, list(earlier.subjects)
    ahead = [m for m in sentence.mentions if m.last <= first and m.side and m.prep == ""]
    return (ahead[-1] if ahead else None), []


def _before_aside(sentence: Sentence, first: int, before: Sequence[Clause]) -> list[Mention]:
    """The subject that an aside parts from its verb: "the town, he said, has fallen"."""
    line = sentence.tokens
    if not before or before[-1].predicate != "SAY" or not 0 < first < len(line):
        return []
    if line[first].low != "," and line[first - 1].low != ",":
        return []
    saying = before[-1]
    comma = next((k for k in range(saying.head - 1, 0, -1) if line[k].low == ","), None)
    if comma is None:
        return []
    return [m for m in saying.mentions if m.last <= comma and m.prep == "" and (m.side or m.ref is not None)]


def _roles(
    sentence: Sentence, group: VerbGroup, first: int, left: Sequence[Mention], right: Sequence[Mention],
    people: Mention | None, subjects: Sequence[Mention], before: Sequence[Clause],
) -> tuple[Mention | None, list[Mention]]:  # fmt: skip
    if group.passive:
        agent = next((m for m in right if m.side and m.prep == "by"), None)
        if agent is None and any(m.prep == "by" for m in right):
            agent = next((m for m in right if m.side), None)
        agent = agent or _behind_by(sentence, group, right)
        near = [m for m in left if m.is_ground and m.ref is not None and m.prep in ("", "of")]
        return agent, list(subjects) or near[-1:]
    loose: tuple[str, ...] = ("", "of", "over", "in") if group.verb.particle in _CONTROL else ("",)
    if group.verb.particle in ("into", "onto"):
        loose = ("", group.verb.particle)
    patients = [
        m
        for m in right
        if ((m.is_ground and m.what != "country") or (m.what == "country" and m.prep in ("of", "")))
        and m.ref is not None
        and m.prep in loose
        and not _owner(sentence, m)
    ]
    patients += [
        _as_place(m)
        for m in right
        if m.what == "pronoun"
        and m.stands_for == "it"
        and m.ref is not None
        and (m.first == group.last or (sentence.tokens[m.first - 1].low == "of" and group.predicate in _OF_IT))
    ]
    fronted = [m for m in left if m.what == "place" and m.ref is not None and m.prep == ""]
    if people and fronted and people.what == "pronoun" and fronted[0].last <= people.first:
        patients = [*fronted[:1], *patients]
    opening = sentence.tokens[first].low if first < len(sentence.tokens) else ""
    if not patients and opening in ("which", "that", "whom") and left and first > 0:
        ahead = [m for m in sentence.mentions if m.last <= first and m.is_ground and m.ref is not None]
        patients = [m for m in ahead if m.span == ahead[-1].span]
    elif not patients and people is not None and people.last == group.first and people.first - first <= 1:
        patients = [m for m in sentence.mentions if m.is_ground and m.ref is not None and m.last == first]
    return people, patients


_BY_REACH = 5
"""Tokens: "by units of the Russian army" names who does it a few words behind "by"."""


_OF_IT = ("TAKE", "HOLD", "LOSE")
"""Verbs whose object may be a share of what "it" stands for: "hold almost all of it"."""


def _behind_by(sentence: Sentence, group: VerbGroup, right: Sequence[Mention]) -> Mention | None:
    line = sentence.tokens
    by = next((k for k in range(group.last, min(len(line), group.last + 4)) if line[k].low == "by"), None)
    if by is None:
        return None
    return next((m for m in right if m.side and m.prep == "of" and by < m.first <= by + _BY_REACH), None)


def _as_place(mention: Mention) -> Mention:
    """ "It" where the place that it stands for is meant, not the side."""
    return replace(mention, what="region" if isinstance(mention.ref, Region) else "place", side=None)


def _owner(sentence: Sentence, mention: Mention) -> bool:
    """Whether a name only owns what follows: "Ukraine's defences"."""
    line = sentence.tokens
    return mention.what == "country" and mention.last < len(line) and line[mention.last].low == "'s"


def _so_too(sentence: Sentence, made: list[Clause]) -> list[Clause]:
    """ "X is Ukrainian, and so is Y": the clause before said of other ground."""
    result = list(made)
    for k in range(1, len(made)):
        clause, base = made[k], made[k - 1]
        ahead = [t.low for t in sentence.tokens if t.end <= clause.span.end and t.start >= base.span.end]
        turned = clause.predicate in ("BE", "HAVE") and any(w in ("so", "neither", "nor") for w in ahead[:4])
        own = tuple(m for m in clause.mentions if m.is_ground and m.what != "country" and m.ref is not None)
        if not turned or not own or not (base.subjects or base.patients) or base.predicate == "SAY":
            continue
        people = tuple(m for m in base.mentions if not m.is_ground)
        result[k] = replace(
            base, span=clause.span, after=(*base.after, "too"), mentions=(*own, *people), amounts=clause.amounts,
            subjects=own if base.subjects else (), patients=own if base.patients else (),
        )  # fmt: skip
    return result


def _untrue(clause: Clause) -> bool:
    """Whether a clause calls something false: "is untrue", "are lies too", "there is no truth in"."""
    if clause.predicate == "HAVE" and clause.words & {"basis", "foundation", "substance"}:
        return "no" in clause.words or clause.denied
    if clause.predicate not in ("BE", "REMAIN"):
        return False
    none = clause.denied or bool(clause.words & {"no", "nor", "any", "neither", "not"})
    real = clause.words & {"true", "truth", "substance", "correct"}
    return bool(real and none) or bool(lexicon().words.untrue.intersection(clause.after) and not clause.denied)


def _another(sentence: Sentence, clause: Clause) -> bool:
    """Whether "and" or "but" puts a clause beside the one before: "this is untrue and that X holds"."""
    before = [t.low for t in sentence.tokens if t.end <= clause.span.start][-2:]
    return bool(set(before) & {"and", "but", ";", ":", "—", "–"})


def _denied_from_behind(sentence: Sentence, made: list[Clause]) -> list[Clause]:
    """ "Reports that X has fallen do not correspond to reality", "it is untrue that": falsity spoken of a clause."""
    result = list(made)
    for k, clause in enumerate(made):
        if clause.predicate == "HAPPEN" and clause.denied and not clause.mentions and k:
            for j in range(max(0, k - 2), k):
                result[j] = replace(result[j], host="FALSE", denied=True) if result[j].nouns else result[j]
        false = clause.predicate == "FALSE" and clause.denied
        untrue = _untrue(clause)
        if false and k:
            result[k - 1] = replace(result[k - 1], denied=True, speaker=clause.speaker)
        elif untrue:
            apart = k + 1 < len(made) and _another(sentence, made[k + 1])
            for j in range(k + 1, len(result) if not apart else 0):
                result[j] = replace(result[j], denied=not result[j].denied)
            if k and "it" not in clause.words:
                result[k - 1] = replace(result[k - 1], denied=True, speaker=clause.speaker)
    return result


_JOINTS = frozenset(["and", "but", "or", "rather", "than", "while", "although", "because"])
"""Words that lead on to what is no longer the clause's."""


def _trim(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    line, begin, end = sentence.tokens, first, last
    while begin < end - 1 and (
        line[begin].low in SIGNS or line[begin].low in ("and", "but", "that", "while", "although", "because", "or")
    ):
        begin += 1
    while end > begin + 1 and (line[end - 1].low in SIGNS or line[end - 1].low in _JOINTS):
        end -= 1
    return begin, end


def _hedged(sentence: Sentence, first: int, last: int) -> bool:
    hedges = lexicon().words.hedges
    return any(t.low in hedges for t in sentence.tokens[first:last])


def _nouns_in(sentence: Sentence, first: int, last: int) -> tuple[str, ...]:
    table = lexicon().nouns
    heads = {g.head for g in sentence.groups}
    found: list[str] = []
    for i in range(first, last):
        if i not in heads:
            found += table.get(sentence.tokens[i].low, ())
    return tuple(found)


def _noun_clauses(sentence: Sentence, host: Clause, first: int, last: int) -> list[Clause]:
    """A clause for each predicate noun of a verb's clause: "the fall of X", "61 attacks", "losses"."""
    table, line = lexicon().nouns, sentence.tokens
    heads = {g.head for g in sentence.groups}
    made: list[Clause] = []
    for i in range(first, last):
        if i in heads or line[i].low not in table:
            continue
        for predicate in table[line[i].low]:
            of = [
                m for m in host.mentions if m.first > i and m.prep in ("of", "") and m.is_ground and m.ref is not None
            ]
            of = [m for m in of if m.prep == "of" and of[0].prep == "of" and m.what == of[0].what] or of[:1]
            none = any(t.low == "no" for t in line[max(0, i - 2) : i]) or _unproved(line, i)
            owned = [m for m in host.mentions if m.what == "place" and _owns(line, m, i)]
            if predicate in ("TAKE", "FALL") and not (i + 1 < len(line) and line[i + 1].low == "of"):
                if not owned:
                    continue
                of = owned
            owner = next((m for m in reversed(host.mentions) if m.last <= i and m.last >= i - 2 and m.side), None)
            made.append(
                replace(
                    host, denied=none or host.denied != (host.predicate == "DENY"),
                    predicate=predicate, lemma=line[i].low,
                    noun=True, head=i, patients=tuple(of), agent=owner or host.agent, host=host.predicate,
                    host_lemma=host.lemma,
                )
            )  # fmt: skip
    return made


_DESCRIBED = 3
"""Tokens between "its" and what it owns: "its “complete liberation”"."""


def _owns(line: Sequence[Token], place: Mention, i: int) -> bool:
    """Whether a place owns the noun at a token: "Pokrovsk's fall", "its capture"."""
    if place.last == i - 1 and line[i - 1].low == "'s":
        return True
    between = line[place.last : i]
    described = len(between) <= _DESCRIBED and all(
        t.low in ("complete", "full", "total", '"', "“", "”") for t in between
    )
    return place.text.lower() == "its" and described


def _unproved(line: Sequence[Token], i: int) -> bool:
    """Whether "no evidence of", "no sign of" stands before a noun."""
    lows = [t.low for t in line[max(0, i - 5) : i]]
    return "no" in lows and bool(
        {"evidence", "sign", "signs", "proof", "indication", "confirmation", "talk", "question"} & set(lows)
    )


def _bare(sentence: Sentence, first: int, last: int, voice: Voice) -> Clause | None:
    """A sentence without a verb (a headline, a bullet, a row) as one clause of class NONE."""
    if last <= first:
        return None
    begin, end = _trim(sentence, first, last)
    speaker, denies = voice.at(first)
    line = sentence.tokens
    return Clause(
        predicate="NONE", lemma="", noun=False, span=Span(line[begin].start, line[end - 1].end), line=sentence.line,
        block=sentence.block, head=first, agent=next((m for m in sentence.mentions if m.side), None), patients=(),
        subjects=tuple(m for m in sentence.mentions if m.is_ground and m.prep == "" and m.ref is not None),
        mentions=sentence.mentions, amounts=sentence.amounts, periods=sentence.periods,
        marks=marks_in(line, first, last),
        words=frozenset(t.low for t in line), nouns=_nouns_in(sentence, first, last), denied=denies,
        mood="asked" if sentence.asked else "asserted", hedged=_hedged(sentence, first, last), speaker=speaker,
        directions=tuple(t.low for t in line if t.low in lexicon().words.directions), after=tuple(t.low for t in line),
    )  # fmt: skip
