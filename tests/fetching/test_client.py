"""Servers that are busy, that refuse, that lead elsewhere, that are not who they say."""

from __future__ import annotations

import socket
import ssl
import subprocess
from pathlib import Path

import faulty
import pytest
from faulty import Server, answer, file

from frontwatch.fetching.client import Client, proxy_for
from frontwatch.fetching.errors import FetchError


def body(server: Server, *replies: faulty.Reply, path: str = "/x") -> tuple[bytes, list[float]]:
    server.pages[path] = list(replies)
    client, pauses = server.client()
    return client.body(server.origin + path, 1000)[1], pauses


def refusal(server: Server, *replies: faulty.Reply) -> str:
    with pytest.raises(FetchError) as caught:
        body(server, *replies)
    return str(caught.value)


@pytest.mark.parametrize(
    "headers, pause, why",
    [
        ({"Retry_After": "7"}, 7.0, "as long as it asks for"),
        ({"Retry_After": "0"}, 0.0, "even at once"),
        ({"Retry_After": "Fri, 27 Nov 2026 10:00:30 GMT", "Date": "Fri, 27 Nov 2026 10:00:00 GMT"}, 30.0, "a time"),
        ({"Retry_After": "Fri, 27 Nov 2026 10:00:30 GMT"}, 1.0, "a time without the server's own"),
        ({"Retry_After": "-1"}, 1.0, "nonsense"),
        ({}, 1.0, "no word"),
    ],
)
def test_a_busy_server_is_asked_again_after_the_pause_it_asks_for(server, headers, pause, why):
    assert body(server, answer(429, **headers), answer(200, b"yes")) == (b"yes", [pause]), why


def test_twice_unavailable_and_then_there(server):
    assert body(server, answer(503), answer(503), answer(200, b"yes")) == (b"yes", [1.0, 2.0])


@pytest.mark.parametrize("asked, told", [("3600", "60 minutes"), ("99999999", "1,666,667 minutes")])
def test_a_long_pause_is_left_to_the_person(server, asked, told):
    said = refusal(server, answer(429, Retry_After=asked))
    assert told in said and "run the same command again then" in said
    assert len(server.asked) == 1


def test_a_server_that_stays_busy_is_left_after_six_tries(server):
    assert "busy (answer 503). That was try 6" in refusal(server, answer(503))
    assert len(server.asked) == 6


@pytest.mark.parametrize("status", [403, 429])
def test_an_hours_limit_tells_when_to_come_again(server, status):
    limit = answer(status, x_ratelimit_remaining="0", x_ratelimit_reset="1795773600")
    assert "again after 2026-11-27 10:00 UTC" in refusal(server, limit)
    assert "again in an hour" in refusal(server, answer(403, x_ratelimit_remaining="0", x_ratelimit_reset="soon"))


@pytest.mark.parametrize("status, why", [(401, "login"), (403, "forbids"), (404, "no such file"), (418, "why")])
def test_a_refusal_is_not_tried_again(server, status, why):
    assert why in refusal(server, answer(status))
    assert len(server.asked) == 1


def test_a_body_is_no_longer_than_it_may_be(server):
    assert "more than the 1,000 bytes" in refusal(server, answer(200, b"x" * 1001))
    assert len(body(server, answer(200, b"x" * 1000))[0]) == 1000


# ---------------------------------------------------------------- redirects


def test_a_redirect_within_the_publishers_addresses_is_followed(server):
    server.pages["/there"] = [file(b"yes")]
    for to in ("/there", "there", f"{server.origin}/there"):
        assert body(server, answer(302, Location=to))[0] == b"yes"


def test_a_redirect_elsewhere_is_refused_and_elsewhere_is_never_asked(server):
    with faulty.serving() as elsewhere:
        elsewhere.pages["/there"] = [file(b"evil")]
        said = refusal(server, answer(302, Location=f"{elsewhere.origin}/there"))
        assert elsewhere.asked == []
    assert "not among this publisher's addresses" in said


@pytest.mark.parametrize(
    "to",
    [
        "https://127.0.0.1/x",
        "http://127.0.0.1/x",
        "//elsewhere.example/x",
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "http://{host}@elsewhere.example/x",
        "http://{host}.elsewhere.example/x",
        "http://{host}\\@elsewhere.example/x",
        "http://elsewhere.example\\@{host}/x",
        "http://elsewhere.example#@{host}/x",
        "http://elsewhere.example?@{host}/x",
        "http://[{host}]/x",
        "http://127.0.0.1:99999/x",
    ],
)
def test_what_looks_like_the_publishers_address_is_not_it(server, to):
    host = server.origin.removeprefix("http://")
    assert "nothing was taken from it" in refusal(server, answer(302, Location=to.format(host=host)))


