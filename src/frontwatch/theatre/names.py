"""Names in a text: a sorted list of forms, of which only those whose first word stands in the text are looked for.

The list (``names.tsv``) is plain text, one form a line, sorted by bytes, and is searched by bisection as it lies on
disk, so opening it costs nothing; at each word of a text only the forms that begin with it are tried.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

What = Literal["place", "region", "sector", "country", "side", "force", "actor", "unit_area", "other"]
"""Other: a river, sea or paper that bears a place's name; never in what is found."""
Form = Literal["name", "adjective", "former", "short"]

WHATS: tuple[What, ...] = ("other", "actor", "force", "side", "country", "region", "sector", "unit_area", "place")
"""Of two meanings of the same words the earlier counts."""
FORMS: tuple[Form, ...] = ("name", "short", "adjective", "former")
WORDS_KEPT = 50_000
"""First words whose forms are remembered: more than any report has, few enough for hostile text."""
_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼʹ`´′‛"), "'")
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\t"), " ")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_SIGNS: dict[int, str] = {**_APOSTROPHES, **_SPACES, **_DASHES}
_WORD = re.compile(r"[^\W_]+")
_INNER_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])(?!s\b)")
_GOVERNORS = frozenset(
    [
        "in",
        "near",
        "at",
        "of",
        "from",
        "around",
        "towards",
        "toward",
        "outside",
        "into",
        "for",
        "village",
        "town",
        "settlement",
        "city",
        "hamlet",
        "villages",
        "towns",
        "settlements",
        "captured",
        "seized",
        "liberated",
        "took",
        "taken",
        "entered",
        "occupied",
        "recaptured",
    ]
)


@dataclass(frozen=True, slots=True)
class Named:
    """A name found: text[start:end], what it is, and whom it can mean, the likeliest first."""

    start: int
    end: int
    what: What
    refs: tuple[int | str, ...]
    form: Form


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a form, as a line of the list has it."""

    form: str
    what: What
    kind: Form
    any_case: bool
    """True for words that need no capital ("the occupiers")."""
    weak: bool
    """True for a place whose name is also a common word or surname: only after "in", "near", "village" and the like."""
    refs: tuple[int | str, ...]

    def line(self) -> str:
        flags = ("a" if self.any_case else "") + ("w" if self.weak else "")
        return "\t".join([self.form, self.what, self.kind, flags, ",".join(map(str, self.refs))])


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    low = char.lower()
    if len(low) != 1:
        return char
    sign = _SIGNS.get(ord(low))
    if sign:
        return sign
    base = unicodedata.normalize("NFD", low)[0]
    return base if base.isascii() else {"ł": "l", "ø": "o", "đ": "d", "ı": "i"}.get(low, low)


def fold(text: str) -> str:
    """The text in lower case with plain apostrophes, spaces, dashes and Latin letters; always of the same length.

    >>> fold("Мар’їнка – Slov’ians\u00a0KÓ")
    "мар'їнка - slov'ians ko"
    """
    if text.isascii():
        return text.lower().replace("`", "'").replace("\t", " ")
    return "".join(map(_fold_char, text))


def key_of(form: str) -> str:
    """A form as it stands in the list: folded, inner apostrophes dropped, single spaces.

    >>> key_of("Mar'yinka"), key_of("Donetsk People’s Republic")
    ('maryinka', "donetsk people's republic")
    """
    return " ".join(_INNER_APOSTROPHE.sub("", fold(form)).split())


