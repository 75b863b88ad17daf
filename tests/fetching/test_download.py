"""One file over a bad line: whole and checked, or not at all, and never more than was asked for."""

from __future__ import annotations

import hashlib
import random
import subprocess
import tempfile
from datetime import date
from pathlib import Path

import faulty
import pytest
from faulty import Server, answer, file, whole_only
from hypothesis import given, settings
from hypothesis import strategies as st

from frontwatch.fetching.download import download
from frontwatch.fetching.errors import FetchError
from frontwatch.fetching.offer import Checksum, Item

BODY = random.Random(1).randbytes(300_000)
DAY = date(2026, 11, 27)


def item(server: Server, body: bytes = BODY, path: str = "/map") -> Item:
    checksum = Checksum("sha256", hashlib.sha256(body).hexdigest())
    return Item("map_20261127.geojson", DAY, DAY, len(body), checksum, server.origin + path)


def fetched(server: Server, folder: Path, *replies: faulty.Reply) -> list[float]:
    """Download the file that these replies give; the pauses made."""
    server.pages["/map"] = list(replies)
    client, pauses = server.client()
    download(client, item(server), folder)
    assert (folder / "map_20261127.geojson").read_bytes() == BODY
    assert [p.name for p in folder.iterdir()] == ["map_20261127.geojson"], "nothing is left beside it"
    return pauses


def refused(server: Server, folder: Path, *replies: faulty.Reply, impatient: bool = False) -> str:
    """The sentence with which a download ends that these replies give; no file has come of it."""
    server.pages["/map"] = list(replies)
    client, _ = server.client(faulty.IMPATIENT if impatient else None)
    with pytest.raises(FetchError) as caught:
        download(client, item(server), folder)
    assert not (folder / "map_20261127.geojson").exists()
    assert sum(p.stat().st_size for p in folder.iterdir()) <= len(BODY), "no more is kept than the file is long"
    said = str(caught.value)
    assert said.endswith((".", "it goes on from what is here.")) and "\n" not in said
    return said


def test_a_file_comes_whole_and_politely(server, tmp_path):
    assert fetched(server, tmp_path, file(BODY)) == []
    headers = server.asked_for("/map")[0]
    assert headers["user-agent"].startswith("frontwatch/")
    assert headers["accept-encoding"] == "identity"
    assert "cookie" not in headers and "authorization" not in headers


