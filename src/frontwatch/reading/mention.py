"""A mention: a name in a sentence, what it is, whom it means, and how it stands there."""

from __future__ import annotations

from dataclasses import dataclass

from frontwatch.model import Place, Region, Sector, Span

GROUND = ("place", "region", "sector", "country")
ASIDE = "aside"
"""The preposition of a name in brackets that only says where another lies: "(north of Sumy City)"."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a sentence: its tokens (first, last exclusive), what it is, whom it means, and how it stands there."""

    first: int
    last: int
    span: Span
    what: str
    """"place", "region", "sector", "country", "side", "force", "actor", "pronoun", "anaphor"."""
    text: str
    ref: Place | Region | Sector | str | None = None
    side: str | None = None
    prep: str = ""
    """The preposition that governs it, "" none."""
    part: str = ""
    """A part of it that is said: "northern districts"."""
    form: str = "name"
    """How the name stands: "name", "adjective", "former", "short"."""
    stands_for: str = ""
    """Of a pronoun or anaphor: "they", "it", "town", "region", "sector", "any", "both"."""

    named: str = ""
    """Of a pronoun or anaphor: the words that named what it stands for."""

    rivals: tuple[int, ...] = ()
    """Ids of the other places of that name."""

    @property
    def is_ground(self) -> bool:
        return self.what in GROUND
