"""What publishers list: their maps and nothing else, under names of ours, each with its hash."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath, PureWindowsPath

import faulty
import pytest
from faulty import COMMIT, Server, answer, daily, day_map, git_hash, host, listing, tree
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontwatch.fetching import deepstate_latest, deepstate_mirror, viina
from frontwatch.fetching.errors import FetchError
from frontwatch.fetching.offer import Ask, Listing, Offer
from frontwatch.fetching.offers import OFFERS, offer_named, offer_of_record
from frontwatch.ground.sources import deepstate_archive, deepstate_daily
from frontwatch.ground.sources.stamps import stamp_of

MAP = "data/deepstatemap_data_20261127.geojson"


def listed(server: Server, offer: Offer, ask: Ask = Ask()) -> Listing:  # noqa: B008
    client, _ = server.client()
    return offer.listing(client, ask)


def refusal(server: Server, offer: Offer, ask: Ask = Ask()) -> str:  # noqa: B008
    with pytest.raises(FetchError) as caught:
        listed(server, offer, ask)
    said = str(caught.value)
    assert "\n" not in said
    return said


# ---------------------------------------------------------------- the offers


def test_every_offer_says_what_it_is_and_on_what_terms():
    assert len({offer.name for offer in OFFERS}) == len(OFFERS)
    for offer in OFFERS:
        assert len(re.findall(r"\.(?: |$)", offer.terms.text)) == 2, "two sentences"
        assert offer.terms.link.startswith("https://")
        assert offer.licence and offer.size and offer.what
        assert re.search(r"\w\.\w", offer.credit), "the credit has an address"
        assert all(origin.startswith("https://") for origin in offer.origins)
        assert re.fullmatch(r"[a-z-]+", offer.name)


def test_a_record_finds_the_offer_it_is_made_from():
    assert offer_of_record(deepstate_daily.META.name).name == "deepstate-daily"
    assert offer_of_record(deepstate_archive.META.name).name == "deepstate-latest"
    with pytest.raises(FetchError, match="--from FOLDER"):
        offer_of_record("Alder maps")
    with pytest.raises(FetchError, match="there are: deepstate-daily"):
        offer_named("isw")


def test_terms_are_known_by_their_words_and_their_link():
    terms = OFFERS[0].terms
    assert terms.sha256 == replace(terms).sha256
    assert terms.sha256 != replace(terms, text=terms.text + " ").sha256
    assert terms.sha256 != replace(terms, link=terms.link + "#2").sha256


# ---------------------------------------------------------------- the mirror


def test_the_mirrors_maps_by_day_all_of_one_commit(server):
    mirror = host(server, {"README.md": b"hello", **daily("20261127", "20240708")})
    got = listed(server, deepstate_mirror.offer(mirror))
    assert got.commit == COMMIT
    assert [(i.name, i.first, i.last) for i in got.items] == [
        (f"deepstatemap_data_{day:%Y%m%d}.geojson", day, day) for day in (date(2024, 7, 8), date(2026, 11, 27))
    ]
    newest = got.items[-1]
    assert newest.url == f"{server.origin}/them/maps/{COMMIT}/{MAP}"
    assert (newest.checksum.kind, newest.checksum.hex) == ("git", git_hash(day_map(20261127 % 97)))
    headers = server.asked_for("/repos/them/maps/commits/HEAD")[0]
    assert headers["accept"] == "application/vnd.github.sha"


def test_a_given_commit_is_taken_instead_of_the_newest(server):
    old = "a" * 40
    mirror = host(server, daily("20240708"), commit=old)
    got = listed(server, deepstate_mirror.offer(mirror), Ask(commit=old))
    assert got.commit == old and f"/{old}/" in got.items[0].url
    assert server.asked_for("/repos/them/maps/commits/HEAD") == []
    assert "40 hex digits" in refusal(server, deepstate_mirror.offer(mirror), Ask(commit="main/../../x"))


GOOD = tree({MAP: b"x"})[0]


@pytest.mark.parametrize(
    "change, why",
    [
        ({"path": "data/../deepstatemap_data_20261127.geojson"}, "out of its folder"),
        ({"path": "../../data/deepstatemap_data_20261127.geojson"}, "out of everything"),
        ({"path": "/" + MAP}, "absolute"),
        ({"path": "C:\\" + MAP}, "absolute elsewhere"),
        ({"path": MAP + "\n"}, "a line more"),
        ({"path": MAP + "\0.exe"}, "a zero"),
        ({"path": "\u202e" + MAP}, "turned round"),
        ({"path": MAP.replace("2", "２")}, "digits that are none of ours"),
        ({"path": "data/deepstatemap_data_20261332.geojson"}, "a day that is none"),
        ({"path": MAP + ".exe"}, "another ending"),
        ({"path": "other/" + MAP}, "another folder"),
        ({"mode": "120000"}, "a link"),
        ({"mode": "160000", "type": "commit"}, "another repository"),
        ({"mode": "040000", "type": "tree"}, "a folder"),
        ({"sha": "xyz"}, "no hash"),
        ({"sha": "A" * 40}, "no hash as Git writes it"),
        ({"size": 0}, "nothing"),
        ({"size": -1}, "less than nothing"),
        ({"size": 10**12}, "more than a map can be"),
    ],
)
def test_what_is_no_map_is_not_listed(server, change, why):
    mirror = host(server, {})
    listing(server, [{**GOOD, **change}])
    assert listed(server, deepstate_mirror.offer(mirror)).items == (), why
    listing(server, [GOOD])
    assert len(listed(server, deepstate_mirror.offer(mirror)).items) == 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(paths=st.lists(st.text(max_size=40) | st.from_regex(r"data/deepstatemap_data_\d{8}\.geojson.?", fullmatch=True)))
def test_no_name_of_the_servers_becomes_a_path_of_ours(server, paths):
    mirror = host(server, {})
    listing(server, [{**GOOD, "path": path} for path in paths])
    for item in listed(server, deepstate_mirror.offer(mirror)).items:
        assert PurePosixPath(item.name).name == item.name == PureWindowsPath(item.name).name
        assert re.fullmatch(r"deepstatemap_data_[0-9]{8}\.geojson", item.name)
        assert stamp_of(item.name).day == item.first


@pytest.mark.parametrize(
    "body, why",
    [
        (b"", "nothing"),
        (b"{", "cut JSON"),
        (b"[]", "no listing"),
        (b"\xff\xfe", "no text"),
        (b'{"tree": [{"path": 5}]}', "a number for a path"),
        (b'{"tree": [{"type": "blob"}]}', "no path"),
        (b'{"tree": {"path": "x"}}', "no list"),
        (b'{"tree": ' + b"[" * 100_000, "deep"),
        (b'{"tree": [{"path": "x", "size": 1e400}]}', "a huge number"),
        (b'{"tree": [{"path": "x", "size": NaN}]}', "no number"),
        (b'{"tree": [], "truncated": true}', "cut short, as GitHub says"),
        (b'{"tree": [' + b",".join([b'{"path":"x"}'] * 50_001) + b"]}", "more files than can be"),
        (b'{"tree": [' + b" " * 9_000_000 + b"]}", "more bytes than can be"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_a_listing_that_is_none_ends_in_a_sentence(server, body, why):
    mirror = host(server, {})
    server.pages[f"/repos/them/maps/git/trees/{COMMIT}?recursive=1"] = [answer(200, body)]
    assert "isting" in refusal(server, deepstate_mirror.offer(mirror)) or "bytes that can be" in refusal(
        server, deepstate_mirror.offer(mirror)
    ), why


@pytest.mark.parametrize("told", [b"", b"<html>", b"c0ffee", b"g" * 40, b'{"sha": "' + b"a" * 40 + b'"}', b"\xff" * 40])
def test_a_commit_that_is_none_ends_in_a_sentence(server, told):
    mirror = host(server, daily("20240708"))
    server.pages["/repos/them/maps/commits/HEAD"] = [answer(200, told)]
    assert "newest commit" in refusal(server, deepstate_mirror.offer(mirror))


# ---------------------------------------------------------------- VIINA


def test_viinas_years_are_had_from_where_their_pointers_lead(server):
    big = {"Data/control_latest_2024.zip": b"z" * 5000}
    repository = host(
        server, {"Data/control_latest_2023.zip": b"y" * 4000, "Data/event_info_2024.zip": b"x"}, large=big
    )
    old, new = listed(server, viina.offer(repository)).items
    assert (old.name, old.first, old.last) == ("control_latest_2023.zip", date(2023, 1, 1), date(2023, 12, 31))
    assert (old.checksum.kind, old.size) == ("git", 4000)
    assert old.url == f"{server.origin}/them/maps/{COMMIT}/Data/control_latest_2023.zip"
    assert (new.checksum.kind, new.size) == ("sha256", 5000)
    assert new.url == f"{server.origin}/media/them/maps/{COMMIT}/Data/control_latest_2024.zip"


@pytest.mark.parametrize("size, why", [(10**11, "too large"), (0, "empty")])
def test_a_pointer_to_what_cannot_be_is_refused(server, size, why):
    told = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a' * 64}\nsize {size}\n".encode()
    repository = host(server, {"Data/control_latest_2024.zip": told})
    assert "one file of maps can be" in refusal(server, viina.offer(repository)), why


# ---------------------------------------------------------------- DeepStateMap's newest map


def feature(kind: str, coordinates: object) -> dict[str, object]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"fill": "#a52714", "name": "Окуповано"}, "geometry": geometry}


RING = [[36.0, 48.0], [36.1, 48.0], [36.1, 48.1], [36.0, 48.0]]
FEATURES = [
    feature("Polygon", [RING]),
    feature("Point", [36.01234, 48.0]),
    feature("LineString", RING),
    {
        "type": "Feature",
        "properties": {},
        "geometry": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "coordinates": [RING]},
                {"type": "Point", "coordinates": [36.01234, 48.0]},
            ],
        },
    },
    {"type": "Feature", "properties": {}, "geometry": None},
]
LATEST = {"id": 1790879037, "datetime": "01.10 о 21:23", "map": {"type": "FeatureCollection", "features": FEATURES}}


def latest(server: Server, told: object = LATEST) -> Offer:
    body = told if isinstance(told, bytes) else json.dumps(told, ensure_ascii=False).encode()
    server.pages["/api/history/last"] = [faulty.file(body)]
    return deepstate_latest.offer(server.origin)


def test_the_newest_map_has_its_time_and_no_point(server):
    got = listed(server, latest(server))
    (item,) = got.items
    assert item.name == "20261001T182357Z.geojson"
    assert stamp_of(item.name).day == item.first == item.last == date(2026, 10, 2)
    assert item.content is not None
    kept = json.loads(item.content)["features"]
    assert [f["geometry"]["type"] for f in kept] == ["Polygon", "GeometryCollection"]
    assert b"36.01234" not in item.content and "Окуповано".encode() in item.content
    assert kept[0] == FEATURES[0]


@pytest.mark.parametrize("etag", ['"strong"', 'W/"weak"'])
def test_the_newest_map_is_not_sent_again_when_it_is_the_same(server, etag):
    offer = latest(server)
    server.pages["/api/history/last"] = [faulty.file(json.dumps(LATEST).encode(), etag)]
    got = listed(server, offer)
    again = listed(server, offer, Ask(etag=got.etag))
    assert (again.items, again.etag) == ((), got.etag)
    assert server.asked_for("/api/history/last")[1]["if-none-match"] == got.etag


@pytest.mark.parametrize(
    "told",
    [
        b"<html>",
        {"id": "x", "map": LATEST["map"]},
        {"id": 5, "map": LATEST["map"]},
        {"id": 10**18, "map": LATEST["map"]},
        {"id": LATEST["id"]},
        {"id": LATEST["id"], "map": {"type": "FeatureCollection", "features": [FEATURES[1]]}},
        {"id": LATEST["id"], "map": {"type": "FeatureCollection", "features": []}},
        {"id": LATEST["id"], "map": {"type": "FeatureCollection", "features": [5]}},
        {"id": LATEST["id"], "map": {"type": "Feature", "features": FEATURES}},
        {"id": LATEST["id"], "map": {"type": "FeatureCollection", "features": [{"geometry": [1]}]}},
    ],
)
def test_a_newest_map_that_is_none_ends_in_a_sentence(server, told):
    assert "newest map" in refusal(server, latest(server, told))


def test_the_newest_map_has_no_commits(server):
    assert "leave --commit out" in refusal(server, latest(server), Ask(commit=COMMIT))