def test_a_git_blob_is_known_by_its_name(tmp_path):
    (tmp_path / "file").write_bytes(BODY)
    told = subprocess.run(["git", "hash-object", "file"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert Checksum("git", told.stdout.strip()).fits(tmp_path / "file")
    assert not Checksum("git", faulty.git_hash(b"other")).fits(tmp_path / "file")


def test_a_cut_connection_is_continued_where_it_broke(server, tmp_path):
    pauses = fetched(server, tmp_path, file(BODY, cut=100_000), file(BODY, cut=50_000), file(BODY))
    first, second, third = server.asked_for("/map")
    assert "range" not in first
    assert (second["range"], second["if-range"]) == ("bytes=100000-", '"first"')
    assert third["range"] == "bytes=150000-"
    assert pauses == [1.0, 2.0]


def test_a_server_without_ranges_sends_all_again(server, tmp_path):
    fetched(server, tmp_path, whole_only(BODY, cut=70_000), whole_only(BODY))


def test_a_file_that_changed_meanwhile_is_sent_whole(server, tmp_path):
    other = bytes(len(BODY))
    fetched(server, tmp_path, file(other, '"old"', cut=90_000), file(BODY, '"new"'))


def test_a_part_of_another_version_is_found_out_by_the_hash_and_thrown_away(server, tmp_path):
    (tmp_path / ".map_20261127.geojson.part").write_bytes(b"\0" * 1000)
    fetched(server, tmp_path, file(BODY))
    assert [h.get("range") for h in server.asked_for("/map")] == ["bytes=1000-", None]


def test_what_an_earlier_run_began_is_continued(server, tmp_path):
    (tmp_path / ".map_20261127.geojson.part").write_bytes(BODY[:120_000])
    fetched(server, tmp_path, file(BODY))
    assert [h.get("range") for h in server.asked_for("/map")] == ["bytes=120000-"]


def test_what_an_earlier_run_had_whole_is_not_asked_for_again(server, tmp_path):
    (tmp_path / ".map_20261127.geojson.part").write_bytes(BODY)
    fetched(server, tmp_path, answer(404))
    assert server.asked == []


@pytest.mark.parametrize(
    "reply, why",
    [
        (answer(416), "the server has no such part"),
        (answer(206, BODY[5:], Content_Range=f"bytes 5-{len(BODY) - 1}/{len(BODY)}"), "another part"),
        (answer(206, BODY, Content_Range="bytes all"), "a part that does not say which"),
        (answer(206, BODY), "a part without a word"),
        (answer(304), "unchanged, though nobody asked"),
    ],
)
def test_a_wrong_answer_to_a_range_begins_the_file_again(server, tmp_path, reply, why):
    (tmp_path / ".map_20261127.geojson.part").write_bytes(BODY[:1000])
    fetched(server, tmp_path, reply, file(BODY))
    assert [h.get("range") for h in server.asked_for("/map")] == ["bytes=1000-", None], why


@pytest.mark.parametrize("length", [True, False])
def test_a_truncated_body_is_no_file(server, tmp_path, length):
    said = refused(server, tmp_path, whole_only(BODY, cut=1000, length=length))
    assert "cut" in said or "1,000 of the 300,000 bytes" in said
    assert len(server.asked) == 6


def test_an_endless_body_is_left(server, tmp_path):
    assert "more than the 300,000 bytes" in refused(server, tmp_path, faulty.endless(server))
    assert len(server.asked) == 1


def test_another_file_than_the_one_listed_is_not_kept(server, tmp_path):
    said = refused(server, tmp_path, file(bytes(len(BODY))))
    assert "not the file that its publisher lists" in said
    assert len(server.asked) == 2, "once more from the start, and no more"
    assert list(tmp_path.iterdir()) == []


def test_a_packed_body_is_not_unpacked(server, tmp_path):
    import gzip

    bomb = gzip.compress(bytes(50_000_000))
    said = refused(server, tmp_path, answer(200, bomb, Content_Encoding="gzip"))
    assert "packed" in said
    assert list(tmp_path.iterdir()) == []


def test_a_silent_server_is_left_after_six_tries(server, tmp_path):
    server.pages["/map"] = [faulty.silence(server)]
    client, pauses = server.client(faulty.IMPATIENT)
    with pytest.raises(FetchError, match=r"fell silent.*try 6"):
        download(client, item(server), tmp_path)
    assert pauses == [1.0, 2.0, 4.0, 8.0, 16.0]


@pytest.mark.parametrize(
    "begin, drop",
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nX-Header: ", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n", b"X-Trailer: x\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["body", "header", "chunk", "trailer", "continue"],
)
def test_a_drip_ends_with_the_time_for_one_answer(server, tmp_path, begin, drop):
    said = refused(server, tmp_path, faulty.drip(server, begin, drop), impatient=True)
    assert "for one file" in said


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"SSH-2.0-OpenSSH_9\r\n",
        b"HTTP/1.1 999999999999 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1" * 100_000,
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"H%d: x\r\n" % n for n in range(500)) + b"\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://[::1/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:port/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: \xff\xfe\x00\r\nContent-Length: 0\r\n\r\n",
    ],
)
def test_what_is_no_proper_answer_ends_in_a_sentence(server, tmp_path, said):
    refused(server, tmp_path, faulty.raw(said))


@settings(max_examples=25, deadline=None)
@given(st.binary(min_size=0, max_size=400), st.booleans())
def test_any_bytes_instead_of_an_answer_end_in_a_sentence(said, proper):
    head = b"HTTP/1.1 200 OK\r\n\r\n" if proper else b""
    with faulty.serving() as server, tempfile.TemporaryDirectory() as folder:
        refused(server, Path(folder), faulty.raw(head + said))


@settings(max_examples=25, deadline=None)
@given(st.binary(min_size=1, max_size=3000), st.lists(st.tuples(st.booleans(), st.integers(0, 2000)), max_size=5))
def test_however_often_the_line_breaks_the_file_that_comes_is_the_file(body, breaks):
    replies = [file(body, cut=at) if ranges else whole_only(body, cut=at) for ranges, at in breaks]
    with faulty.serving() as server, tempfile.TemporaryDirectory() as folder:
        server.pages["/map"] = [*replies, file(body)]
        client, _ = server.client()
        download(client, item(server, body), Path(folder))
        assert Path(folder, "map_20261127.geojson").read_bytes() == body


# ---------------------------------------------------------------- the folder


def test_a_full_disk_is_told_in_a_sentence_and_what_fitted_is_continued(server, small_disk):
    server.pages["/map"] = [file(BODY)]
    client, _ = server.client()
    with pytest.raises(FetchError, match="no space left on device; make room or give another folder"):
        download(client, item(server), small_disk)
    subprocess.run(["mount", "-o", "remount,size=2m", str(small_disk)], check=True)
    fetched(server, small_disk, file(BODY))
    assert int(server.asked_for("/map")[-1]["range"].removeprefix("bytes=").removesuffix("-")) > 0


def test_a_read_only_folder_is_told_in_a_sentence(server, small_disk):
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    server.pages["/map"] = [file(BODY)]
    client, _ = server.client()
    with pytest.raises(FetchError, match="read-only file system"):
        download(client, item(server), small_disk)


def test_a_folder_that_is_not_there_is_told_in_a_sentence(server, tmp_path):
    server.pages["/map"] = [file(BODY)]
    client, _ = server.client()
    with pytest.raises(FetchError, match="no such file or directory"):
        download(client, item(server), tmp_path / "no")
