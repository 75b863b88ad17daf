"""Speed of the reader once started: reports a second and core, growth with length, and hostile text.

    python bench/reading.py REPORT... [--published DAY]

Prints milliseconds for each 400 words of the reports given, the ratio of the time of eight copies to eight times
the time of one (1.0 is linear), and the CPU seconds and peak memory of 1 MB of each kind of hostile text.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path

SIZES = (1_000_000, 299_000)
"""Characters of hostile text: a megabyte, which is refused, and the most that is read."""
SIZE = SIZES[0]


def _repeated(piece: str) -> str:
    return (piece * (SIZE // len(piece) + 1))[:SIZE]


def _place_names() -> str:
    from frontwatch.theatre.theatre import open_theatre

    names = open_theatre().places.names
    return _repeated(" ".join(names) + ", ")


HOSTILE: dict[str, Callable[[], str]] = {
    "one long line": lambda: _repeated("the front moved near Lyman and held "),
    "one word": lambda: "a" * SIZE,
    "a million digits": lambda: "1" * SIZE,
    "numbers": lambda: _repeated("1,200,000.5 km or 3-4 % of "),
    "nested quotes": lambda: _repeated("“He said ‘that "),
    "nested brackets": lambda: _repeated("(["),
    "closing quotes": lambda: _repeated("” said. "),
    "place names": _place_names,
    "apostrophes": lambda: _repeated("Slov’ians’k "),
    "full stops": lambda: _repeated(". "),
    "lines": lambda: _repeated("Lyman fell.\n"),
    "paragraphs": lambda: _repeated("Lyman fell, he said.\n\n"),
    "said": lambda: _repeated("he said that they said "),
    "random bytes": lambda: random.Random(1).randbytes(SIZE).decode("latin-1"),
    "right-to-left marks": lambda: _repeated("Lyman\u200f fell\u202e in\u2066 May "),
    "zero-width characters": lambda: _repeated("L\u200by\u200bman fell. "),
    "markdown": lambda: _repeated("| a | b |\n"),
    "emphasis": lambda: _repeated("*_*_[a]("),
}


def _read(text: str, published: date) -> None:
    from frontwatch.kinds.kinds import KINDS
    from frontwatch.model import FrontwatchError
    from frontwatch.reading.document import read_document
    from frontwatch.reading.reader import read
    from frontwatch.theatre.theatre import open_theatre

    try:
        read(read_document(text), open_theatre(), published, KINDS)
    except FrontwatchError as refused:
        print(f"  {refused}")


def _speed(paths: list[str], published: date) -> None:
    from frontwatch.kinds.kinds import KINDS
    from frontwatch.reading.document import read_document
    from frontwatch.reading.reader import read
    from frontwatch.theatre.theatre import open_theatre

    theatre = open_theatre()
    texts = [Path(p).read_text(encoding="utf-8") for p in paths]
    words = sum(len(t.split()) for t in texts)

    def seconds(copies: int) -> float:
        documents = [read_document("\n\n".join([t] * copies)) for t in texts]
        best = []
        for _ in range(5):
            start = time.process_time()
            for document in documents:
                read(document, theatre, published, KINDS)
            best.append(time.process_time() - start)
        return min(best)

    one, eight = seconds(1), seconds(8)
    print(f"{len(texts)} reports, {words} words: {1000 * one * 400 / words:.1f} ms CPU for 400 words, ", end="")
    print(
        f"{words / one / 400:.0f} reports of 400 words a second and core; eight copies take {eight / one / 8:.2f} x 8"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="*")
    parser.add_argument("--published", type=date.fromisoformat, default=date(2025, 6, 28))
    parser.add_argument("--hostile", help=argparse.SUPPRESS)
    parser.add_argument("--size", type=int, default=SIZES[0], help=argparse.SUPPRESS)
    a = parser.parse_args()
    if a.hostile:
        globals()["SIZE"] = a.size
        text = HOSTILE[a.hostile]()
        start = time.process_time()
        _read(text, a.published)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{a.hostile:<24}{a.size:>10,}{time.process_time() - start:6.1f} s CPU {peak:6.0f} MB")
        return
    if a.reports:
        _speed(a.reports, a.published)
    for name, size in product(HOSTILE, SIZES):
        command = [sys.executable, str(Path(__file__).resolve()), "--hostile", name, "--size", f"{size}"]
        subprocess.run(command, check=False)


if __name__ == "__main__":
    main()
