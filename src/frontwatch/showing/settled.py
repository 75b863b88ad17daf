"""What a resolution found, as text: what is new, what a correction changed, and the scores before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import fill

from frontwatch.ledger.resolving import Settlement
from frontwatch.showing.scored import whole


def settlements_text(found: Sequence[Settlement]) -> str:
    """Question by question."""
    lines = [line for s in found for line in _one(s)]
    return "\n".join(lines) if lines else "There is no question in this log."


def _one(s: Settlement) -> Iterator[str]:
    key = s.question.key
    yield fill(f"{key}  {s.question.asked.text}", 80, subsequent_indent="     ")
    if s.resolution is None:
        yield _indented(f"cannot be resolved: {s.trouble}")
        return
    state = s.resolution.state
    if s.entry is None:
        yield _indented(f"{state}{' (as in the log)' if s.question.resolutions else ''}: {s.resolution.reason}")
        return
    word = "now " if s.corrects else ""
    yield _indented(f"{word}{state}: {s.resolution.reason}")
    if s.corrects and (last := s.question.resolution):
        yield _indented(f"It corrects entry {s.entry.replaces}, which said {last.state!r}; both stay in the log.")
    yield from _scores(s)


def _scores(s: Settlement) -> Iterator[str]:
    before = {b.who: b.brier for b in s.before}
    for after in s.after:
        was = f" (was {before[after.who]:.3f})" if after.who in before else ""
        points = f"baseline {whole(after.baseline)}, peer {whole(after.peer)}"
        yield f"     {after.who}: Brier {after.brier:.3f}{was}, {points}"
    for who in before.keys() - {a.who for a in s.after}:
        yield f"     {who}: no score any more (was Brier {before[who]:.3f})"


def _indented(text: str) -> str:
    return fill(text, 80, initial_indent="     ", subsequent_indent="     ")
