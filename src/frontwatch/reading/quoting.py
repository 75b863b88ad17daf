"""Who speaks in a sentence that names nobody: in an open quotation, in a quoted paragraph, before "X said this"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from frontwatch.reading.clauses import Sentence
from frontwatch.reading.lexicon import lexicon
from frontwatch.reading.speakers import Scope, Speaker, person_in

_LONGEST_QUOTATION = 12
"""Sentences: where a quotation does not close within so many, its mark was a slip."""


_SOURCE_NAMED = 2
"""Times that the one source of a report must be named before the sentences between count as its words."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence before pronouns are resolved, with its own attributions, and the number of its block."""

    sentence: Sentence
    scopes: tuple[Scope, ...]
    block: int


def default_speakers(text: str, drafts: Sequence[Draft]) -> list[Speaker | None]:
    """For each sentence who speaks where its own attributions do not reach."""
    made: list[Speaker | None] = [None] * len(drafts)
    for first, last in quotations(text, drafts):
        speaker = _speaker_of(drafts, first, last)
        for k in range(first, last + 1):
            if made[k] is None and (k > first or not drafts[k].scopes) and not (k == last and drafts[k].scopes):
                made[k] = speaker
    for k, draft in enumerate(drafts):
        if k and made[k] is None and not draft.scopes and drafts[k - 1].block == draft.block and _goes_on(draft):
            made[k] = drafts[k - 1].scopes[-1].speaker if drafts[k - 1].scopes else made[k - 1]
    for k, speaker in _answers(drafts).items():
        made[k] = speaker
    for k, speaker in (*_digest(drafts).items(), *_single_source(drafts).items(), *_main_source(drafts).items()):
        made[k] = made[k] or speaker
    for k, draft in enumerate(drafts):
        told_behind = draft.sentence.tokens[0].text == "("
        if (
            any(s.back for s in draft.scopes)
            and k
            and not drafts[k - 1].scopes
            and (made[k - 1] is None or told_behind)
        ):
            made[k - 1] = next(s.speaker for s in draft.scopes if s.back)
    return made


_QUESTIONS, _ANSWERS = frozenset(["q", "question"]), frozenset(["a", "answer"])


def _answers(drafts: Sequence[Draft]) -> dict[int, Speaker]:
    """The sentences of an interview's answers ("A: …"), spoken by the first person that its head names."""
    labels = [_label(drafts, k) for k in range(len(drafts))]
    if "q" not in labels:
        labels = _unlabelled(drafts)
    if labels.count("a") < _FEWEST_ANSWERS or "q" not in labels:
        return {}
    head = [d.sentence for d in drafts[: labels.index("q")]]
    names = (person_in(s.tokens, 0, len(s.tokens), s.mentions) for s in head)
    name = next((n for n in names if n), None)
    if name is None:
        return {}
    side = next((m.side for s in head for m in s.mentions if m.what in ("side", "force") and m.side), None)
    made: dict[int, Speaker] = {}
    answering = False
    for k, label in enumerate(labels):
        answering = label == "a" if label else answering
        if answering and drafts[k].sentence.block != "headline":
            made[k] = Speaker(name, side)
    last = max(k for k, label in enumerate(labels) if label == "a")
    return {k: speaker for k, speaker in made.items() if k <= last or drafts[k].block == drafts[last].block}


_FEWEST_ANSWERS = 2
_FEWEST_QUESTIONS = 3
"""Paragraphs that end in a question, each with an answer behind it, before a report is taken for an interview."""


def _unlabelled(drafts: Sequence[Draft]) -> list[str]:
    """Labels of an interview that prints none: "q" at paragraphs that end in a question, "a" at those behind them."""
    if not drafts:
        return []
    firsts = [k for k in range(len(drafts)) if not k or drafts[k - 1].block != drafts[k].block]
    ends = [*firsts[1:], len(drafts)]
    labels = [""] * len(drafts)
    asked = [drafts[end - 1].sentence.asked and end - first <= 3 for first, end in zip(firsts, ends, strict=True)]
    pairs = [k for k in range(len(firsts) - 1) if asked[k] and not asked[k + 1]]
    if len(pairs) < _FEWEST_QUESTIONS:
        return labels
    for k in pairs:
        labels[firsts[k]], labels[firsts[k + 1]] = "q", "a"
    return labels


def _label(drafts: Sequence[Draft], k: int) -> str:
    """ "q" or "a" where a block of an interview begins so, else ""."""
    line = drafts[k].sentence.tokens
    if (k and drafts[k - 1].block == drafts[k].block) or len(line) < 2 or line[1].text not in (":", "."):
        return ""
    return "q" if line[0].low in _QUESTIONS else "a" if line[0].low in _ANSWERS else ""


def _goes_on(draft: Draft) -> bool:
    """Whether a sentence goes on denying for the speaker before: "reports about X are also untrue"."""
    lows = {t.low for t in draft.sentence.tokens}
    return bool(lows & lexicon().words.untrue and lows & {"also", "too", "either", "neither", "nor", "likewise"})


