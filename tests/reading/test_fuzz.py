"""Reports damaged at random: the reader reads each without a fault, and its quotes stand in the text.

    python tests/reading/test_fuzz.py 100000 [--workers 2] [--first 0]

Every report is made from its number alone, so a fault found is made again by `--first NUMBER 1`.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import sys
import time
import traceback
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from frontwatch.kinds.kinds import KINDS
from frontwatch.model import FrontwatchError
from frontwatch.reading.document import read_document
from frontwatch.reading.reader import read
from frontwatch.theatre.theatre import Theatre, open_theatre

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "src" / "frontwatch" / "examples"
PUBLISHED = date(2025, 6, 28)
LONGEST = 1200
"""Characters of a damaged report."""
FAST, FULL = 300, 5_000
REFUSED = ("Frontwatch reads English", "no article found")
"""Of what is not English, and of a page without an article, the reader may say so."""

ODD = [
    "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u200f", "\u202e", "\u202c", "\u2066", "\u0301",
    "\u0308", "\u0327", "\u00a0", "\u202f", "\u3000", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x00", "\x1b",
    "\ufffd", "\ud800", "İ", "ı", "ſ", "ß", "ﬁ", "Ǆ", "½", "²", "٣", "四", "Ⅷ", "①", "੩", "𝟙", "🇺🇦", "👩‍🚀", "Ї", "ё",
    "ъ", "Ω", "א", "中", "ʼ", "′", "…", "‰", "€", "°", "%",
]  # fmt: skip
MARKUP = [
    "<p>", "</p>", "<br/>", "<b>", "<a href='x'>", "<!--", "-->", "<script>", "</div>", "&nbsp;", "&amp;", "&#x200b;",
    "&lt;", "<html><body>", "<table><tr><td>", "]]>", "](http://x.y)", "![", "**", "__", "`", "# ", "> ", "| ",
    "|---|", "\n- ", "\n1. ", "\t",
]  # fmt: skip
MARKS = [*"\"'“”‘’«»„()[]{}<>.,;:!?-–—/\\|&+*=~^#@$", "...", "'s", "’s", " - ", "--", "\n", "\n\n", "\r\n", "\r"]
FIGURES = [
    "0", "00", "1", "7", "12", "24.02.22", "1,200", "1.200", "1 200", "3.5", "1/2", "0/0", "-5", "10-15", "1e9",
    "9" * 40, "2025", "2025-13-45", "31 February", "June 31", "30.02.2025", "0 June", "June 0", "99/99/9999", "12:75",
    "50K", "$1.2m", "5th", "0.000", "1,2,3", "100%", "110 per cent", "zero", "a million million", "dozens",
    "half of two thirds", "a dozen hundred", "29 February 2023", "year 0", "0 km", "between 5 and", "from to",
    "up to", "10,000,000,000 years ago", "99999 days ago", "0 weeks", "since 9999", "in 0000",
]  # fmt: skip


@cache
def reports() -> tuple[str, ...]:
    """What is damaged: the sentences of cases.jsonl, the shipped examples and their paragraphs."""
    lines = (HERE / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [str(json.loads(line)["text"]) for line in lines]
    for file in sorted((*EXAMPLES.glob("*.txt"), *EXAMPLES.glob("*.html"))):
        whole = file.read_text(encoding="utf-8")
        texts += [whole[:LONGEST], *(p for p in whole.split("\n\n") if len(p) > 60)]
    return tuple(texts)


@cache
def words() -> tuple[str, ...]:
    return tuple(dict.fromkeys(w for text in reports() for w in text.split()))


def damaged(number: int) -> str:
    """The damaged report of a number."""
    rng = random.Random(f"frontwatch {number}")
    some = [rng.choice(reports()) for _ in range(rng.choice([1, 1, 2, 3]))]
    text = rng.choice([" ", "\n", "\n\n"]).join(some)[:LONGEST]
    for _ in range(rng.choice([1, 2, 4, 8, 20])):
        text = rng.choice(WAYS)(text, rng)
    return text[:LONGEST]


def _in_units(cut: Callable[[str], list[str]], join: str) -> Callable[[str, random.Random], str]:
    """Drops, doubles, exchanges or moves some of a text's letters, words or lines."""

    def change(text: str, rng: random.Random) -> str:
        units = cut(text)
        if len(units) < 2:
            return text
        a, b = rng.randrange(len(units)), rng.randrange(len(units))
        how = rng.randrange(5)
        if how == 0:
            del units[a : a + rng.choice([1, 1, 3])]
        elif how == 1:
            units.insert(a, units[a])
        elif how == 2:
            units[a], units[b] = units[b], units[a]
        elif how == 3:
            units.insert(b, units.pop(a))
        else:
            units.insert(a, rng.choice(cut(rng.choice(reports())) or [""]))
        return join.join(units)

    return change


def _put_in(what: list[str]) -> Callable[[str, random.Random], str]:
    def change(text: str, rng: random.Random) -> str:
        for _ in range(rng.choice([1, 1, 2, 5])):
            at = rng.randint(0, len(text))
            text = text[:at] + rng.choice(what) * rng.choice([1, 1, 1, 3]) + text[at:]
        return text

    return change


