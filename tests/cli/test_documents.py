"""What may be given as a report, and what is refused with one sentence."""

from __future__ import annotations

import io
from types import SimpleNamespace

import click
import pytest

from frontwatch.cli import documents
from frontwatch.cli.documents import NOT_FETCHED, given_report
from frontwatch.model import FrontwatchError


def test_the_sentence_is_the_one_promised():
    assert NOT_FETCHED == ("Frontwatch does not fetch pages; save the page and give the file, or paste its text with -")


@pytest.mark.parametrize(
    "name, content, why",
    [
        ("a.pdf", b"%PDF-1.7 ...", "a PDF by its name"),
        ("a.txt", b"%PDF-1.7 ...", "a PDF by its content"),
        ("a.docx", b"PK\x03\x04...", "a Word file by its name"),
        ("a", b"PK\x03\x04...", "a Word file by its content"),
        ("a.doc", b"text", "an old Word file"),
        ("a.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word file by its content"),
        ("a.txt", b"{\\rtf1 hello}", "rich text"),
        ("a.txt", b"https://example.org/article\n", "a file that holds an address only"),
    ],
)
def test_what_is_no_text_is_refused_with_the_promised_sentence(tmp_path, name, content, why):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FrontwatchError) as refused:
        given_report(str(tmp_path / name), None)
    assert str(refused.value) == NOT_FETCHED, why


@pytest.mark.parametrize("address", ["https://example.org/a", "HTTP://EXAMPLE.ORG", "www.example.org/a", "ftp://x/y"])
def test_an_address_is_refused(address):
    with pytest.raises(FrontwatchError, match="does not fetch pages"):
        given_report(address, None)


@pytest.mark.parametrize(
    "content, said",
    [(b"", "no text in it"), (b" \n\t", "no text in it"), (b"ab\0cd", "not text"), (b"x" * 201, "is no report")],
)
def test_what_cannot_be_a_report_is_named(tmp_path, monkeypatch, content, said):
    monkeypatch.setattr(documents, "MOST_BYTES", 200)
    (tmp_path / "a.txt").write_bytes(content)
    with pytest.raises(FrontwatchError, match=said) as refused:
        given_report(str(tmp_path / "a.txt"), None)
    assert "a.txt" in str(refused.value)


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(FrontwatchError, match="this is a folder"):
        given_report(str(tmp_path), None)


def test_one_report_and_only_one():
    for report, text in ((None, None), ("a.txt", "text")):
        with pytest.raises(click.UsageError):
            given_report(report, text)


def test_text_files_and_standard_input_are_read_as_they_are(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_bytes("Київ – Alder".encode())
    assert given_report(str(tmp_path / "a.txt"), None) == ("Київ – Alder".encode(), "a.txt")
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"Alder holds.")))
    assert given_report("-", None) == (b"Alder holds.", "standard input")
    assert given_report(None, "Alder holds.") == (b"Alder holds.", "--text")
