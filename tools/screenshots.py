"""Make the README's pictures again, by headless Chromium: pages at three widths, light and dark, and on paper.

    python tools/screenshots.py FOLDER [--all]

FOLDER gets the pictures that docs/ shows; with --all also every page at 390, 768 and 1280 pixels, light and dark, and
as PDF, to be looked at.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from frontwatch.cli.main import run

EXAMPLES = ("pokrovsk-2025-06.txt", "vuhledar-2024-10.txt", "kramatorsk-2026-11.html")
WIDTHS = (390, 768, 1280)
SHOWN = ("pokrovsk-2025-06.txt", 1280, 1000)
"""The page of the README, its width and how much of it is shown, pixels."""


def main() -> None:
    """Read the options, write the pictures."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folder", type=Path)
    ask.add_argument("--all", action="store_true")
    given = ask.parse_args()
    out: Path = given.folder
    out.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("No chromium here: apt-get install chromium.")
    with tempfile.TemporaryDirectory() as made, sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        pages = {name: _checked(Path(made), name) for name in EXAMPLES}
        name, width, height = SHOWN
        _shot(browser, pages[name], out / "page.png", width, height=height)
        if given.all:
            for name, page in pages.items():
                stem = Path(name).stem
                for width in WIDTHS:
                    for scheme in ("light", "dark"):
                        _shot(browser, page, out / f"{stem}-{width}-{scheme}.png", width, scheme=scheme)
                _print(browser, page, out / f"{stem}.pdf")
        browser.close()
    run(["place", "Pokrovsk", "--on", "2026-02-20", "--since", "2024-01-01", "-o", str(out / "place.svg")])
    question = "Will Russia take Pokrovsk by 2025-12-31?"
    run(["ask", question, "--as-of", "2025-06-28", "-o", str(out / "chance.svg")])


def _checked(folder: Path, name: str) -> Path:
    report, page = folder / name, folder / f"{name}.page.html"
    report.write_bytes(files("frontwatch").joinpath("examples", name).read_bytes())
    run(["check", str(report), "--html", str(page)])
    return page


def _shot(
    browser: Browser, page: Path, out: Path, width: int, *, height: int | None = None, scheme: str = "light"
) -> None:
    view = browser.new_page(viewport={"width": width, "height": height or 900}, color_scheme=scheme)  # type: ignore[arg-type]
    view.goto(page.as_uri())
    view.screenshot(path=str(out), full_page=height is None)
    view.close()


def _print(browser: Browser, page: Path, out: Path) -> None:
    view = browser.new_page()
    view.goto(page.as_uri())
    view.pdf(path=str(out), format="A4", print_background=True)
    view.close()


if __name__ == "__main__":
    main()
