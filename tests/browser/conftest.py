"""A real browser, Debian's Chromium, for the tests of pages; they skip with a reason where it is not installed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from frontwatch.cli.main import run
from frontwatch.reading.document import LONGEST_TEXT

AXE = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ASKED = """KYIV, 28 June 2025 - Will Russia take Pokrovsk by the end of the year? Some ask more.
Will Ukraine still hold Kostiantynivka on 31 December 2025? Will Russia take Lviv by August?
Will Russia ever take Pokrovsk? And again: will Russia take Pokrovsk by the end of the year?
"""
SLY = """# <script>window.ran = 1</script> Russia holds all of Donetsk region

Russia holds all of Donetsk region ${7*7} {{7*7}} </style><style>body{display:none}</style>
<img src="http://example.invalid/x.png" onerror="window.ran = 1"> [x](javascript:window.ran=1)
"><svg onload="window.ran = 1"><a href="javascript:window.ran=1">Pokrovsk is surrounded</a></svg> \u2028 &lt;b&gt;
Pokrovsk is surrounded, said <b onmouseover="window.ran = 1">Ivan Holm</b>.
"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("needs chromium: apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Pages by name: the shipped reports checked, one of quotes only, one that attacks, one with forecasts, and the
    map with a slider."""
    folder = tmp_path_factory.mktemp("pages")
    made: dict[str, Path] = {}
    for name in ("pokrovsk-2025-06.txt", "vuhledar-2024-10.txt", "kramatorsk-2026-11.html"):
        report = folder / name
        report.write_bytes(files("frontwatch").joinpath("examples", name).read_bytes())
        made[name] = folder / f"{name}.page.html"
        assert run(["check", str(report), "--html", str(made[name])]) == 0
    first = str(folder / "pokrovsk-2025-06.txt")
    made["quotes"] = folder / "quotes.html"
    assert run(["check", first, "--quotes-only", "--html", str(made["quotes"])]) == 0
    (folder / "sly.txt").write_text(SLY + "A" * (LONGEST_TEXT - 1_000), encoding="utf-8")
    made["sly"] = folder / "sly.html"
    sly = ["check", str(folder / "sly.txt"), "--published", "2025-06-28", "--html", str(made["sly"])]
    assert run(sly) == 0
    (folder / "asked.txt").write_text(ASKED, encoding="utf-8")
    made["asked"] = folder / "asked.html"
    assert run(["check", str(folder / "asked.txt"), "--ask", "--html", str(made["asked"])]) == 0
    made["slider"] = folder / "slider.html"
    days = ["map", "--days", "2025-03-01..2025-06-28", "--around", "Pokrovsk", "-o", str(made["slider"])]
    assert run(days) == 0
    return made
