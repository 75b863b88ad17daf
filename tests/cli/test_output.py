"""A file is written whole or not at all."""

from __future__ import annotations

import os

import pytest

from frontwatch.cli.output import write_whole
from frontwatch.model import FrontwatchError


def test_it_replaces_and_leaves_nothing_beside(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("old")
    write_whole(page, "new – Київ")
    assert page.read_text(encoding="utf-8") == "new – Київ"
    assert os.listdir(tmp_path) == ["page.html"]  # noqa: PTH208


def test_a_failure_leaves_the_old_file(tmp_path, monkeypatch):
    page = tmp_path / "page.html"
    page.write_text("old")
    monkeypatch.setattr("pathlib.Path.replace", lambda *_: (_ for _ in ()).throw(OSError(28, "no space", str(page))))
    with pytest.raises(OSError, match="no space"):
        write_whole(page, "new")
    assert page.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(FrontwatchError, match="there is no folder"):
        write_whole(tmp_path / "no" / "page.html", "x")
    with pytest.raises(FrontwatchError, match="this is a folder"):
        write_whole(tmp_path, "x")