class Names:
    """All the names of a theatre, findable in a text."""

    def __init__(self, blob: bytes) -> None:
        """``blob``: the lines of ``names.tsv``, sorted by bytes, each ended by a newline."""
        self._blob = blob
        self._entries = lru_cache(maxsize=WORDS_KEPT)(self._starting_with)

    def find(self, text: str) -> tuple[Named, ...]:
        """The names in a text, word-bounded, leftmost and longest, in text order, none overlapping.

        Several refs where several things share the name: the biggest, and those nearest the front, first.
        """
        plain, origin = _without_inner_apostrophes(fold(text))
        found: list[Named] = []
        end = 0
        for word in _WORD.finditer(plain):
            at = word.start()
            if at < end:
                continue
            for form, meanings in self._entries(word[0]):
                stop = at + len(form)
                if not plain.startswith(form, at) or plain[stop : stop + 1].isalnum():
                    continue
                begin = origin(at)
                meant = _meant(meanings, text, begin)
                if meant is None:
                    continue
                if meant.what != "other":
                    found.append(Named(begin, origin(stop - 1) + 1, meant.what, meant.refs, meant.kind))
                end = stop
                break
        return tuple(found)

    def exact(self, name: str) -> tuple[Entry, ...]:
        """Every meaning of a name in the list, as it stands there; () none."""
        key = key_of(name.strip())
        word = _WORD.match(key)
        return next((meanings for form, meanings in self._entries(word[0]) if form == key), ()) if word else ()

    def one_letter_off(self, word: str) -> tuple[tuple[int | str, ...], ...]:
        """The refs of places whose one-word form is a letter more, less or other than a word; its first two are right.

        >>> from frontwatch.theatre.theatre import open_theatre
        >>> open_theatre().names.one_letter_off("Kostiantinivka")[0][0]
        705104
        """
        key = key_of(word)
        head = key[:2].encode()
        begin, end = _bisect(self._blob, head), _bisect(self._blob, head + b"\xff")
        like = re.compile(rb"^([^\t\n]{%d,%d})\tplace\t[^\n]*" % (len(key) - 1, len(key) + 1), re.MULTILINE)
        # One wrong letter leaves the first four or the last three as they are.
        first, rest = key[:4].encode(), key[-3:].encode()
        alike = (m for m in like.finditer(self._blob, begin, end) if m[1].startswith(first) or m[1].endswith(rest))
        lines = (m[0] for m in alike if _one_edit(m[1].decode(), key))
        entries = (_entry(line.decode()) for line in lines)
        return tuple(entry.refs for entry in entries if not entry.weak)

    def forms(self) -> Iterator[str]:
        """All forms, in order."""
        return (line.split("\t", 1)[0] for line in self._blob.decode().splitlines())

    def _starting_with(self, word: str) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
        """Every form whose first word this is, the longest first, with its meanings, the one that counts first."""
        blob, key = self._blob, word.encode()
        forms: dict[str, list[Entry]] = {}
        at, size = _bisect(blob, key), len(key)
        while blob[at : at + size] == key and blob[at + size : at + size + 1] in _WORD_END:
            end = blob.index(b"\n", at)
            entry = _entry(blob[at:end].decode())
            forms.setdefault(entry.form, []).append(entry)
            at = end + 1
        ordered = sorted(forms.items(), key=lambda item: -len(item[0]))
        return tuple((form, tuple(sorted(meanings, key=_rank))) for form, meanings in ordered)


_WORD_END = (b"\t", b" ", b"'", b"-", b".", b",", b"(", b"/", b"&")


def _bisect(blob: bytes, key: bytes) -> int:
    """Offset of the first line that is not less than ``key``."""
    low, high = 0, len(blob)
    while low < high:
        middle = blob.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = blob.index(b"\n", middle) + 1
        if blob[middle : end - 1] < key:
            low = end
        else:
            high = middle
    return low


def _one_edit(a: str, b: str) -> bool:
    """Whether one letter put in, left out or changed, or two neighbours exchanged, leads from one word to the other.

    >>> _one_edit("siversk", "seversk"), _one_edit("lyman", "limman"), _one_edit("borova", "broova")
    (True, False, True)
    """
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    k = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if len(a) == len(b):
        return a[k + 1 :] == b[k + 1 :] or (a[k : k + 2] == b[k : k + 2][::-1] and a[k + 2 :] == b[k + 2 :])
    return a[k + 1 :] == b[k:] if len(a) > len(b) else a[k:] == b[k + 1 :]


def _entry(line: str) -> Entry:
    form, what, kind, flags, refs = line.split("\t")
    ids = tuple(int(r) if r.lstrip("-").isdigit() else r for r in refs.split(","))
    return Entry(form, what, kind, "a" in flags, "w" in flags, ids)  # type: ignore[arg-type]


def _without_inner_apostrophes(folded: str) -> tuple[str, _Origin]:
    dropped = [m.start() for m in _INNER_APOSTROPHE.finditer(folded)]
    return (_INNER_APOSTROPHE.sub("", folded) if dropped else folded), _Origin(dropped)


class _Origin:
    """From an offset without inner apostrophes to the text's own."""

    def __init__(self, dropped: list[int]) -> None:
        self._dropped = [at - n for n, at in enumerate(dropped)]

    def __call__(self, at: int) -> int:
        return at + bisect_right(self._dropped, at)


def _rank(entry: Entry) -> tuple[int, int]:
    return WHATS.index(entry.what), FORMS.index(entry.kind)


def _meant(entries: tuple[Entry, ...], text: str, start: int) -> Entry | None:
    """The first meaning that the capital and the word before allow.

    A weak name needs a word before it that asks for a place; a capital city that also speaks ("Kyiv denies", "fighting
    near Kyiv") is the place after such a word and the actor elsewhere.
    """
    is_place = any(e.what == "place" for e in entries)
    for entry in entries:
        if not entry.any_case and not text[start].isupper():
            continue
        if (entry.weak or (entry.what == "actor" and is_place)) and entry.weak is not _governed(text, start):
            continue
        return entry
    return None


def _governed(text: str, start: int) -> bool:
    """True where a word that asks for a place stands right before."""
    before = text[max(0, start - 24) : start].rstrip()
    words = before.split()
    return bool(words) and words[-1].lower() in _GOVERNORS
