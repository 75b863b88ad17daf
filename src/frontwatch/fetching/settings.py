"""Numbers that bound a download, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a server is waited for, seconds."""

    connect: float = 15.0
    """To reach it: a far one takes under 1."""
    silence: float = 30.0
    """Between two pieces of an answer."""
    whole: float = 900.0
    """For one answer: 50 MB, the largest file offered here, at 60 kB/s."""


WAITS = (1.0, 2.0, 4.0, 8.0, 16.0)
"""Seconds before each further try, where the server names none: half a minute in all, the length of most hiccups."""
LONGEST_WAIT = 120.0
"""A server that asks for a longer pause is left alone; the person is told when to come again."""
MOST_REDIRECTS = 3
"""The publishers here need none or one."""

PIECE_BYTES = 64 * 1024
"""Read and written at once."""
LISTING_BYTES = 8 * 1024**2
"""A listing: 830 maps and all else in that repository take 250 kB."""
LISTED_FILES = 50_000
"""Files in a listing: a map a day for a century are 36,500."""
MAP_BYTES = 64 * 1024**2
"""One file: what `ground import` takes as the most a map may be; VIINA's years are 14 to 28 MB."""
MANIFEST_BYTES = 32 * 1024**2
"""The account of a folder: 200 bytes a file."""
POINTER_BYTES = 1024
"""A Git LFS pointer, which stands in a repository for a large file: 133 bytes, by its specification under 1024."""
