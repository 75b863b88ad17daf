"""The commands that draw: a place, the front, what changed, a report's claims, a slider over days."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import re
from xml.etree import ElementTree

import pytest
from frontwatch_examples import example

from frontwatch.cli.main import run

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "command, says",
    [
        (["place", "Pokrovsk", "--on", "2025-06-28", "--since", "2024-06-28"], "Pokrovsk over time"),
        (["front", "--history", "--since", "2025-01-01", "--on", "2025-06-28"], "How long the front is"),
        (["change", "--since", "2025-03-01", "--on", "2025-06-01", "--by", "month"], "Ground that changed hands"),
        (["change", "--since", "2025-05-28", "--on", "2025-06-28", "--by", "sector"], "Ground that changed hands"),
        (["change", "--since", "2025-05-28", "--on", "2025-06-28", "--by", "region"], "Ground that changed hands"),
    ],
)
def test_a_plot_is_one_drawing_with_title_source_and_the_same_in_words(folder, command, says):
    assert run([*command, "-o", "plot.svg"]) == 0
    drawing = ElementTree.parse("plot.svg").getroot()
    words = " ".join(e.text or "" for e in drawing.iter(f"{SVG}text"))
    assert says in (drawing.findtext(f"{SVG}title") or "")
    assert "Source: " in words
    assert "deepstatemap.live" in words
    assert drawing.findtext(f"{SVG}desc")
    assert (folder / "plot.svg").stat().st_size < 150_000
    with (folder / "plot.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 3
    assert all(row["row"] and row["column"] and row["value"] and "deepstatemap.live" in row["source"] for row in rows)


def test_a_plot_can_be_a_picture_of_pixels(folder):
    assert run(["place", "Pokrovsk", "--on", "2025-06-28", "--since", "2025-01-01", "-o", "plot.png"]) == 0
    assert (folder / "plot.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "command",
    [
        ["place", "Pokrovsk", "-o", "plot.gif"],
        ["front", "--history"],
        ["front", "-o", "plot.svg"],
        ["change", "--since", "2025-05-28", "--by", "month"],
        ["change", "--since", "2025-05-28", "-o", "plot.svg"],
        ["map", "--days", "2025-06-28..2025-01-01", "-o", "map.html"],
        ["map", "--days", "yesterday", "-o", "map.html"],
        ["map", "--days", "2025-01-01..2025-06-28", "-o", "map.svg"],
        ["map", "--days", "2025-01-01..2025-06-28", "--on", "2025-06-28", "-o", "map.html"],
    ],
)
def test_what_cannot_be_drawn_is_said_in_a_sentence_and_writes_nothing(folder, command, capsys):
    assert run(command) == 2
    told = capsys.readouterr().err.strip()
    assert told.startswith("frontwatch: ")
    assert len(told.splitlines()) == 1
    assert not any(p.is_file() for p in folder.iterdir())


def test_a_map_of_a_reports_claims_names_its_places_with_their_verdicts(folder):
    report = example(folder, "pokrovsk-2025-06.txt")
    assert run(["map", "--claims", report, "--published", "2025-06-28", "-o", "claims.svg"]) == 0
    words = [e.text or "" for e in ElementTree.parse("claims.svg").getroot().iter(f"{SVG}text")]
    assert any(re.fullmatch(r"Pokrovsk [✓▲▼✕◆○]+", word) for word in words)
    assert any(word.startswith("Signs behind a name") for word in words)


def test_the_sliders_days_are_the_maps_own_and_only_our_script_may_run(folder):
    command = ["map", "--days", "2025-05-01..2025-06-28", "--around", "Pokrovsk", "-o", "days.html"]
    assert run(command) == 0
    page = (folder / "days.html").read_text(encoding="utf-8")
    frames = json.loads(re.search(r'id="frames">(.*?)</script>', page, re.DOTALL)[1])
    assert frames[-1]["day"] == "28 June 2025"
    assert len({f["front"] for f in frames}) > 1
    script = re.search(r"<script>(.*?)</script>", page, re.DOTALL)[1]
    allowed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{allowed}'" in page
    assert page.count("<tr><td>") == len(frames)
    drawn = re.findall(r'data-layer="(\d)" d="([^"]*)"|d="([^"]*)"[^>]*data-layer="(\d)"', page)
    shown = {(a or d, b or c) for a, b, c, d in drawn}
    assert shown == {(number, path) for number, path in frames[-1]["layers"].items()}