def _figure(text: str, rng: random.Random) -> str:
    """A word, a figure by preference, becomes an odd figure."""
    line = text.split(" ")
    figures = [i for i, w in enumerate(line) if any(c.isdigit() for c in w)]
    at = rng.choice(figures) if figures and rng.random() < 0.7 else rng.randrange(len(line))
    line[at] = rng.choice(FIGURES)
    return " ".join(line)


def _word(text: str, rng: random.Random) -> str:
    line = text.split(" ")
    line[rng.randrange(len(line))] = rng.choice(words())
    return " ".join(line)


def _cut(text: str, rng: random.Random) -> str:
    at = rng.randint(0, len(text))
    return text[at:] if rng.random() < 0.3 else text[:at] or text


def _cased(text: str, rng: random.Random) -> str:
    at = rng.randint(0, len(text))
    how = rng.choice([str.upper, str.lower, str.title, str.swapcase])
    return text[:at] + how(text[at : at + 80]) + text[at + 80 :]


WAYS: tuple[Callable[[str, random.Random], str], ...] = (
    _in_units(list, ""),
    _in_units(lambda t: t.split(" "), " "),
    _in_units(lambda t: t.split(" "), " "),
    _in_units(lambda t: t.split("\n"), "\n"),
    _in_units(lambda t: t.split(". "), ". "),
    _put_in(ODD),
    _put_in(MARKUP),
    _put_in(MARKS),
    _put_in([" " + f + " " for f in FIGURES]),
    _figure,
    _word,
    _cut,
    _cased,
)


def fault(text: str, theatre: Theatre) -> tuple[str, str] | None:
    """Which fault the reading of a text has, and what it says, None where it has none."""
    try:
        document = read_document(text)
        found = read(document, theatre, PUBLISHED, KINDS)
    except FrontwatchError as refused:
        return None if any(why in str(refused) for why in REFUSED) else ("refused", str(refused))
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}", str(error)
    said = [(c.quote, c.start, c.end) for c in (*found.claims, *found.questions)]
    said += [(q.text, q.start, q.end) for q in (*found.unread, *(a for c in found.claims for a in c.also))]
    for quote, start, end in said:
        if not (0 <= start < end <= len(document.text)) or document.text[start:end] != quote:
            return "quote", f"{quote!r} does not stand at {start}-{end}"
    return None


def smallest(text: str, fails: Callable[[str], bool]) -> str:
    """A text from which nothing more can be left out without its fault going."""
    size = max(1, len(text) // 2)
    while True:
        at, shorter = 0, False
        while at < len(text):
            less = text[:at] + text[at + size :]
            if fails(less):
                text, shorter = less, True
            else:
                at += size
        if size == 1 and not shorter:
            return text
        size = max(1, size // 2) if not shorter else size


ONCE_FAULTY = [
    "Russia has a foothold on the edge of Zarichne.",
    "The war has lasted more than 10,000 years.",
    "On 3 June 0000 Russia took Lyman.",
]
"""Sentences that a fuzzed report once could not be read for."""


@pytest.mark.parametrize("text", ONCE_FAULTY)
def test_a_sentence_that_could_not_be_read_is_read(theatre, text):
    assert fault(text, theatre) is None


@cache
def _opened() -> Theatre:
    return open_theatre("ukraine")


def _faults(first: int, n: int, theatre: Theatre) -> list[str]:
    """What is wrong with n reports from a number on, each with a smallest text that has the fault."""
    found = []
    for number in range(first, first + n):
        wrong = fault(damaged(number), theatre)
        if wrong:
            least = smallest(damaged(number), lambda text, kind=wrong[0]: (fault(text, theatre) or ("",))[0] == kind)
            found.append(f"{number}: {wrong[0]}: {wrong[1]}; as in {least!r}")
    return found


@pytest.mark.parametrize("first", range(0, FAST, 50))
def test_a_damaged_report_is_read(theatre, first):
    assert _faults(first, 50, theatre) == []


@pytest.mark.full
@pytest.mark.parametrize("first", range(0, FULL, 500))
def test_many_damaged_reports_are_read(theatre, first):
    assert _faults(first, 500, theatre) == []


# ---------------------------------------------------------------- by hand


def _task(span: tuple[int, int]) -> tuple[int, list[str]]:
    return span[1], _faults(*span, _opened())


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("n", type=int)
    asked.add_argument("--first", type=int, default=0)
    asked.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    given = asked.parse_args()
    end, step = given.first + given.n, 100
    tasks = [(at, min(step, end - at)) for at in range(given.first, end, step)]
    done, faults, began = 0, 0, time.monotonic()
    with multiprocessing.get_context("spawn").Pool(given.workers) as pool:
        for n, found in pool.imap_unordered(_task, tasks):
            done, faults = done + n, faults + len(found)
            for line in found:
                print(f"\r{line}".encode("utf-8", "backslashreplace").decode(), flush=True)
            rate = done / (time.monotonic() - began)
            left = (given.n - done) / rate / 60
            at = f"\r{done:,} of {given.n:,}, {faults} faults, {rate:.0f}/s, {left:.0f} min left "
            print(at, end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
