"""The names of a Ukrainian place: official spelling first, others, former ones, adjectives."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from frontwatch.theatre.names import key_of
from frontwatch.theatre.romanise import romanise, romanise_as_spoken, romanise_russian

CYRILLIC = re.compile(r"^[А-ЯҐЄІЇЁ][а-яґєіїё'’ʼ\- А-ЯҐЄІЇ]+$")
LATIN = re.compile(r"^[A-Z][a-z'’ʼ”]+([ -][A-Za-z][a-z'’ʼ”]*)*$")
UKRAINIAN, RUSSIAN = re.compile("[іїєґ'’ʼ]"), re.compile("[ыэёъ]")
FOREIGN = re.compile("w|sch|j|sz|oe|ou|x|q|ç", re.I)
"""German, Polish, French, scholarly and Dutch spellings, which English reports do not use."""
ALIKE = 0.72
"""Likeness from which a Latin alternate is a spelling of the name rather than another name."""
ANCHORS = (699373,)
"""Small places that sectors are named for."""
UNLIKE = 0.55
"""Below this it is another, a former, name; between the two an inflected or misspelt form, which is left out."""
ADJECTIVES_FROM = 10_000
OFFICIAL = {
    693468: "Слов'янськ", 699185: "Новоселівка", 706466: "Харцизьк", 713174: "Бахмут",
}  # fmt: skip
"""Ukrainian names where the table of the dump, which infers them, is wrong or empty."""
NAMED = {703448: "Kyiv", 698740: "Odesa", 694423: "Sevastopol", 693805: "Simferopol", 691999: "Sievierodonetsk"}
EXTRA: dict[int, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    703448: (("Kiev", "Kyyiv"), (), ()),
    698740: (("Odessa",), (), ()),
    706483: (("Kharkov",), (), ("Kharkivskyi", "Kharkivsky")),
    687700: (("Zaporizhia", "Zaporizhya", "Zaporozhye", "Zaporozhia", "Zaporizhzhya"), (), ("Zaporizkyi", "Zaporizky")),
    707898: (("Gulyaypole", "Gulyaipole", "Hulyaipole", "Huliaypole"), (), ("Huliaipilskyi", "Huliaipilsky")),
    709930: (("Dnieper",), ("Dnipropetrovsk", "Dnepropetrovsk"), ()),
    691999: (("Severodonetsk", "Severodonetzk", "Siverskodonetsk"), (), ()),
    704204: (("Krasny Liman", "Krasnyi Lyman", "Krasnyi Liman", "Krasniy Liman"), (), ()),
    690823: (("Ugledar",), (), ()),
    713174: ((), ("Artyomovsk", "Artemovsk", "Artemivsk"), ()),
}
"""Other names, former names and adjectives that no rule gives, by id."""


@dataclass(frozen=True, slots=True)
class Spelt:
    """The name as shown, and what else it is called."""

    name: str
    names: tuple[str, ...]
    former: tuple[str, ...]
    adjectives: tuple[str, ...]


def spell(id: int, name: str, uk: str, ru: str, alternates: tuple[str, ...], population: int, part: bool) -> Spelt:
    """All names of a place; ``part`` is true of a part of a town, which gets its plain names only."""
    uk = OFFICIAL.get(id) or _ukrainian(name, uk, alternates)
    shown = NAMED.get(id) or (romanise(uk) if uk else _cleaned(name))
    if part:
        return Spelt(f"{shown} District", (), (), ()) if shown.endswith("yi") else _unique(shown, [name, uk], [], [])
    cyrillic = [a for a in alternates if CYRILLIC.match(a)]
    now = [c for c in cyrillic if _alike(_spelling(c), shown) >= ALIKE or c == ru]
    before = [c for c in cyrillic if c not in now and " " not in c and _alike(_spelling(c), shown) < UNLIKE]
    names = [name, uk, *([romanise_as_spoken(uk), *_doubled(shown)] if uk else [])]
    for c in now:
        names += [c, *_spellings(c)]
    former = [form for c in before for form in (c, *_spellings(c))]
    plain = [shown, *names, *former]
    for a in alternates:
        if LATIN.match(a) and not FOREIGN.search(a) and max(_alike(a, p) for p in plain[:24]) >= ALIKE:
            likeness = _alike(a, shown)
            if likeness >= ALIKE or likeness < UNLIKE:
                (names if likeness >= ALIKE else former).append(a)
    extra = EXTRA.get(id, ((), (), ()))
    adjectives = [*extra[2], *(_adjectives(shown) if population >= ADJECTIVES_FROM or id in ANCHORS else [])]
    return _unique(shown, [*names, *extra[0]], [*former, *extra[1]], adjectives)


def _unique(shown: str, names: list[str], former: list[str], adjectives: list[str]) -> Spelt:
    seen = {key_of(shown)}
    out: list[tuple[str, ...]] = []
    for group in (names, former, adjectives):
        kept: list[str] = []
        for name in group:
            name = re.sub("[’ʼ”]", "'", name).strip()
            if len(name) >= 3 and key_of(name) not in seen:
                seen.add(key_of(name))
                kept.append(name)
        out.append(tuple(kept))
    return Spelt(shown, *out)


def _ukrainian(name: str, uk: str, alternates: tuple[str, ...]) -> str:
    """The Cyrillic name that the dump's Latin one spells, "" none."""
    options = [uk, *(a for a in alternates if CYRILLIC.match(a) and not RUSSIAN.search(a))]
    scored = [(_alike(romanise_as_spoken(o), name), o == uk, bool(UKRAINIAN.search(o)), o) for o in options if o]
    best = max(scored, default=(0.0, False, False, ""))
    return best[3] if best[0] >= ALIKE else ""


def _cleaned(name: str) -> str:
    return re.sub("yy$", "yi", re.sub("['’ʼ”]", "", name))


def _spelling(cyrillic: str) -> str:
    return romanise_russian(cyrillic)[0] if RUSSIAN.search(cyrillic) else romanise(cyrillic)


def _spellings(cyrillic: str) -> tuple[str, ...]:
    if UKRAINIAN.search(cyrillic):
        return (romanise(cyrillic), romanise_as_spoken(cyrillic))
    return romanise_russian(cyrillic)


def _doubled(shown: str) -> list[str]:
    """Looser spellings of the official one: Kupyansk, Krasny for Krasnyi, Zaporizhia."""
    glide = re.sub(r"(?<=[bcdfghklmnprstvz])i(?=[aeu])", "y", shown)
    short = re.sub(r"[yi]i\b", "y", shown)
    return [glide, short, shown.replace("zhzhia", "zhia")]


def _alike(a: str, b: str) -> float:
    return difflib.SequenceMatcher(None, key_of(a), key_of(b), autojunk=False).ratio()


def _adjectives(shown: str) -> list[str]:
    """Masculine adjectives as armies' bulletins have them: Pokrovskyi, Avdiivskyi, Lymanskyi.

    >>> _adjectives("Pokrovsk"), _adjectives("Avdiivka")
    (['Pokrovskyi', 'Pokrovskyy', 'Pokrovsky'], ['Avdiivskyi', 'Avdiivskyy', 'Avdiivsky'])
    """
    if shown.endswith("sk"):
        return [shown + "yi", shown + "yy", shown + "y"]
    stem = shown[:-2] if shown.endswith("vka") else shown
    if stem[-1] in "aeiouy":
        return []
    return [stem + "skyi", stem + "skyy", stem + "sky"]
