"""`frontwatch examples` writes the shipped reports into any folder and never over somebody's text."""

from __future__ import annotations

from frontwatch.cli.main import run


def test_it_writes_the_reports_and_lists_them(tmp_path, capsys):
    assert run(["examples", str(tmp_path / "new" / "folder")]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert len(listed) >= 4
    assert sorted(str(p) for p in (tmp_path / "new" / "folder").iterdir()) == sorted(listed)


def test_a_second_time_it_keeps_what_was_changed(tmp_path, capsys):
    run(["examples", str(tmp_path)])
    mine = tmp_path / "pokrovsk-2025-06.txt"
    mine.write_text("mine")
    assert run(["examples", str(tmp_path)]) == 0
    assert mine.read_text() == "mine"
    assert "kept as it is" in capsys.readouterr().out
