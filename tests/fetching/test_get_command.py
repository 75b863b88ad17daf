"""`frontwatch ground get`: asked first, told what came and from where, and nothing unless asked."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from faulty import COMMIT, Server, answer, daily, file, host

from frontwatch.cli.main import COMMANDS, run
from frontwatch.fetching import deepstate_latest, deepstate_mirror
from frontwatch.fetching import offers as offers_file
from frontwatch.fetching.offer import Offer, Terms

DAYS = ("20261124", "20261125", "20261126", "20261127")


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    """This user's folders, inside the test's."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    return tmp_path


@pytest.fixture
def offered(server: Server, home: Path, monkeypatch) -> Offer:
    """The daily mirror and the newest map, both served by this machine."""
    offer = deepstate_mirror.offer(host(server, daily(*DAYS)))
    monkeypatch.setattr(offers_file, "OFFERS", (offer, deepstate_latest.offer(server.origin)))
    return offer


def told(capsys) -> tuple[str, str]:
    out, err = capsys.readouterr()
    return " ".join(out.split()), " ".join(err.split())


def test_without_a_source_it_lists_what_there_is_and_asks_nobody(offered, server, capsys):
    assert run(["ground", "get"]) == 0
    out, _ = told(capsys)
    for words in ("deepstate-daily", "DeepStateMap's own, September 2025", "license-en.html", "30 MB a year"):
        assert words in out
    assert out.count("terms not yet accepted") == 2
    assert server.asked == []


def test_where_nobody_can_be_asked_nothing_is_fetched(offered, server, home, capsys):
    assert run(["ground", "get", "deepstate-daily", "-o", str(home / "maps")]) == 2
    out, err = told(capsys)
    assert "volunteers, charities and the defence of Ukraine" in err and "cannot grant" in err
    assert "https://deepstatemap.live/license-en.html" in err
    assert "give --accept-terms" in err
    assert (out, server.asked, list(home.iterdir())) == ("", [], [])


def test_accepted_terms_are_recorded_and_not_shown_again(offered, home, capsys):
    assert run(["ground", "get", "deepstate-daily", "-o", str(home / "maps"), "--accept-terms"]) == 0
    out, err = told(capsys)
    assert "cannot grant" in err and "accepted" in err
    assert f"commit {COMMIT}: 4 files, 2026-11-24 to 2026-11-27; 0 files held, 4 files to fetch" in out
    assert "4 files fetched, each as its hash says. DeepStateMap (deepstatemap.live)." in out
    assert f"Next: frontwatch ground import {home / 'maps'} -o deepstate-daily.parquet" in out
    recorded = json.loads((home / "XDG_CONFIG_HOME" / "frontwatch" / "accepted-terms.json").read_text())
    assert recorded["deepstate-daily"]["terms_sha256"] == offered.terms.sha256
    assert json.loads((home / "maps" / "SOURCE.manifest").read_text())["terms_accepted"].startswith("20")
    assert run(["ground", "get", "deepstate-daily", "-o", str(home / "maps")]) == 0
    out, err = told(capsys)
    assert "4 files held, 0 files to fetch (0.0 MB)" in out and err == ""
    run(["ground", "get"])
    assert "terms accepted 20" in told(capsys)[0]


def test_changed_terms_are_asked_about_again(offered, home, capsys, monkeypatch):
    run(["ground", "get", "deepstate-daily", "--accept-terms"])
    changed = replace(offered, terms=Terms("Other terms. Quite other.", offered.terms.link))
    monkeypatch.setattr(offers_file, "OFFERS", (changed,))
    capsys.readouterr()
    assert run(["ground", "get", "deepstate-daily"]) == 2
    assert "Other terms. Quite other." in told(capsys)[1]


def test_the_folder_is_this_users_where_none_is_given(offered, home, capsys):
    assert run(["ground", "get", "deepstate-daily", "--accept-terms", "--since", "2026-11-27"]) == 0
    folder = home / "XDG_DATA_HOME" / "frontwatch" / "deepstate-daily"
    assert sorted(p.name for p in folder.iterdir()) == ["SOURCE.manifest", "deepstatemap_data_20261127.geojson"]
    assert str(folder) in told(capsys)[0]


def test_what_was_fetched_can_be_imported(offered, home, capsys):
    maps, record = home / "maps", home / "r.parquet"
    run(["ground", "get", "deepstate-daily", "-o", str(maps), "--accept-terms"])
    assert run(["ground", "import", str(maps), "-o", str(record)]) == 0
    assert "DeepStateMap daily, 4 maps, 2026-11-24 to 2026-11-27" in told(capsys)[0]


def test_the_newest_map_says_that_it_is_not_pinned(offered, server, home, capsys):
    geometry = {"type": "Polygon", "coordinates": [[[36.0, 48.0], [36.1, 48.0], [36.1, 48.1], [36.0, 48.0]]]}
    feature = {"type": "Feature", "properties": {"fill": "#a52714", "name": "x"}, "geometry": geometry}
    latest = {"id": 1790879037, "map": {"type": "FeatureCollection", "features": [feature]}}
    server.pages["/api/history/last"] = [file(json.dumps(latest).encode())]
    get = ["ground", "get", "deepstate-latest", "-o", str(home / "maps"), "--accept-terms"]
    assert run(get) == 0
    assert "not pinned" in told(capsys)[0]
    assert run(get) == 0
    assert "unchanged since the last time" in told(capsys)[0]
    (home / "maps" / "20261001T182357Z.geojson").unlink()
    assert run(get) == 0
    assert "1 file fetched" in told(capsys)[0], "what was deleted here comes again, unchanged or not"
    assert run(["ground", "import", str(home / "maps"), "-o", str(home / "r.parquet")]) == 0
    assert "DeepStateMap archive, 1 map" in told(capsys)[0]


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["isw"], "there are: deepstate-daily"),
        (["deepstate-daily", "--commit", "main"], "40 hex digits"),
        (["deepstate-daily", "--since", "yesterday"], "YYYY-MM-DD"),
        (["deepstate-daily", "-o", "{home}/file/maps"], "not a directory"),
    ],
)
def test_mistakes_are_one_sentence(offered, home, capsys, arguments, said):
    (home / "file").write_text("x")
    assert run(["ground", "get", "--accept-terms", *(a.format(home=home) for a in arguments)]) == 2
    err = capsys.readouterr().err.splitlines()[-1]
    assert said in err and err.startswith("frontwatch: ")


