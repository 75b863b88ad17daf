"""Cyrillic names in Latin letters: the official Ukrainian table, and the other spellings that reports use.

Official: resolution 55 of the Cabinet of Ministers of Ukraine, 27 January 2010.
"""

from __future__ import annotations

import re

_OFFICIAL = dict(
    zip(
        "абвгґдежзиіклмнопрстуфхцчшщ",
        [
            "a",
            "b",
            "v",
            "h",
            "g",
            "d",
            "e",
            "zh",
            "z",
            "y",
            "i",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
        ],
        strict=True,
    )
)
_UK_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_UK_LATER = {"є": "ie", "ї": "i", "й": "i", "ю": "iu", "я": "ia"}
_RUSSIAN = dict(
    zip(
        "абвгдежзиклмнопрстуфхцчшщыэйюя",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "zh",
            "z",
            "i",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "y",
            "e",
            "y",
            "yu",
            "ya",
        ],
        strict=True,
    )
)
_SILENT = "ьъ'’ʼ`\u0301"
_VOWELS = "аеёиоуыэюяьъ"


def romanise(name: str) -> str:
    """The official spelling of a Ukrainian name; other characters stay.

    >>> [romanise(n) for n in ("Костянтинівка", "Гуляйполе", "Мар'їнка", "Згурівка", "Єнакієве")]
    ['Kostiantynivka', 'Huliaipole', 'Marinka', 'Zghurivka', 'Yenakiieve']
    """
    return _spell(name, _OFFICIAL, _UK_FIRST, _UK_LATER)


def romanise_as_spoken(name: str) -> str:
    """A Ukrainian name with y for every glide, as older maps and many papers have it.

    >>> romanise_as_spoken("Авдіївка"), romanise_as_spoken("Куп'янськ")
    ('Avdiyivka', 'Kupyansk')
    """
    return _spell(name, _OFFICIAL, _UK_FIRST, _UK_FIRST)


def romanise_russian(name: str) -> tuple[str, ...]:
    """The usual English spellings of a Russian name.

    >>> romanise_russian("Красноармейск"), romanise_russian("Угледар")
    (('Krasnoarmeysk', 'Krasnoarmeisk'), ('Ugledar',))
    """
    out: list[str] = []
    before = " "
    for char in name:
        low = char.lower()
        if low in _SILENT:
            latin = ""
        elif low in "её":
            latin = "ye" if before in _VOWELS or not before.isalpha() else ("yo" if low == "ё" else "e")
        else:
            latin = _RUSSIAN.get(low, char)
        out.append(latin.capitalize() if char.isupper() else latin)
        before = low
    spelt = "".join(out)
    spelt = spelt.replace("yy", "y")
    later = re.sub(r"(?<=[aeou])y(?![aeou])", "i", spelt)
    plain = re.sub(r"(?<=[aeiou])ye", "e", spelt)
    return tuple(dict.fromkeys((spelt, later, plain)))


def _spell(name: str, table: dict[str, str], first: dict[str, str], later: dict[str, str]) -> str:
    out: list[str] = []
    starts, before = True, ""
    for char in name:
        low = char.lower()
        if low in _SILENT:
            continue
        if low in first:
            latin = first[low] if starts else later[low]
        elif low == "г" and before == "з":
            latin = "gh"
        else:
            latin = table.get(low, char)
        out.append(latin[:1].upper() + latin[1:] if char.isupper() else latin)
        starts, before = not char.isalpha(), low
    return "".join(out)
