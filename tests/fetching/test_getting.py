"""A run: only what is not here, all of one commit, with an account of it; killed and begun again it goes on."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import textwrap
import threading
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from faulty import COMMIT, Server, answer, daily, file, host

from frontwatch.fetching import deepstate_mirror, viina
from frontwatch.fetching.acceptance import Acceptance, accept, acceptance_of
from frontwatch.fetching.errors import FetchError
from frontwatch.fetching.getting import Plan, between, fetch, plan
from frontwatch.fetching.lock import alone_in
from frontwatch.fetching.manifest import NAME, read_manifest
from frontwatch.fetching.offer import Offer, Terms

NOW = datetime(2026, 11, 27, 10, tzinfo=UTC)
ACCEPTED = Acceptance("0" * 64, "2026-11-27T09:00:00Z")
DAYS = ("20261124", "20261125", "20261126", "20261127")


def run(server: Server, offer: Offer, folder: Path, **more: date | None) -> Plan:
    """Plan and fetch, as the command does."""
    client, _ = server.client()
    made = plan(client, offer, folder, between(more.get("since"), more.get("until")))
    if made.missing:
        fetch(client, made, ACCEPTED, NOW)
    return made


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


@pytest.fixture
def offer(server: Server) -> Offer:
    return deepstate_mirror.offer(host(server, daily(*DAYS)))


def test_the_second_run_fetches_nothing(server, offer, tmp_path):
    folder = tmp_path / "maps"
    assert len(run(server, offer, folder).missing) == 4
    assert names(folder) == [NAME, *(f"deepstatemap_data_{day}.geojson" for day in DAYS)]
    for path, content in daily(*DAYS).items():
        assert (folder / Path(path).name).read_bytes() == content
    server.asked.clear()
    again = run(server, offer, folder)
    assert (len(again.held), again.missing) == (4, ())
    assert [path.split("/")[1] for path, _ in server.asked] == ["repos", "repos"], "the listing, and no map"


def test_only_the_days_asked_for(server, offer, tmp_path):
    run(server, offer, tmp_path, since=date(2026, 11, 25), until=date(2026, 11, 26))
    assert names(tmp_path) == [NAME, "deepstatemap_data_20261125.geojson", "deepstatemap_data_20261126.geojson"]
    assert len(run(server, offer, tmp_path).missing) == 2


def test_a_year_counts_where_it_has_a_day_of_those_asked_for(server, tmp_path):
    large = {f"Data/control_latest_{year}.zip": b"%d" % year * 500 for year in (2022, 2023, 2024)}
    run(server, viina.offer(host(server, {}, large=large)), tmp_path, since=date(2023, 12, 31), until=date(2024, 1, 1))
    assert names(tmp_path) == [NAME, "control_latest_2023.zip", "control_latest_2024.zip"]


def test_a_file_changed_here_or_there_is_fetched_again(server, offer, tmp_path):
    run(server, offer, tmp_path)
    (tmp_path / "deepstatemap_data_20261125.geojson").write_bytes(b"{}")
    newer = "d" * 40
    corrected = {**daily(*DAYS), "data/deepstatemap_data_20261126.geojson": b'{"corrected": true}'}
    made = run(server, deepstate_mirror.offer(host(server, corrected, commit=newer)), tmp_path)
    assert [item.first.day for item in made.missing] == [25, 26] and made.changed == 2
    assert (tmp_path / "deepstatemap_data_20261126.geojson").read_bytes() == b'{"corrected": true}'
    manifest = read_manifest(tmp_path)
    assert manifest is not None
    assert [manifest.files[f"deepstatemap_data_{day}.geojson"].commit for day in DAYS] == [COMMIT, newer, newer, COMMIT]


def test_the_account_tells_whose_maps_these_are(server, offer, tmp_path):
    run(server, offer, tmp_path)
    told = json.loads((tmp_path / NAME).read_text())
    assert (told["offer"], told["commit"], told["terms_accepted"]) == ("deepstate-daily", COMMIT, ACCEPTED.when)
    assert told["terms_link"] == "https://deepstatemap.live/license-en.html"
    assert told["credit"] == "DeepStateMap (deepstatemap.live)"
    assert len(told["files"]) == 4
    assert told["files"]["deepstatemap_data_20261127.geojson"]["fetched"] == "2026-11-27T10:00:00Z"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"offer": 5}', b"\xff", b"[" * 100_000, None])
def test_a_spoilt_account_changes_nothing(server, offer, tmp_path, content):
    run(server, offer, tmp_path)
    (tmp_path / NAME).unlink()
    if content is None:
        (tmp_path / NAME).mkdir()
    else:
        (tmp_path / NAME).write_bytes(content)
    assert len(run(server, offer, tmp_path).held) == 4


def test_a_folder_of_another_offer_is_left_alone(server, offer, tmp_path):
    run(server, offer, tmp_path)
    with pytest.raises(FetchError, match="holds deepstate-daily, not viina; give another folder"):
        run(server, viina.offer(host(server, {})), tmp_path)


def test_what_came_before_a_failure_stays_and_is_in_the_account(server, offer, tmp_path):
    missing = f"/them/maps/{COMMIT}/data/deepstatemap_data_20261126.geojson"
    there, server.pages[missing] = server.pages[missing], [answer(404)]
    with pytest.raises(FetchError, match="no such file"):
        run(server, offer, tmp_path)
    assert names(tmp_path) == [NAME, "deepstatemap_data_20261124.geojson", "deepstatemap_data_20261125.geojson"]
    manifest = read_manifest(tmp_path)
    assert manifest is not None and len(manifest.files) == 2
    server.pages[missing] = there
    assert [item.first.day for item in run(server, offer, tmp_path).missing] == [26, 27]


def test_the_mark_of_a_listing_is_kept_by_a_whole_run_only(server, offer, tmp_path):
    marked = replace(offer, listing=lambda client, ask: replace(offer.listing(client, ask), etag='"mark"'))
    missing = f"/them/maps/{COMMIT}/data/deepstatemap_data_20261126.geojson"
    there, server.pages[missing] = server.pages[missing], [answer(404)]
    with pytest.raises(FetchError):
        run(server, marked, tmp_path)
    assert (read_manifest(tmp_path) or pytest.fail()).etag == ""
    server.pages[missing] = there
    run(server, marked, tmp_path)
    assert (read_manifest(tmp_path) or pytest.fail()).etag == '"mark"'


def test_progress_goes_from_nothing_to_all(server, offer, tmp_path):
    client, _ = server.client()
    told: list[float] = []
    fetch(client, plan(client, offer, tmp_path), ACCEPTED, NOW, told.append)
    assert told == sorted(told) and told[-1] == 1.0 and 0 < told[0] < 1


def test_a_killed_run_is_continued_in_the_middle_of_its_file(server, tmp_path):
    body = b"m" * 2_000_000
    path = "data/deepstatemap_data_20261127.geojson"
    mirror = host(server, {path: body})
    half = threading.Event()
    url = f"/them/maps/{COMMIT}/{path}"
    server.pages[url] = [file(body, cut=1_000_000, then=lambda: (half.set(), server.closing.wait(30))), file(body)]
    code = f"""
        from pathlib import Path
        from datetime import UTC, datetime
        from frontwatch.fetching import deepstate_mirror
        from frontwatch.fetching.acceptance import Acceptance
        from frontwatch.fetching.client import Client
        from frontwatch.fetching.getting import fetch, plan
        from frontwatch.fetching.github import Repository
        offer = deepstate_mirror.offer(Repository("them/maps", *[{server.origin!r}] * 3))
        client = Client(offer.origins)
        made = plan(client, offer, Path({str(tmp_path)!r}))
        fetch(client, made, Acceptance("", ""), datetime.now(UTC))
    """
    process = subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)])
    assert half.wait(30)
    part = tmp_path / ".deepstatemap_data_20261127.geojson.part"
    while not part.is_file() or part.stat().st_size < 500_000:
        assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    assert process.wait(10) == -signal.SIGKILL
    assert names(tmp_path) == [part.name]
    had = part.stat().st_size
    run(server, deepstate_mirror.offer(mirror), tmp_path)
    assert server.asked_for(url)[-1]["range"] == f"bytes={had}-"
    assert (tmp_path / "deepstatemap_data_20261127.geojson").read_bytes() == body
    assert not part.exists()


def test_one_download_at_a_time_into_a_folder(server, offer, tmp_path):
    with alone_in(tmp_path), pytest.raises(FetchError, match="another download into it is under way"):
        run(server, offer, tmp_path)
    assert names(tmp_path) == []
    assert len(run(server, offer, tmp_path).missing) == 4


# ---------------------------------------------------------------- terms


def test_an_acceptance_is_remembered_until_the_terms_change(offer, tmp_path):
    file = tmp_path / "config" / "accepted-terms.json"
    assert acceptance_of(offer, file) is None
    given = accept(offer, file, NOW)
    assert (
        acceptance_of(offer, file) == given == Acceptance(offer.terms.sha256, "2026-11-27T10:00:00Z", offer.terms.link)
    )
    changed = replace(offer, terms=Terms(offer.terms.text + " And more.", offer.terms.link))
    assert acceptance_of(changed, file) is None
    accept(replace(offer, name="other"), file, NOW)
    assert acceptance_of(offer, file) == given, "one acceptance leaves the others"


@pytest.mark.parametrize(
    "content", ["", "[]", '{"deepstate-daily": 5}', '{"deepstate-daily": {"when": "x"}}', "[" * 100_000]
)
def test_a_spoilt_account_of_acceptances_means_asking_again(offer, tmp_path, content):
    file = tmp_path / "accepted-terms.json"
    file.write_text(content)
    assert acceptance_of(offer, file) is None
    accept(offer, file, NOW)
    assert acceptance_of(offer, file) is not None
