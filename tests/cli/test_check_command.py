"""`frontwatch check` from outside: a shipped report in, text, JSON and page out; no socket, no other file, no waste."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.resources import files

import jsonschema
import pytest

from frontwatch.cli.main import run
from frontwatch.showing.schema import schema

EXAMPLES = sorted(f.name for f in files("frontwatch").joinpath("examples").iterdir() if "." in f.name[1:])
REPORTS = [name for name in EXAMPLES if name.endswith((".txt", ".html"))]

GUARD = """
import os, sys
def guard(event, args):
    if event.startswith("socket."):
        raise RuntimeError(f"opened a socket: {event}")
    if event == "open":
        path, mode, flags = args
        writes = any(c in mode for c in "wax+") if mode else flags & (os.O_WRONLY | os.O_RDWR)
        if writes and isinstance(path, str) and path != os.devnull:
            print("wrote", path, file=sys.stderr)
sys.addaudithook(guard)
sys.argv[0] = "frontwatch"
from frontwatch.cli.main import run
code = run(sys.argv[1:])
print("loaded", *sorted(sys.modules), file=sys.stderr)
sys.exit(code)
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the shipped reports, of a user who remembers no record."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.chdir(tmp_path)
    for name in REPORTS:
        (tmp_path / name).write_bytes(files("frontwatch").joinpath("examples", name).read_bytes())
    return tmp_path


def guarded(folder, *arguments):
    """Run the command in a process of its own that may open no socket; (what ran, files written, modules loaded)."""
    made = subprocess.run(
        [sys.executable, "-c", GUARD, *arguments], cwd=folder, capture_output=True, text=True, env=dict(os.environ)
    )
    said = made.stderr.splitlines()
    return (
        made,
        [line.removeprefix("wrote ") for line in said if line.startswith("wrote ")],
        next((line.split()[1:] for line in said if line.startswith("loaded ")), []),
    )


def test_four_reports_are_shipped():
    assert len(REPORTS) >= 4


