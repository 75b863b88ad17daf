"""What a publisher offers: its files, its terms, and where they are had from."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from frontwatch.fetching.client import Client
from frontwatch.fetching.settings import PIECE_BYTES


@dataclass(frozen=True, slots=True)
class Terms:
    """A publisher's terms in two sentences of ours, and where its own words stand."""

    text: str
    link: str

    @property
    def sha256(self) -> str:
        """Of text and link: what a person accepted is known by it."""
        return hashlib.sha256(f"{self.text}\n{self.link}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Checksum:
    """What a file's bytes must hash to: Git's name of it (SHA-1 of a blob), or SHA-256."""

    kind: Literal["git", "sha256"]
    hex: str

    def fits(self, path: Path) -> bool:
        """Whether the file has it."""
        digest = hashlib.sha256() if self.kind == "sha256" else hashlib.sha1(usedforsecurity=False)
        if self.kind == "git":
            digest.update(b"blob %d\0" % path.stat().st_size)
        with path.open("rb") as file:
            while piece := file.read(PIECE_BYTES):
                digest.update(piece)
        return digest.hexdigest() == self.hex


@dataclass(frozen=True, slots=True)
class Item:
    """One file that a publisher offers, under a name of ours; its days, both included."""

    name: str
    first: date
    last: date
    size: int
    """Bytes."""
    checksum: Checksum
    url: str = ""
    content: bytes | None = None
    """The file itself, where the listing already brought it."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a publisher has at the moment: all of it from one commit, where it keeps commits."""

    items: tuple[Item, ...]
    commit: str = ""
    """40 hex digits; "" where the publisher does not keep versions."""
    etag: str = ""
    """The server's mark of this answer, sent back the next time so that nothing unchanged is sent again."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of a listing: a commit ("" the newest), and what was had before."""

    commit: str = ""
    etag: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """One publisher's offer."""

    name: str
    """As given on the command line and used for the folder."""
    what: str
    """What the files are, and where they come from: one line."""
    size: str
    """About how much there is."""
    licence: str
    credit: str
    """How to credit; the record made from the files carries its own."""
    terms: Terms
    origins: tuple[str, ...]
    """The only servers that are asked, and to which a redirect is followed."""
    records: tuple[str, ...]
    """Names of the records made from these files."""
    grows: bool
    """True where new files are new days; False where each file is replaced as a whole."""
    listing: Callable[[Client, Ask], Listing]
