"""Reading a REPORT argument: a file, `-` for standard input, or the text itself; and refusing what is not a report."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from frontwatch.model import FrontwatchError

NOT_FETCHED = "Frontwatch does not fetch pages; save the page and give the file, or paste its text with -"

# A long read is 60 kB and a saved page with its inline pictures some MB; more than this is a data file.
MOST_BYTES = 8_000_000

ADDRESS = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*://|www\.)\S+\s*\Z", re.IGNORECASE)
OFFICE_SUFFIXES = {".pdf", ".doc", ".docx", ".odt", ".rtf", ".pages", ".epub", ".xls", ".xlsx", ".ppt", ".pptx"}
# PDF, zip (Word, OpenDocument), the older Word, RTF.
OFFICE_MARKS = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")


def given_report(report: str | None, text: str | None) -> tuple[bytes, str]:
    """What the user wants checked, as bytes, and the name to show for it.

    Args:
        report: a path, or `-` for standard input.
        text: the text itself, given with --text.
    Raises:
        FrontwatchError: an address, a PDF or Word file, a folder, no such file, no text, or more than 8 MB.
        click.UsageError: neither is given, or both.
    """
    if (report is None) == (text is None):
        raise click.UsageError("Give one REPORT (a file, or - for standard input) or --text.")
    if text is not None:
        return _text(text.encode("utf-8", "surrogateescape"), "--text"), "--text"
    assert report is not None
    if ADDRESS.match(report):
        raise FrontwatchError(NOT_FETCHED)
    if report == "-":
        return _text(sys.stdin.buffer.read(MOST_BYTES + 1), "standard input"), "standard input"
    return _text(_bytes_of(Path(report)), report), Path(report).name


def _bytes_of(path: Path) -> bytes:
    """The first bytes of a file, one more than may be."""
    if path.is_dir():
        raise FrontwatchError(f"{path}: this is a folder; give one report, a file of text, Markdown or HTML.")
    if not path.exists():
        raise FrontwatchError(f"{path}: there is no such file; give the path of a report, or - to paste its text.")
    if path.suffix.lower() in OFFICE_SUFFIXES:
        raise FrontwatchError(NOT_FETCHED)
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _text(data: bytes, name: str) -> bytes:
    """The bytes, if they may be a report's text."""
    if data.startswith(OFFICE_MARKS):
        raise FrontwatchError(NOT_FETCHED)
    if len(data) > MOST_BYTES:
        raise FrontwatchError(
            f"{name}: more than {MOST_BYTES // 1_000_000} MB is no report; give one article at a time."
        )
    if not data.strip():
        raise FrontwatchError(f"{name}: there is no text in it; give a report of text, Markdown or HTML.")
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in data and not utf16:
        raise FrontwatchError(f"{name}: this is not text; give a report of text, Markdown or HTML.")
    if ADDRESS.fullmatch(data[:2000].decode("utf-8", "replace")) and len(data) < 2000:
        raise FrontwatchError(NOT_FETCHED)
    return data
