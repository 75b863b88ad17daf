"""A file's text to a document: plain text in blocks with their offsets, its publication day, its language."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from frontwatch.model import FrontwatchError
from frontwatch.reading.language import language_of

BlockKind = Literal["headline", "paragraph", "bullet", "row"]
LONGEST = 5_000_000
"""Characters of a file: a saved page with all that stands around its article."""
LONGEST_TEXT = 300_000
"""Characters of a report's own text, some 50,000 words: the longest reports have half as many."""
_DATELINE_REACH = 1_500

_LOOKS_HTML = re.compile(r"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype|html|head|body|article|div|p|meta)\b", re.I | re.S)
_BULLET = re.compile(r"\s*(?:[-*•–]|\d{1,2}[.)])\s+")
_HEADING = re.compile(r"\s*#{1,6}\s+")
_DATELINE = re.compile(
    r"\s*(?:\([^()\n]{2,40}\)\s+"
    r"|[A-Z][A-Za-z'’]{1,20}(?: [A-Z][A-Za-z'’]{0,20}){0,3}(?: \([A-Z][A-Za-z ]{2,20}\)|,\s[A-Z][a-z]{2,14}(?=,))?"
    r"(?:,\s(?:[A-Z][a-z]{2,9}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,9})(?:,?\s\d{4})?)?\.?\s*"
    r"(?:/\w+/\.?\s|\(\w+\)\s*[-–—]\s|[-–—]\s))"
)
"""The place, day and agency before a report's first words: "KYIV, June 5 (Agency) - "."""
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\s]{0,500}\)")
_EMPHASIS = re.compile(r"(\*{1,3}|_{2,3}|`)(?=\S)([^*_`\n]{1,400}?)(?<=\S)\1")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text that stands by itself: text[start:end]."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A publication day and where it stood: "metadata" or "dateline"."""

    day: date
    where: str


@dataclass(frozen=True)
class Document:
    """A report as plain text; all offsets count in `text`."""

    text: str
    blocks: tuple[Block, ...]
    published: tuple[FoundDay, ...]
    language: str
    is_html: bool
    name: str = ""

    def line(self, offset: int) -> int:
        """The line, from 1, on which an offset stands."""
        return bisect_left(self._breaks, offset) + 1

    @cached_property
    def _breaks(self) -> list[int]:
        return [m.start() for m in re.finditer("\n", self.text)]


def read_document(text_or_bytes: str | bytes, *, name: str = "") -> Document:
    """A report's document.

    Args:
        text_or_bytes: the report as plain text, Markdown or HTML; bytes are taken as UTF-8, faults replaced.
        name: the file's name, for messages and for its ending (.md, .html).
    Raises: FrontwatchError: a PDF, Word or other binary file; a report that is not in English.
    """
    raw = _decoded(text_or_bytes, name)
    is_html = name.lower().endswith((".html", ".htm", ".xhtml")) or bool(_LOOKS_HTML.match(raw[:4000]))
    published: list[FoundDay] = []
    if is_html:
        from frontwatch.reading.page import page_text

        text, day = page_text(raw, name)
        if day:
            published.append(FoundDay(day, "metadata"))
    else:
        text = raw
        if name.lower().endswith((".md", ".markdown")):
            text = _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", text))
    if len(text) > LONGEST_TEXT:
        raise _too_long(name, len(text), LONGEST_TEXT)
    dateline = _dateline(text)
    if dateline:
        published.append(FoundDay(dateline, "dateline"))
    language = language_of(text)
    if language != "English":
        raise FrontwatchError(f"{name or 'The report'} is in {language}; Frontwatch reads English, give a translation.")
    return Document(text, blocks_of(text), tuple(published), language, is_html, name)


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of a plain text: a line each, but the lines of hard-wrapped paragraphs are joined.

    >>> [b.kind for b in blocks_of("Town holds\\n\\nThe town holds out, its mayor said.\\n- a road is cut")]
    ['headline', 'paragraph', 'bullet']
    """
    lines: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    wrapped = _hard_wrapped(text)
    blocks: list[Block] = []
    for start, end in lines:
        line = text[start:end]
        if not line.strip():
            continue
        kind, skip = _kind(line, first=not blocks)
        previous = blocks[-1] if blocks else None
        if previous and _continues(text, previous, start, end, wrapped=wrapped, kind=kind):
            blocks[-1] = Block("bullet" if previous.kind == "bullet" else "paragraph", previous.start, end)
        else:
            if len(blocks) < 5 and (head := _DATELINE.match(text, start + skip, end)):
                skip = head.end() - start
            blocks.append(Block(kind, start + skip, end))
    return tuple(blocks)


def _kind(line: str, *, first: bool) -> tuple[BlockKind, int]:
    if match := _HEADING.match(line):
        return "headline", match.end()
    if match := _BULLET.match(line):
        return "bullet", match.end()
    stripped = line.strip()
    if stripped.startswith("|") or "\t" in stripped:
        return "row", 0
    ends = stripped.rstrip("\"'”’)")[-1:] in ".!?…:;"
    short = len(stripped) < 110 and not ends
    return ("headline" if short or (first and len(stripped) < 140) else "paragraph"), 0


def _continues(text: str, previous: Block, start: int, end: int, *, wrapped: bool, kind: BlockKind) -> bool:
    if text.count("\n", previous.end, start) != 1 or kind in ("bullet", "row") or _HEADING.match(text, start, end):
        return False
    line = text[start:end].lstrip()
    return line[:1].islower() or (wrapped and previous.kind != "headline")


def _hard_wrapped(text: str) -> bool:
    """Whether most lines break in mid-sentence at about one width."""
    lines = [line for line in text.split("\n")[:400] if line.strip()]
    cut = [line for line in lines if 45 <= len(line) <= 100 and line.rstrip()[-1] not in '.!?:"”’']
    return len(lines) >= 4 and len(cut) > 0.5 * len(lines)


def _decoded(given: str | bytes, name: str) -> str:
    if isinstance(given, bytes):
        if given[:4] in (b"%PDF", b"PK\x03\x04") or given[:4] == b"\xd0\xcf\x11\xe0":
            raise FrontwatchError(
                f"{name or 'The report'} is not text; Frontwatch does not open PDF or Word files, "
                f"save the page and give the file, or paste its text with -"
            )
        given = given.decode("utf-8-sig", errors="replace")
    if len(given) > LONGEST:
        raise _too_long(name, len(given), LONGEST)
    return given.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", " ")


def _too_long(name: str, size: int, most: int) -> FrontwatchError:
    return FrontwatchError(f"{name or 'The report'} has {size:,} characters; give one report of under {most:,}.")


def _dateline(text: str) -> date | None:
    """The first full day written out near the head of the text."""
    from frontwatch.reading.days import full_days

    return next(iter(full_days(text[:_DATELINE_REACH])), None)