@pytest.mark.parametrize("name", REPORTS)
def test_a_shipped_report_is_checked(folder, capsys, name):
    assert run(["check", name, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    jsonschema.validate(answer, schema())
    assert len(answer["claims"]) >= 6
    starts = [c["start"] for c in answer["claims"]]
    assert starts == sorted(starts)


@pytest.mark.parametrize("name", REPORTS)
def test_two_runs_are_the_same_bytes(folder, name):
    first, second = (guarded(folder, "check", name, "--json", "--html", f"{n}.html")[0].stdout for n in (1, 2))
    assert first == second
    assert (folder / "1.html").read_bytes() == (folder / "2.html").read_bytes()


def test_it_opens_no_socket_and_writes_only_the_named_file(folder):
    before = set(folder.iterdir())
    made, written, _ = guarded(folder, "check", REPORTS[-1], "--html", "page.html")
    assert made.returncode == 0, made.stderr
    assert {p.name for p in set(folder.iterdir()) - before} == {"page.html"}
    assert [p for p in written if not os.path.basename(p).startswith(".page.html.")] == []  # noqa: PTH119


def test_without_a_page_it_writes_nothing(folder):
    made, written, _ = guarded(folder, "check", REPORTS[-1])
    assert made.returncode == 0, made.stderr
    assert written == []


def test_a_cold_check_of_plain_text_loads_nothing_heavy(folder):
    _, _, loaded = guarded(folder, "check", "pokrovsk-2025-06.txt")
    heavy = {"shapely", "trafilatura", "dateparser", "rich", "lxml", "jinja2", "htmldate", "resvg_py"}
    assert heavy & set(loaded) == set()


def test_a_report_newer_than_the_record_says_so_first(folder, capsys):
    assert run(["check", "kramatorsk-2026-11.html"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert text.startswith("This record ends 2026-02-28, 268 days before this report; ")
    assert "claims could not be tested" in text[:140]
    assert "Last known" in text and "not a verdict" in text


def test_the_page_is_written_and_named(folder, capsys):
    assert run(["check", "pokrovsk-2025-06.txt", "--html", "page.html"]) == 0
    assert capsys.readouterr().out.endswith("\nThe page: page.html\n")
    page = (folder / "page.html").read_text(encoding="utf-8")
    assert "<svg" in page and "Ground held around Pokrovsk" in page


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["check", "--text", "Ukraine holds Pokrovsk."], "--published"),
        (["check", "pokrovsk-2025-06.txt", "--ground", "pokrovsk-2025-06.txt"], "record"),
        (["check", "pokrovsk-2025-06.txt", "--ground", "none.parquet"], "none.parquet"),
        (["check", "pokrovsk-2025-06.txt", "--html", "no/folder/page.html"], "there is no folder"),
        (["check", "pokrovsk-2025-06.txt", "--html", "pokrovsk-2025-06.txt"], "this is the report itself"),
        (["check", "pokrovsk-2025-06.txt", "--theatre", "nowhere"], "nowhere"),
        (
            ["check", "--text", "Росія захопила Покровськ у червні, сказав речник армії.", "--published", "2025-06-28"],
            "krain",
        ),
        (["map", "--around", "Nosuchplace", "-o", "map.svg"], "Nosuchplace"),
        (["map", "--on", "2025-06-27", "--since", "2025-06-28", "-o", "map.svg"], "not before"),
    ],
)
def test_a_mistake_is_one_sentence_and_no_file(folder, capsys, arguments, said):
    before = {p: p.stat().st_mtime_ns for p in folder.iterdir()}
    assert run(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err and err.count("\n") == 1 and "Traceback" not in err
    assert {p: p.stat().st_mtime_ns for p in folder.iterdir()} == before


def test_a_line_of_ten_megabytes_is_refused_in_a_sentence(folder, capsys):
    (folder / "long.txt").write_text("Pokrovsk is surrounded. " * 420_000, encoding="utf-8")
    assert run(["check", "long.txt", "--published", "2025-06-28", "--html", "page.html"]) == 2
    _, err = capsys.readouterr()
    assert err.startswith("frontwatch: long.txt") and err.count("\n") == 1
    assert not (folder / "page.html").exists()


@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_the_map_is_drawn(folder, capsys, suffix):
    arguments = ["map", "--on", "2025-06-27", "--since", "2025-05-28", "--around", "Pokrovsk", "-o", f"map.{suffix}"]
    assert run(arguments) == 0
    drawn = (folder / f"map.{suffix}").read_bytes()
    assert drawn.startswith(b"<svg" if suffix == "svg" else b"\x89PNG")
    assert len(drawn) < 150_000 or suffix == "png"


def test_the_map_of_the_whole_front_is_small(folder):
    assert run(["map", "--on", "2025-06-27", "-o", "map.svg"]) == 0
    assert (folder / "map.svg").stat().st_size < 150_000


def test_a_query_run_against_another_record_says_so(folder, capsys):
    assert run(["place", "Pokrovsk", "--on", "2025-06-27", "--record", "00000000"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and "not 00000000" in err


def test_a_checked_report_as_rows_as_markdown_and_as_reviews(folder, capsys):
    said = ["check", "--text", "Pokrovsk is surrounded.", "--published", "2025-06-28"]
    assert run([*said, "--csv"]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("1,overstated,")
    assert run([*said, "--markdown"]) == 0
    assert "**overstated**" in capsys.readouterr().out
    by = ["--publisher", "The Courier", "--reviewed-by", "Ann Holm", "--url", "https://example.org/check"]
    assert run([*said, "--claimreview", "reviews.json", *by]) == 0
    assert json.loads((folder / "reviews.json").read_text())[0]["reviewRating"]["alternateName"] == "overstated"


@pytest.mark.parametrize("lacking", ["--publisher", "--reviewed-by", "--url"])
def test_reviews_are_written_only_where_a_publisher_stands_by_them(folder, capsys, lacking):
    by = {"--publisher": "The Courier", "--reviewed-by": "Ann Holm", "--url": "https://example.org/check"}
    given = [word for name, value in by.items() if name != lacking for word in (name, value)]
    assert run(["check", "--text", "Pokrovsk is surrounded.", "--claimreview", "reviews.json", *given]) == 2
    assert "--claimreview states that a publisher reviewed the claims" in capsys.readouterr().err
    assert not (folder / "reviews.json").exists()


def test_the_page_has_pictures_and_is_small(folder):
    assert run(["check", "pokrovsk-2025-06.txt", "--published", "2025-06-28", "--html", "page.html"]) == 0
    page = (folder / "page.html").read_text(encoding="utf-8")
    assert page.count('<figure class="small">') >= 5
    assert (folder / "page.html").stat().st_size < 400_000
