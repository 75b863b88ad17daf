"""Whether what a verb group says is asserted, possible, wished, tried, conditional or asked, and whether it is
denied."""

from __future__ import annotations

from collections.abc import Sequence

from frontwatch.reading.clauses import Clause, Sentence
from frontwatch.reading.lexicon import lexicon
from frontwatch.reading.tokens import Token
from frontwatch.reading.verbs import VerbGroup

SIGNS = frozenset(",;:—–-\"“”'’.!?()")
_UNABLE = frozenset(["unable", "impossible", "failure", "inability", "powerless"])


def mood_of(
    sentence: Sentence, group: VerbGroup, first: int, governor: Clause | None, before: VerbGroup | None
) -> tuple[str, bool, bool]:
    """Mood, denied, failed."""
    line = sentence.tokens
    denied = group.denied or _denied_ahead(sentence, group, first) or _none_of(line, group)
    if sentence.asked:
        return "asked", denied, False
    if _conditional(sentence, group):
        return "conditional", denied, False
    unsaid = governor and before and before.denied and governor.predicate == "SAY" and not group.to
    if unsaid and governor and governor.lemma in _ASSERTING:
        return "possible", denied, False
    ordered = governor and before and governor.predicate == "SAY" and before.to and not group.to
    if (
        ordered and governor and governor.mood in ("purpose", "wished") and governor.host in ("SAY", "WANT")
    ) or _imperative(line, group, first):
        return "wished", denied, False
    if governor and governor.predicate in ("BE", "HAVE", "SAY") and _unproved_ahead(governor):
        return "possible", denied, False
    if group.modal == "conditional" and governor and governor.predicate == "SAY" and governor.form in ("past", "part"):
        return "future", denied, False
    if group.modal == "able" and not denied and group.predicate in _DEEDS:
        return "possible", denied, False
    if any(t.low in _CHANCES for t in line[: group.first]):
        return "possible", denied, False
    joined = group.first - first <= 1 and line[first].low in ("and", "or") and "base" in group.verb.forms
    if joined and before and before.to and governor and group.first == group.head and governor.mood != "asserted":
        return governor.mood, denied, False
    if group.modal in ("possible", "conditional", "future", "planned"):
        return {"planned": "wished"}.get(group.modal, group.modal), denied, False
    if group.to:
        return _infinitive(line, group, governor, before, denied)
    if group.form == "ing" and not group.progressive:
        return _gerund(line, group, governor, denied)
    if (
        governor
        and before
        and before.denied
        and governor.predicate == group.predicate
        and line[first].low in ("or", "nor")
    ):
        denied = True
    return "asserted", denied, False


def _imperative(line: Sequence[Token], group: VerbGroup, first: int) -> bool:
    """Whether somebody is told to do it or not to do it: "don't leave it too late"."""
    bare = all(t.what == "sign" or t.low in ("and", "but", "please") for t in line[first : group.first])
    return bare and group.form == "base" and line[group.first].low in ("don't", "do", "let's", "never")


_DEEDS = ("TAKE", "ENTER", "ADVANCE", "SURROUND", "LOSE", "FALL", "CUT")
"""What somebody "can" do to ground is not said to be done."""
_CHANCES = frozenset(["odds", "chance", "chances", "probability", "likelihood"])


def _unproved_ahead(governor: Clause) -> bool:
    """ "There is no confirmation that X has fallen"."""
    return "no" in governor.words and bool(governor.words & {"confirmation", "evidence", "proof", "indication"})


_ASSERTING = ("say", "claim", "state", "announce", "declare", "report", "write", "assert", "insist", "tell")


def _infinitive(
    line: Sequence[object], group: VerbGroup, governor: Clause | None, before: VerbGroup | None, denied: bool
) -> tuple[str, bool, bool]:
    low = getattr(line[group.first - 1], "low", "") if group.first else ""
    if low in _UNABLE:
        return "asserted", True, True
    if low == "able":
        return "asserted", bool(before and before.denied) or denied, bool(before and before.denied)
    if low in ("claim", "claims") and group.perfect:
        return "asserted", denied, False
    if low in lexicon().words.trying:
        return "attempted", denied, False
    if low in lexicon().words.wishing:
        none = governor is not None and governor.predicate == "HAVE" and "no" in governor.words
        return "wished", denied or none, False
    if governor is None or before is None:
        return "purpose", denied, False
    kind = governor.predicate
    if kind == "BE" and governor.words & (_AIMS | {"task", "tasks", "intention", "priority"}):
        return "wished", governor.denied or denied, False
    if kind == "FAIL":
        return ("asserted", not before.denied, True) if governor.mood == "asserted" else (governor.mood, True, True)
    if kind == "MANAGE":
        return governor.mood, governor.denied, governor.denied
    if kind == "TRY":
        return "attempted", denied, False
    if kind == "TAKE" and governor.lemma == "take" and any(a.unit in LASTING for a in governor.amounts):
        return governor.mood, governor.denied or denied, False
    if kind in ("CONTINUE", "BEGIN") or governor.lemma in ("come", "continue", "start", "begin", "appear", "seem"):
        return governor.mood, governor.denied or denied, False
    if kind == "HAVE" or (kind == "SAY" and before.passive and before.verb.lemma in _ASSUMING):
        return "asserted", governor.denied or denied, False
    if kind == "CAUSE":
        return governor.mood, governor.denied or denied, False
    if kind == "WANT":
        return "wished", denied, False
    return "purpose", denied, False


