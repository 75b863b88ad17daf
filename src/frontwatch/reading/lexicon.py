"""The words of a language that the reader knows, from its folder of data: predicates with their forms, units,
months, marks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

Form = Literal["base", "s", "past", "part", "ing"]


@dataclass(frozen=True, slots=True)
class Verb:
    """One way a verb may be met: its class, its lemma, the particle that must follow ("" none), and the forms it
    may be."""

    predicate: str
    lemma: str
    particle: str
    forms: frozenset[Form]


class Words(msgspec.Struct, frozen=True):
    """The word lists of words.json, as they stand there."""

    units: dict[str, list[str]]
    numbers: dict[str, int]
    scales: dict[str, int]
    vague: frozenset[str]
    fractions: dict[str, int]
    low_bounds: list[str]
    high_bounds: list[str]
    approximate: list[str]
    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, tuple[int, int]]
    negators: frozenset[str]
    noun_too: frozenset[str]
    be: frozenset[str]
    have: frozenset[str]
    do: frozenset[str]
    modals: dict[str, str]
    adverbs: frozenset[str]
    hedges: list[str]
    boundaries: frozenset[str]
    conditions: frozenset[str]
    prepositions: frozenset[str]
    determiners: frozenset[str]
    directions: frozenset[str]
    part_nouns: frozenset[str]
    kind_nouns: frozenset[str]
    anaphora: dict[str, str]
    stands_for: dict[str, str]
    titles: frozenset[str]
    buildings: frozenset[str]
    armed: frozenset[str]
    wishing: frozenset[str]
    untrue: frozenset[str]
    trying: frozenset[str]
    bodies: frozenset[str]
    persons: frozenset[str]
    accounts: frozenset[str]
    bulletins: frozenset[str]
    abbreviations: frozenset[str]
    marks: dict[str, list[str]]
    stop_words: dict[str, list[str]]


class Predicates(msgspec.Struct, frozen=True):
    """predicates.json: verbs ("lemma[+particle] [past participle [ing]]") and nouns of each class."""

    verbs: dict[str, list[str]]
    nouns: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A language, ready to be looked up."""

    words: Words
    verbs: dict[str, tuple[Verb, ...]]
    """By any form of the verb's first word; entries with a particle first."""
    nouns: dict[str, tuple[str, ...]]
    """Classes by noun."""
    units: dict[str, str]
    """Unit by the words that name it."""
    marks: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    """By a phrase's first word: (the phrase's words, the mark), longest first."""


@cache
def lexicon(language: str = "english") -> Lexicon:
    """The lexicon of a language that ships as a folder beside this file."""
    folder = files("frontwatch.reading") / language
    words = msgspec.json.decode((folder / "words.json").read_bytes(), type=Words)
    predicates = msgspec.json.decode((folder / "predicates.json").read_bytes(), type=Predicates)
    nouns: dict[str, tuple[str, ...]] = {}
    for predicate, known in predicates.nouns.items():
        for noun in known:
            nouns[noun] = (*nouns.get(noun, ()), predicate)
    units = {name: unit for unit, names in words.units.items() for name in names}
    return Lexicon(words, _verbs(predicates.verbs), nouns, units, phrase_table(words.marks))


def phrase_table(lists: dict[str, list[str]]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Phrases by their first word, longest first, so that one look at each word of a text finds them all."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for mark, phrases in lists.items():
        for phrase in phrases:
            words = tuple(phrase.replace("-", " ").replace("'s", " 's").split())
            table.setdefault(words[0], []).append((words, mark))
    return {first: tuple(sorted(rest, key=lambda p: -len(p[0]))) for first, rest in table.items()}


def forms_of(entry: str) -> dict[str, set[Form]]:
    """The forms of a verb: regular ones made, irregular past, participle and -ing as the entry gives them.

    >>> sorted(forms_of("seize"))
    ['seize', 'seized', 'seizes', 'seizing']
    >>> sorted(forms_of("take took taken"))
    ['take', 'taken', 'takes', 'taking', 'took']
    """
    lemma, *given = entry.split()
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith("ee") else lemma
    regular = lemma + "d" if lemma.endswith("e") else lemma + "ed"
    third = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        regular, third = lemma[:-1] + "ied", lemma[:-1] + "ies"
    past, part, ing = ([*given, *[""] * 3])[:3]
    forms: dict[str, set[Form]] = {}
    made: list[tuple[Form, str]] = [("base", lemma), ("s", third), ("past", past or regular)]
    made += [("part", part or past or regular), ("ing", ing or _ing(lemma, stem))]
    for form, word in made:
        forms.setdefault(word, set()).add(form)
    return forms


def _ing(lemma: str, stem: str) -> str:
    return lemma[:-2] + "ying" if lemma.endswith("ie") else stem + "ing"


def _verbs(classes: dict[str, list[str]]) -> dict[str, tuple[Verb, ...]]:
    verbs: dict[str, list[Verb]] = {}
    for predicate, entries in classes.items():
        for entry in entries:
            head, _, rest = entry.partition(" ")
            lemma, _, particle = head.partition("+")
            for word, forms in forms_of(f"{lemma} {rest}".strip()).items():
                verbs.setdefault(word, []).append(Verb(predicate, lemma, particle, frozenset(forms)))
    return {word: tuple(sorted(found, key=lambda v: v.particle == "")) for word, found in verbs.items()}