def test_a_ring_of_redirects_is_left(server):
    server.pages["/y"] = [answer(302, Location="/x")]
    assert "redirects more than 3 times" in refusal(server, answer(302, Location="/y"))
    assert len(server.asked) == 4


def test_an_address_of_another_origin_is_not_even_asked(server):
    client, _ = server.client()
    with pytest.raises(FetchError, match="not among"):
        client.body("https://github.example/x", 10)
    assert server.asked == []


# ---------------------------------------------------------------- no network, no proof


def test_nobody_there_is_a_sentence():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        origin = f"http://127.0.0.1:{held.getsockname()[1]}"
        pauses: list[float] = []
        with pytest.raises(FetchError, match=r"cannot be reached.*try 6"):
            Client((origin,), sleep=pauses.append).body(f"{origin}/x", 10)
    assert len(pauses) == 5


def test_without_a_network_it_ends_at_once():
    pauses: list[float] = []
    with pytest.raises(FetchError, match="no such host, or no network"):
        Client(("http://maps.invalid",), sleep=pauses.append).body("http://maps.invalid/x", 10)
    assert pauses == []


@pytest.fixture
def secure(server: Server, tmp_path: Path) -> str:
    """The origin of the server over TLS, with a certificate that it made itself."""
    command = "openssl req -x509 -newkey rsa:2048 -nodes -keyout key -out cert -days 1 -subj /CN=127.0.0.1"
    made = subprocess.run(
        [*command.split(), "-addext", "subjectAltName=IP:127.0.0.1"], cwd=tmp_path, capture_output=True
    )
    if made.returncode:
        pytest.skip("needs openssl to make a certificate")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert", tmp_path / "key")
    server.http.socket = context.wrap_socket(server.http.socket, server_side=True)
    return server.origin.replace("http:", "https:")


def test_a_server_that_cannot_prove_who_it_is_is_not_believed(server, secure):
    server.pages["/x"] = [answer(200, b"evil")]
    pauses: list[float] = []
    with pytest.raises(FetchError, match="could not prove who it is"):
        Client((secure,), sleep=pauses.append).body(f"{secure}/x", 10)
    assert (server.asked, pauses) == ([], [])


def test_a_server_that_this_machine_trusts_is_believed(server, secure, tmp_path, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert"))
    server.pages["/x"] = [faulty.whole_only(b"yes", cut=1), file(b"yes")]
    assert Client((secure,), sleep=lambda seconds: None).body(f"{secure}/x", 10)[1] == b"yes"
    assert len(server.asked) == 2


def test_a_handshake_that_is_cut_is_tried_again(server):
    """A server that speaks plain HTTP where TLS is wanted stands for any line that breaks before there is proof."""
    origin = server.origin.replace("http:", "https:")
    pauses: list[float] = []
    with pytest.raises(FetchError, match=r"secure connection failed|connection was cut"):
        Client((origin,), sleep=pauses.append).body(f"{origin}/x", 10)
    assert (server.asked, len(pauses)) == ([], 5)


# ---------------------------------------------------------------- proxies


def test_a_proxy_is_asked_with_its_login_and_for_nothing_elsewhere(server):
    server.pages["http://maps.example/x"] = [answer(302, Location="/y")]
    server.pages["http://maps.example/y"] = [answer(200, b"yes")]
    proxy = server.origin.replace("//", "//me:secret@")
    client = Client(("http://maps.example",), proxy=proxy)
    assert client.body("http://maps.example/x", 10)[1] == b"yes"
    assert server.asked_for("http://maps.example/x")[0]["proxy-authorization"] == "Basic bWU6c2VjcmV0"
    with pytest.raises(FetchError, match="not among"):
        client.body("http://elsewhere.example/x", 10)


@pytest.mark.parametrize("proxy", ["proxy:3128", "ftp://proxy:3128", "http://[", "http://proxy:99999999"])
def test_a_proxy_that_is_none_is_a_sentence_without_its_login(proxy):
    with pytest.raises(FetchError, match="HTTPS_PROXY"):
        Client(("http://maps.example",), proxy=proxy).body("http://maps.example/x", 10)


def test_a_proxy_comes_from_this_machines_settings(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy:3128")
    monkeypatch.setenv("NO_PROXY", "api.github.com")
    assert proxy_for("https://raw.githubusercontent.com") == "http://proxy:3128"
    assert proxy_for("https://api.github.com") == ""