def _single_source(drafts: Sequence[Draft]) -> dict[int, Speaker]:
    """Where one speaker is named throughout, and twice at least, what stands between is this speaker's too."""
    spoken = [k for k, draft in enumerate(drafts) if draft.scopes]
    names = {s.speaker.name for k in spoken for s in drafts[k].scopes}
    lead = next((k for k in spoken[:_LEAD] if any(s.lead or s.back for s in drafts[k].scopes)), None)
    if lead is not None and lead < _LEAD:
        return _from_lead(drafts, lead)
    if len(names) != 1 or len(spoken) < _SOURCE_NAMED:
        return {}
    speaker, last = drafts[spoken[0]].scopes[0].speaker, drafts[spoken[-1]].block
    inside = range(spoken[0], len(drafts))
    return {k: speaker for k in inside if drafts[k].block <= last and drafts[k].sentence.block != "headline"}


_DIGESTED = frozenset(
    ["points", "takeaways", "summary", "report", "assessment", "text", "update", "findings", "review"]
)


def _digest(drafts: Sequence[Draft]) -> dict[int, Speaker]:
    """The bullets under a head that names whose they are: "Main points of the ISW report:"."""
    made: dict[int, Speaker] = {}
    said: Speaker | None = None
    for k, draft in enumerate(drafts):
        sentence = draft.sentence
        if sentence.block == "bullet":
            if said and not draft.scopes:
                made[k] = said
            continue
        actor = next((m for m in sentence.mentions if m.what == "actor"), None)
        head = sentence.tokens[-1].text == ":" and bool(_DIGESTED & {t.low for t in sentence.tokens})
        said = Speaker(str(actor.ref or actor.text), actor.side) if actor and head else None
    return made


_MOSTLY = 3
"""Times that a body is named as the source, and more than anybody else, before the report is taken for its bulletin."""


def _main_source(drafts: Sequence[Draft]) -> dict[int, Speaker]:
    """The sentences of a ministry's or staff's bulletin as an agency tells it, up to somebody else's words."""
    spoken = [(k, s.speaker) for k, draft in enumerate(drafts) for s in draft.scopes]
    if not spoken or spoken[0][0] >= _LEAD:
        return {}
    first = spoken[0][1]
    body = set(first.name.lower().split()) & lexicon().words.bodies
    times = [k for k, speaker in spoken if speaker.name == first.name]
    most = Counter(speaker.name for _, speaker in spoken).most_common(1)[0][1]
    if not body or len(times) < max(_MOSTLY, most):
        return {}
    made: dict[int, Speaker] = {}
    for k in range(times[0], len(drafts)):
        if any(s.speaker.name != first.name for s in drafts[k].scopes) and k > times[-1]:
            break
        if not drafts[k].scopes and drafts[k].sentence.block != "headline":
            made[k] = first
    return made


_LEAD = 4
"""Sentences of a report's head in which its one source may be told: "This was reported by X"."""
_BACKGROUND = frozenset(["background", "earlier", "recall", "previously", "reminder", "meanwhile", "read"])


def _from_lead(drafts: Sequence[Draft], lead: int) -> dict[int, Speaker]:
    """The sentences of the source that a report's head tells, up to its background or to somebody else's words."""
    told = next(s.speaker for s in drafts[lead].scopes if s.lead or s.back)
    made: dict[int, Speaker] = {}
    for k, draft in enumerate(drafts):
        lows = {t.low for t in draft.sentence.tokens[:3]}
        if k > lead and (lows & _BACKGROUND or any(s.speaker.name != told.name for s in draft.scopes)):
            break
        made[k] = told
    return made


def quotations(text: str, drafts: Sequence[Draft]) -> list[tuple[int, int]]:
    """The quotations as first and last sentence."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for k, draft in enumerate(drafts):
        said = text[draft.sentence.span.start : draft.sentence.span.end]
        whole = said[:1] in '"“«' and opened is None
        if opened is not None and k - opened > _LONGEST_QUOTATION:
            opened = None
        was = opened is not None
        now = _open_after(said, was)
        if was and not now:
            found.append((opened if opened is not None else k, k))
            opened = None
        elif now and not was:
            opened = k
        elif whole and not now and not draft.scopes:
            found.append((k, k))
    if opened is not None:
        found.append((opened, opened))
    return found


def _open_after(said: str, was: bool) -> bool:
    """Whether a quotation is open after a sentence."""
    opened = max(said.rfind("“"), said.rfind("«"))
    closed = max(said.rfind("”"), said.rfind("»"))
    if opened != closed:
        return opened > closed
    return was != (said.count('"') % 2 == 1)


def _speaker_of(drafts: Sequence[Draft], first: int, last: int) -> Speaker | None:
    """Who is named in the sentences of a quotation, just after it, or last before it."""
    for draft in drafts[first : last + 1]:
        if draft.scopes:
            return draft.scopes[-1].speaker
    for draft in reversed(drafts[max(0, first - 4) : first]):
        if draft.scopes:
            return draft.scopes[-1].speaker
    return None