_ASSUMING = ("say", "think", "believe", "report", "estimate", "claim", "assess", "know", "reckon", "allege")
"""Of "are thought to live there": said of somebody, not meant for something."""


LASTING = ("years", "months", "weeks", "days", "hours")
"""What "it took them two years to" counts."""


_AIMS = frozenset(["aim", "aims", "goal", "goals", "objective", "objectives", "plan", "plans", "ambition", "ambitions"])


def _gerund(line: Sequence[object], group: VerbGroup, governor: Clause | None, denied: bool) -> tuple[str, bool, bool]:
    low = getattr(line[group.first - 1], "low", "") if group.first else ""
    before = getattr(line[group.first - 2], "low", "") if group.first > 1 else ""
    if low == "in" and before == "interest" and governor is not None:
        return "wished", denied or "no" in governor.words or governor.denied, False
    if low == "of" and before in lexicon().words.wishing | {"hope", "dream", "idea", "hopes"}:
        return "wished", denied, False
    if (before, low) in (("nowhere", "near"), ("far", "from")):
        return "asserted", True, True
    if governor is not None and governor.predicate == "DENY":
        return "asserted", denied, False
    if governor is not None and governor.predicate == "MANAGE" and low == "in":
        return governor.mood, governor.denied or denied, governor.denied
    if governor is not None and governor.lemma in ("rule", "exclude", "consider", "contemplate"):
        return "possible", denied, False
    if governor is not None and governor.words & _AIMS and governor.predicate in ("OTHER", "BE", "REMAIN"):
        return "wished", denied, False
    if governor is not None and (
        governor.predicate in ("BEGIN", "CONTINUE", "HOLD")
        or governor.lemma in ("continue", "keep", "go", "acknowledge", "admit", "start")
    ):
        return governor.mood, governor.denied or denied, False
    if governor is None and low == ",":
        return "gerund", denied, False
    if low in (",", "and", "after", "since", "as", "while", "with") and group.first:
        return "asserted", denied, False
    if governor is None or low in (
        "of",
        "for",
        "from",
        "without",
        "by",
        "at",
        "on",
        "in",
        "to",
        "before",
        "against",
        "about",
    ):
        return "gerund", denied, False
    return "asserted", denied, False


_CONDITION_REACH = 11
"""Tokens: "if" this far before a verb still makes it a condition."""


def _conditional(sentence: Sentence, group: VerbGroup) -> bool:
    line = sentence.tokens
    if line and line[0].low in ("if", "unless", "should", "were", "whether"):
        return True
    if any(t.low in ("resolve", "resolves", "resolved") for t in line[:8]):
        # The rules of a prediction market, which assert nothing.
        return True
    for i in range(max(0, group.first - _CONDITION_REACH), group.first):
        if line[i].low in ("if", "unless", "whether", "should"):
            return True
        if line[i].low == "as" and i + 2 < len(line) and line[i + 1].low == "soon":
            return True
    return False


def _none_of(line: Sequence[Token], group: VerbGroup) -> bool:
    """ "Hold no part of X", "took none of the town": a denial that stands in the object."""
    if group.predicate in ("BE", "HAVE", "SAY", "DENY", "HAPPEN", "OTHER") or group.last + 1 >= len(line):
        return False
    low, after = line[group.last].low, line[group.last + 1].low
    if group.verb.lemma == "gain" and low == "nothing":
        return True
    return (low == "no" and after not in ("longer", "fewer", "less", "more", "doubt")) or (low, after) == ("none", "of")


def _denied_ahead(sentence: Sentence, group: VerbGroup, first: int) -> bool:
    """A denial that stands before the subject: "neither", "no", "nor is it true that", "none of"."""
    line = sentence.tokens
    lows = [t.low for t in line[first : group.first]]
    while lows and (lows[0] in SIGNS or lows[0] in ("and", "but") or lows[:2] == ["that", "not"]):
        lows.pop(0)
    if group.predicate == "DENY":
        return False
    if lows[:1] in (["no"], ["neither"], ["none"], ["nor"], ["nobody"]) or lows[:2] in (
        ["not", "one"],
        ["not", "a"],
        ["not", "all"],
        ["not", "every"],
        ["and", "no"],
        [",", "no"],
        ["that", "no"],
    ):
        return True
    if any(lows[k : k + 2] == ["not", "one"] for k in range(len(lows))) and group.predicate != "SAY":
        return True
    at = lows.index("no") if "no" in lows else 99
    said = at < len(lows) - 1 and line[first + at + 1].what == "sign"
    return (at <= 3 and not said and group.predicate != "SAY") or ("nothing" in lows)
