"""What an adjective says of ground or troops inside a clause: "Russian-held Bakhmut", "the surrounded formation"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from frontwatch.reading.clauses import Clause, Sentence
from frontwatch.reading.lexicon import lexicon
from frontwatch.reading.mention import Mention

_HOLDING = ("-held", "-occupied", "-controlled", "-run")


def held_by_adjective(sentence: Sentence, made: Sequence[Clause]) -> list[Clause]:
    """ "Russian-held Bakhmut lies in ruins", "Siversk is Ukrainian-held": a clause of holding inside another."""
    found: list[Clause] = []
    for side in sentence.mentions:
        if side.what != "side" or not sentence.tokens[side.first].low.endswith(_HOLDING):
            continue
        host = next((c for c in made if side in c.mentions), None)
        if host is None or host.predicate in ("SAY", "DENY"):
            continue
        after = _described_ground(sentence, host, side)
        behind = host.subjects if host.predicate in ("BE", "REMAIN", "LIVE") and side.first >= host.head else ()
        ground = (after,) if after and not (behind and side.first >= host.head) else behind
        if ground:
            held = replace(
                host, predicate="HOLD", lemma="hold", agent=side, patients=ground, subjects=(), passive=False
            )
            found.append(held if behind else replace(held, denied=False, mood="asserted"))
    return found


_ENCIRCLED = frozenset(["surrounded", "encircled", "trapped", "besieged", "blocked", "half-encircled"])


def surrounded_by_adjective(sentence: Sentence, made: Sequence[Clause]) -> list[Clause]:
    """ "The surrounded formation in X": a clause of being surrounded inside another."""
    line, heads = sentence.tokens, {g.head for g in sentence.groups}
    found: list[Clause] = []
    for i in range(1, len(line) - 1):
        if line[i].low not in _ENCIRCLED or i in heads or line[i - 1].text in "\"“'" or line[i - 1].low == "be":
            continue
        force = next(
            (m for m in sentence.mentions if m.side and i < m.first <= i + 2 and m.what in ("side", "force")), None
        )
        troops = any(t.low in lexicon().words.armed or t.low in ("formation", "group") for t in line[i + 1 : i + 4])
        host = next((c for c in made if any(m.first > i for m in c.mentions)), None)
        if host is None or not (force or troops) or host.mood not in ("asserted", "gerund", "purpose"):
            continue
        inside = tuple(m for m in host.mentions if m.first >= i)
        found.append(
            replace(
                host, predicate="SURROUND", lemma="surround", agent=None, patients=(), subjects=(), passive=True,
                noun=False, mentions=inside, denied=False, mood="asserted", head=len(line), amounts=(), directions=(),
                form="part",
            )
        )  # fmt: skip
    return found


def _described_ground(sentence: Sentence, host: Clause, side: Mention) -> Mention | None:
    """The ground that "Russian-held" tells of: what follows ("-held town of X"), or what it is put after ("X, a …")."""
    line, kinds = sentence.tokens, lexicon().words.kind_nouns
    ground = [m for m in host.mentions if m.is_ground and m.ref is not None]
    for m in ground:
        between = [t.low for t in line[side.last : m.first]]
        if m.first >= side.last and len(between) <= 4 and not set(between) - kinds - {"of", "the", "-"}:
            return m
    apposed = [t.low for t in line[max(0, side.first - 2) : side.first]] in ([",", "a"], [",", "the"])
    return next((m for m in ground if m.last == side.first - 2), None) if apposed else None
