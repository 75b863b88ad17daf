"""A report opened: its document, its publication day and where that was found, the hash of its bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from frontwatch.model import FrontwatchError
from frontwatch.reading.document import Document, read_document

FROM_CLAIMS = "claims"
"""Where the publication day comes from, if only the claims that were given say it."""


@dataclass(frozen=True, slots=True)
class Article:
    """A report before it is read for claims."""

    name: str
    """The file's name, or what was given in its place."""
    document: Document
    sha256: str
    """Of the bytes as they were given."""
    published: date
    published_from: str
    """"flag", "claims", "metadata" or "dateline"."""
    published_found: tuple[tuple[str, date], ...]
    """Every publication day found and where."""


def open_article(
    text: str | bytes, *, published: date | None = None, name: str = "", said: date | None = None
) -> Article:
    """Open a report.

    Args:
        text: the report as plain text, Markdown or HTML.
        published: the day it appeared; else `said`, else its metadata or dateline.
        name: the file's name, for messages and for its ending.
        said: the publication day that claims given with the report say.
    Raises: FrontwatchError: no publication day, or no text in English.
    """
    document = read_document(text, name=name)
    given = [("flag", published)] if published else []
    stated = [(found.where, found.day) for found in document.published]
    if said and said not in {day for _, day in given + stated[:1]}:
        given.append((FROM_CLAIMS, said))
    found = (*given, *stated)
    if not found:
        raise FrontwatchError(
            f"{name or 'The text'}: no publication day found in it; give it with --published YYYY-MM-DD."
        )
    where, day = found[0]
    return Article(
        name=name,
        document=document,
        sha256=hashlib.sha256(text if isinstance(text, bytes) else text.encode()).hexdigest(),
        published=day,
        published_from=where,
        published_found=found,
    )