def test_a_server_that_refuses_is_one_sentence(offered, server, capsys):
    server.pages["/repos/them/maps/commits/HEAD"] = [
        answer(403, x_ratelimit_remaining="0", x_ratelimit_reset="1795773600")
    ]
    assert run(["ground", "get", "deepstate-daily", "--accept-terms"]) == 2
    assert "run the same command again after 2026-11-27 10:00 UTC" in told(capsys)[1]


COMMAND = """
from frontwatch.fetching import deepstate_mirror, offers
from frontwatch.fetching.github import Repository
offers.OFFERS = (deepstate_mirror.offer(Repository("them/maps", *["{origin}"] * 3)),)
from frontwatch.cli.main import main
main(["ground", "get", "deepstate-daily", "-o", "{folder}"])
"""


@pytest.mark.parametrize("said, code", [("y\n", 0), ("n\n", 2), ("\n", 2)])
def test_a_person_is_asked(offered, server, home, said, code):
    ours = COMMAND.format(origin=server.origin, folder=home / "maps")
    person, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", ours], stdin=terminal, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    os.write(person, said.encode())
    out, err = process.communicate(timeout=60)
    os.close(person), os.close(terminal)
    assert process.returncode == code, err
    assert "Accept these terms? [y/N]" in err
    assert (home / "maps").exists() is (code == 0)
    assert ("nothing was downloaded" in err) is (code == 2)
    assert bool(server.asked) is (code == 0)
    assert "4 files fetched" in out or code == 2


def test_interrupted_it_ends_at_once_and_the_next_run_goes_on(offered, server, home):
    path = f"/them/maps/{COMMIT}/data/deepstatemap_data_20261126.geojson"
    reached = threading.Event()
    server.pages[path].insert(0, lambda handler: (reached.set(), server.closing.wait(30)))
    ours = COMMAND.format(origin=server.origin, folder=home / "maps").replace('"-o"', '"--accept-terms", "-o"')
    # A shell's job in the background hands down that interrupts are ignored.
    process = subprocess.Popen(
        [sys.executable, "-c", ours], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    assert reached.wait(30)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130 and "Traceback" not in err
    done = subprocess.run([sys.executable, "-c", ours], capture_output=True, text=True)
    assert "2 files held, 2 files to fetch" in done.stdout and done.returncode == 0


def test_only_get_and_update_load_what_reaches_the_network():
    """Every module of every command is imported, and no HTTP with it; `ground get` itself loads it when it runs."""
    modules = sorted({target.split(":")[0] for target in COMMANDS.values()} | {"frontwatch.cli.main"})
    probe = f"import sys, importlib; [importlib.import_module(m) for m in {modules}]; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout.split()
    assert "frontwatch.cli.ground_get" in loaded
    assert {"urllib3", "http.client", "ssl"} & set(loaded) == set()


RUNS = [
    ["examples", "{folder}/examples"],
    ["check", "{folder}/examples/pokrovsk-2025-06.txt", "--html", "{folder}/page.html"],
    ["read", "{folder}/examples/pokrovsk-2025-06.txt"],
    ["place", "Pokrovsk", "--on", "2025-06-28"],
    ["map", "--on", "2025-06-28", "-o", "{folder}/map.svg"],
    ["front", "--on", "2025-06-28"],
    ["area", "Donetsk", "--on", "2025-06-28"],
    ["change", "--since", "2025-05-01", "--on", "2025-06-28"],
    ["exposure", "Pokrovsk", "--on", "2025-06-28"],
    ["route", "Pokrovsk"],
    ["population", "Pokrovsk"],
    ["days"],
    ["ground", "import", "{folder}/maps", "-o", "{folder}/r.parquet"],
    ["ground", "info", "{folder}/r.parquet"],
    ["ground", "update", "{folder}/r.parquet", "--from", "{folder}/maps"],
    ["ground", "get"],
]


def test_no_other_command_loads_it_when_it_runs(home):
    maps = home / "maps"
    maps.mkdir()
    for path, content in daily(*DAYS).items():
        (maps / Path(path).name).write_bytes(content)
    runs = [[part.format(folder=home) for part in arguments] for arguments in RUNS]
    runs += [[name, "--help"] for name in sorted(set(COMMANDS) - {arguments[0] for arguments in RUNS})]
    probe = f"""
import socket, sys
def closed(*arguments, **more):
    raise SystemExit("a socket was opened")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = closed
from frontwatch.cli.main import run
for arguments in {runs!r}:
    code = run(arguments)
    print(code, "urllib3.connectionpool" in sys.modules, *arguments, file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True)
    lines = [line for line in done.stderr.splitlines() if line.startswith(("0 ", "2 "))]
    assert len(lines) == len(runs), done.stderr
    assert [line for line in lines if line.split()[1] == "True"] == []
    assert [line for line in lines if line.startswith("2")] == [], done.stderr
