"""Whom the speakers' names of a report mean: a surname alone, "the ministry", a name and its acronym."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from frontwatch.reading.lexicon import lexicon
from frontwatch.reading.speakers import LONGEST_NAME, Scope, Speaker, is_person, person_in

if TYPE_CHECKING:
    from frontwatch.reading.clauses import Sentence
    from frontwatch.theatre.names import Named
    from frontwatch.theatre.theatre import Theatre

_LONG_ENOUGH = 5
"""Letters: a shorter surname is too easily alike another."""


class Known:
    """The speakers named so far in a report: a surname alone is whoever bore it in full before."""

    def __init__(self, bodies: Mapping[frozenset[str], Speaker], staff: Speaker | None = None) -> None:
        """bodies: the issuer's own, from `own_bodies`: "the Defence Ministry" of a Moscow agency is Russia's.

        staff: the only staff that the report names anywhere: "the command" where none was named before.
        """
        self._staff = staff
        self._by_surname: dict[str, Speaker] = {}
        self._lately: list[Speaker] = []
        self._bodies = bodies

    def full(self, speaker: Speaker) -> Speaker:
        """The speaker under the full name."""
        name = speaker.name.split()
        if len(name) == 1 and name[0] in self._by_surname:
            return self._by_surname[name[0]]
        if len(name) == 1 and len(name[0]) >= _LONG_ENOUGH:
            alike = [s for surname, s in self._by_surname.items() if _alike(name[0], surname)]
            if len(alike) == 1:
                return alike[0]
        if speaker.side is None and self._bodies and name and name[0].lower() in ("the", "its", "ministry", "defense"):
            own = self._bodies.get(_telling(speaker.name))
            if own is not None:
                return own
        if len(name) == 2 and name[0].lower() in ("the", "that", "this"):
            staff = self._staff if name[1].lower() == "command" else None
            return self._meant(name[1].lower()) or staff or speaker
        if 2 <= len(name) <= 3 and all(w[:1].isupper() for w in name):
            self._by_surname.setdefault(name[-1], speaker)
        return speaker

    def _meant(self, noun: str) -> Speaker | None:
        """Whom "the ministry", "the agency" or "the general" means: who was last named so, else the last such."""
        body = noun in lexicon().words.bodies
        for speaker in reversed(self._lately):
            words = speaker.name.lower().split()
            if noun in words and len(words) > 2:
                return speaker
        if noun not in lexicon().words.bodies | lexicon().words.persons:
            return None
        if body and noun not in _PUBLISHERS:
            return None
        fits = (s for s in reversed(self._lately) if is_person(s) != body)
        return next((s for s in fits if _is_proper(s.name)), None)

    def last(self, said: Sequence[Scope], sentence: Sentence) -> Speaker | None:
        """Whom "he" or "they" of the next sentence means: the last that spoke, else whom the sentence is about."""
        bodies = [m for m in sentence.mentions if m.what == "actor"]
        self._lately += [self.full(Speaker(str(m.ref or m.text), m.side)) for m in bodies]
        if said:
            self._lately += [s.speaker for s in said]
            return said[-1].speaker
        stop = sentence.groups[0].first if sentence.groups else min(len(sentence.tokens), LONGEST_NAME)
        person = person_in(sentence.tokens, 0, stop, sentence.mentions)
        return self.full(Speaker(person, next((m.side for m in sentence.mentions if m.side), None))) if person else None


_PUBLISHERS = ("agency", "newspaper", "outlet", "broadcaster", "magazine", "project", "think-tank")
"""Bodies that are called so after any name: "Bloomberg", "the agency"."""


def _telling(name: str) -> frozenset[str]:
    """The words of a body's name that tell it from others, in one spelling."""
    words = {w.replace("defense", "defence") for w in name.lower().replace("'s", " ").split()}
    return frozenset(words - {"the", "of", "its", "s"})


def own_bodies(theatre: Theatre, side: str | None) -> dict[frozenset[str], Speaker]:
    """A side's ministries and staffs by the words that are left of their names without the side's own."""
    said = {w for s in theatre.sides if s.code == side for w in (s.name.lower(), s.adjective.lower())}
    own = (a for a in theatre.actors if a.side == side and side is not None)
    return {_telling(a.name) - said: Speaker(a.name, a.side) for a in own if lexicon().words.bodies & _telling(a.name)}


def only_staff(theatre: Theatre, named: Sequence[Named]) -> Speaker | None:
    """The general staff that a text names, where it names just one."""
    actors = [theatre.actor(str(ref)) for ref in {n.refs[0] for n in named if n.what == "actor"}]
    staffs = [a for a in actors if "staff" in a.name.lower().split()]
    return Speaker(staffs[0].name, staffs[0].side) if len(staffs) == 1 else None


def _is_proper(name: str) -> bool:
    """Whether a speaker is called by a name, not by words."""
    words = name.split()
    return words[0][:1].isupper() and all(w[:1].isupper() or w in ("of", "for", "the", "and") for w in words[1:])


def _alike(spelt: str, name: str) -> bool:
    """Whether two words are spellings of one surname: the same first letter, and most of the consonants."""
    a, b = (re.sub(r"[aeiouy'’]", "", w.lower()) for w in (spelt, name))
    return a[:1] == b[:1] and abs(len(a) - len(b)) <= 1 and len(set(a) & set(b)) >= max(2, len(set(b)) - 1)


def spoken_names(text: str, theatre: Theatre, named: Sequence[Named]) -> dict[str, str]:
    """How each actor of a report is shown, by the theatre's name: with the acronym or other name the report uses."""
    said: dict[str, list[str]] = {}
    acronyms: dict[str, str] = {}
    for name in named:
        if name.what == "actor":
            one = theatre.actor(str(name.refs[0]))
            acronyms[one.name] = one.acronym
            said.setdefault(theatre.actor(str(name.refs[0])).name, []).append(text[name.start : name.end])
    shown: dict[str, str] = {}
    for actor, forms in said.items():
        known = {w[:4].lower() for w in actor.split() if len(w) > 2}
        words = {w.strip("()") for form in forms for w in form.split()}
        acronym = acronyms.get(actor) or min(
            (w for w in words if w.isupper() and 1 < len(w) < 6 and w.lower() not in actor.lower()), default=""
        )
        if acronym:
            shown[actor] = f"{actor} ({acronym})"
        elif not any(w[:4].lower() in known for form in forms for w in form.split()):
            shown[actor] = forms[0]
        elif (spelt := forms[0].split()[-1]).lower() not in actor.lower().split() and _alike(spelt, actor.split()[-1]):
            shown[actor] = f"{actor} ({spelt})"
    return shown
