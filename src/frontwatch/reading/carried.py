"""What a sentence says by pointing at the one before: "the same goes for Lyman", "nor is Siversk", "not yet"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from frontwatch.model import Quantity, Span
from frontwatch.reading.clauses import Clause, Sentence
from frontwatch.reading.lexicon import lexicon
from frontwatch.reading.mention import Mention
from frontwatch.reading.speakers import Speaker

_SAME = ("goes", "applies", "holds", "true", "is", "was")
_HELPERS = frozenset(
    ["is", "are", "was", "were", "has", "have", "had", "does", "do", "did", "isn't", "aren't", "wasn't", "weren't",
     "hasn't", "haven't", "hadn't", "doesn't", "didn't", "don't"]
)  # fmt: skip
_VERDICT = frozenset(
    ["this", "that", "it", "is", "was", "not", "true", "so", "correct", "verdict", "rating", "conclusion", "our", "a",
     "an", "which", "wrong", "simply", "also", "completely", "mostly", "the", "these", "are", "claims", "claim", "q",
     "these", "all", "of", "again", "outright"]
)  # fmt: skip
_NO = (("not", "yet"), ("not", "so"), ("not", "true"), ("no",), ("neither",), ("this", "is", "not", "true"))


def carried(
    sentence: Sentence, made: Sequence[Clause], before: Sequence[Clause], speaker: Speaker | None
) -> list[Clause]:
    """The clauses of the sentence before, said again of other ground or answered; () where it points at nothing.

    Args:
        made: the sentence's own clauses. before: those of the sentence before it. speaker: who says it.
    """
    lows = [t.low for t in sentence.tokens if t.what != "sign"]
    untrue = lexicon().words.untrue
    if answer := _answer(sentence, made, before, speaker):
        return [answer]
    base = next((c for c in reversed(before) if _grounded(c)), None)
    if base is None or not lows:
        return []
    ground = [m for m in sentence.mentions if m.is_ground and m.what != "country" and m.ref is not None]
    if base.mood == "asked":
        denies = any(tuple(lows[: len(no)]) == no for no in _NO)
        return [_again(sentence, base, [], denied=True, speaker=speaker)] if denies else []
    if base.mood != "asserted":
        return []
    if not set(lows) - _VERDICT - untrue and (
        set(lows) & untrue or ("not" in lows and set(lows) & {"true", "so", "correct"})
    ):
        whole = [c for c in before if _grounded(c) and c.mood == "asserted" and not c.noun]
        return [_again(sentence, c, [], denied=not c.denied, speaker=speaker) for c in whole]
    false = next((c for c in made if _false_before(c)), None)
    if false is not None and false is next((c for c in made if c.predicate not in ("SAY", "HAPPEN")), None):
        whole = [c for c in before if _grounded(c) and c.mood == "asserted" and not c.noun and not c.denied]
        return [_again(sentence, c, [], denied=True, speaker=false.speaker or speaker) for c in whole]
    if lows[0] in _STANDINS and len(lows) > 2 and lows[1] in _HELPERS and _bare_no(sentence, lows):
        whole = [c for c in before if _grounded(c) and c.mood == "asserted" and not c.noun and not c.denied]
        return [_again(sentence, c, [], denied=True, speaker=speaker) for c in whole]
    denier = next((c for c in made if _denies_before(c)), None)
    if denier is not None:
        whole = [c for c in before if _grounded(c) and c.mood == "asserted" and not c.noun and not c.denied]
        by = denier.speaker or speaker
        return [_again(sentence, c, [], denied=True, speaker=by) for c in whole if by is None or c.speaker != by]
    if _unsupported(lows):
        whole = [c for c in before if _grounded(c) and c.mood == "asserted" and not c.noun and not c.denied]
        return [_again(sentence, c, [], denied=True, speaker=speaker) for c in whole]
    if lows[0] in ("the", "and") and "same" in lows[:3] and any(w in _SAME for w in lows[2:5]):
        return [_again(sentence, base, ground, denied=base.denied, speaker=speaker)] if ground else []
    if any(_whole(c) for c in made):
        return []
    if lows[0] in ("nor", "neither") and len(lows) > 1 and lows[1] in _HELPERS and ground and base.denied:
        return [_again(sentence, base, ground, denied=True, speaker=speaker)]
    if lows[0] == "so" and len(lows) > 1 and lows[1] in _HELPERS and ground:
        return [_again(sentence, base, ground, denied=base.denied, speaker=speaker)]
    if (
        "either" in lows
        and any(w == "not" or (w in _HELPERS and w.endswith("n't")) for w in lows)
        and ground
        and base.denied
    ):
        return [_again(sentence, base, ground, denied=True, speaker=speaker)]
    return []


def _answer(
    sentence: Sentence, made: Sequence[Clause], before: Sequence[Clause], speaker: Speaker | None
) -> Clause | None:
    """The clause of a question with the figure that answers it: "Is anyone still living there?" "Perhaps 700." """
    asked = next((c for c in reversed(before) if c.mood == "asked" and c.predicate in _COUNTED), None)
    figure = next((a for a in sentence.amounts if not a.money), None)
    if asked is None or figure is None or any(_whole(c) for c in made) or len(sentence.tokens) > _SHORT_ANSWER:
        return None
    unit = figure.unit or next((u for w in asked.words if (u := lexicon().units.get(w))), "")
    q = figure.quantity
    named = replace(figure, quantity=Quantity(q.low, q.high, unit or "people", q.approx), at=0, first=0)
    return replace(_again(sentence, asked, [], denied=False, speaker=speaker), amounts=(named,))


_COUNTED = ("LIVE", "REMAIN", "HAVE", "BE", "LOSE", "MASS", "MOVE", "FACE")
_SHORT_ANSWER = 14


_STANDINS = frozenset(["they", "it", "he", "she", "neither"])


def _false_before(clause: Clause) -> bool:
    """Whether a clause says of what was said before that it is not so: "the army said that this was not true"."""
    if (
        clause.predicate != "BE"
        or clause.noun
        or clause.mood != "asserted"
        or not clause.words & {"this", "that", "it"}
    ):
        return False
    lows = {w for w in clause.words if w.isalpha() and w not in lexicon().words.be}
    untrue = lexicon().words.untrue
    none = bool(clause.words & untrue) or ("not" in lows and bool(lows & {"true", "so", "correct", "case"}))
    return none and not lows - _VERDICT - untrue - {"case", "and", "but"} and bool(set(clause.after))


def _bare_no(sentence: Sentence, lows: Sequence[str]) -> bool:
    """Whether nothing but "not" follows a pronoun and its helper: "They are not, say …", "It has not."."""
    at = next((k for k, t in enumerate(sentence.tokens) if t.low == "not"), None)
    alone = lows[2] == "not" and at is not None
    return alone and (at == len(sentence.tokens) - 1 or sentence.tokens[(at or 0) + 1].text in ".,;!—–")


def _denies_before(clause: Clause) -> bool:
    """Whether a clause denies what was said before: "Kyiv rejects it", "the ministry dismissed the reports"."""
    refrained = clause.words & {"not", "n't", "never", "didn't", "doesn't", "cannot"}
    called = clause.lemma in ("call", "describe", "label", "brand") and bool(clause.words & lexicon().words.untrue)
    if called and not refrained and clause.words & (_TOLD | {"it", "this", "that"}):
        return clause.mood == "asserted"
    if clause.predicate != "DENY" or refrained or clause.noun or clause.mood != "asserted":
        return False
    words = clause.after[:3]
    alone = words[:1] and words[0] in ("this", "it", "that", "these", "both")
    told = words[:1] and words[0] in ("the", "that", "this", "these", "such") and bool(set(words[1:]) & _TOLD)
    alone = (
        alone
        or words in (("all", "of", "it"), ("all", "of", "this"), ("all", "of", "that"))
        or words[:1] == ("everything",)
    )
    ends = len(clause.after) <= _SHORT_DENIAL
    return bool(alone or told) and ends and "that" not in clause.after[1:]


_TOLD = frozenset(
    [
        "claim",
        "claims",
        "report",
        "reports",
        "statement",
        "statements",
        "assertion",
        "assertions",
        "allegation",
        "announcement",
        "figure",
        "figures",
        "numbers",
        "boast",
        "story",
    ]
)
_SHORT_DENIAL = 9
"""Words behind the verb: with more, what is denied is said there."""


def _unsupported(lows: Sequence[str]) -> bool:
    """Whether a sentence finds nothing behind what was said: "no evidence supports this claim"."""
    said = {"claim", "claims", "reports", "assertion", "assertions", "statement"} & set(lows)
    shown = {"evidence", "footage", "confirmation", "proof", "imagery"} & set(lows)
    none = {"no", "not", "neither", "nothing", "none"} & set(lows)
    return bool(said and shown and none and len(lows) <= _SHORT_DOUBT)


_SHORT_DOUBT = 16
"""Words: a longer sentence says something of its own."""


def _grounded(clause: Clause) -> bool:
    said = clause.predicate in ("SAY", "DENY", "OTHER")
    return not said and bool(clause.patients or clause.subjects or clause.predicate == "SURROUND")


def _whole(clause: Clause) -> bool:
    """Whether a clause says something of its own, with more than a helping verb."""
    return not clause.noun and clause.predicate not in ("SAY", "DENY", "BE", "HAVE", "NONE", "OTHER")


def _again(
    sentence: Sentence, base: Clause, ground: Sequence[Mention], *, denied: bool, speaker: Speaker | None
) -> Clause:
    line = sentence.tokens
    end = line[-2].end if len(line) > 1 and line[-1].what == "sign" else line[-1].end
    others = [m for m in base.mentions if not m.is_ground or m.what == "country"]
    made = replace(
        base, span=Span(line[0].start, end), line=sentence.line, block=sentence.block, denied=denied, mood="asserted",
        speaker=speaker, amounts=(), periods=sentence.periods, failed=False,
    )  # fmt: skip
    if not ground:
        return made
    own = tuple(ground)
    return replace(
        made, mentions=(*others, *own), patients=own if base.patients else (), subjects=own if base.subjects else ()
    )
