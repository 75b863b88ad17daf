"""A real HTTP server on this machine that does what servers do at their worst, and a small GitHub served by it."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from frontwatch.fetching.client import Client
from frontwatch.fetching.github import Repository
from frontwatch.fetching.settings import Limits

COMMIT = "c0ffee" + "0" * 34
IMPATIENT = Limits(connect=0.3, silence=0.2, whole=0.5)

Reply = Callable[[BaseHTTPRequestHandler], object]


class Server:
    """What is asked of it, in order, and what each path answers: the first reply once, and so on, the last for ever."""

    def __init__(self) -> None:
        self.pages: dict[str, list[Reply]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.closing = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outer.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                replies = outer.pages.get(self.path, [answer(404)])
                reply = replies.pop(0) if len(replies) > 1 else replies[0]
                with suppress(OSError):  # the client has left, as it should
                    reply(self)

            def log_message(self, *arguments: Any) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.http.server_port}"

    def asked_for(self, path: str) -> list[dict[str, str]]:
        """The headers of each request for a path."""
        return [headers for asked, headers in self.asked if asked == path]

    def client(self, limits: Limits | None = None) -> tuple[Client, list[float]]:
        """A client of this server, and the pauses it makes instead of sleeping."""
        pauses: list[float] = []
        return Client((self.origin,), limits or Limits(), sleep=pauses.append), pauses


@contextmanager
def serving() -> Iterator[Server]:
    server = Server()
    try:
        yield server
    finally:
        server.closing.set()
        server.http.shutdown()
        server.http.server_close()


# ---------------------------------------------------------------- replies


def answer(status: int, body: bytes = b"", **headers: str) -> Reply:
    """One answer, whole."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response_only(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def file(body: bytes, etag: str = '"first"', *, cut: int | None = None, then: Callable[[], Any] | None = None) -> Reply:
    """A file as a good server gives it, with ranges and marks; ``cut`` closes the connection after so many bytes."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        if handler.headers.get("If-None-Match") == etag:
            answer(304, ETag=etag)(handler)
            return
        begin = _begin(handler, etag)
        if begin >= len(body):
            answer(416)(handler)
            return
        handler.send_response_only(206 if begin else 200)
        handler.send_header("ETag", etag)
        handler.send_header("Content-Length", str(len(body) - begin))
        if begin:
            handler.send_header("Content-Range", f"bytes {begin}-{len(body) - 1}/{len(body)}")
        handler.end_headers()
        handler.wfile.write(body[begin:] if cut is None else body[begin : begin + cut])
        handler.wfile.flush()
        if then:
            then()
        handler.close_connection = handler.close_connection or cut is not None

    return reply


def whole_only(body: bytes, *, cut: int | None = None, length: bool = True) -> Reply:
    """A file from a server that knows no ranges."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response_only(200)
        if length:
            handler.send_header("Content-Length", str(len(body)))
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.wfile.write(body[:cut])
        handler.close_connection = True

    return reply


def endless(server: Server) -> Reply:
    """A body without end."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response_only(200)
        handler.end_headers()
        while not server.closing.is_set():
            handler.wfile.write(b"x" * 65536)

    return reply


def drip(server: Server, begin: bytes, drop: bytes, *, every: float = 0.02) -> Reply:
    """A few bytes, and then drop after drop, each soon enough for any timeout between bytes."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(begin)
        while not server.closing.wait(every):
            handler.wfile.write(drop)
            handler.wfile.flush()

    return reply


def raw(said: bytes) -> Reply:
    """Bytes that are no HTTP."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(said)
        handler.close_connection = True

    return reply


def silence(server: Server) -> Reply:
    """Nothing."""
    return lambda handler: server.closing.wait(5)


def _begin(handler: BaseHTTPRequestHandler, etag: str) -> int:
    found = re.fullmatch(r"bytes=(\d+)-", handler.headers.get("Range", ""))
    return int(found[1]) if found and handler.headers.get("If-Range", etag) == etag else 0


# ---------------------------------------------------------------- a small GitHub


def git_hash(content: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


def pointer(content: bytes) -> bytes:
    told = f"oid sha256:{hashlib.sha256(content).hexdigest()}\nsize {len(content)}\n"
    return f"version https://git-lfs.github.com/spec/v1\n{told}".encode()


def tree(files: dict[str, bytes]) -> list[dict[str, Any]]:
    return [
        {"path": path, "mode": "100644", "type": "blob", "sha": git_hash(content), "size": len(content)}
        for path, content in files.items()
    ]


def host(
    server: Server, files: dict[str, bytes], *, large: dict[str, bytes] | None = None, commit: str = COMMIT
) -> Repository:
    """Serve a repository of these files at one commit; ``large`` lie in Git LFS."""
    pointers = {path: pointer(content) for path, content in (large or {}).items()}
    everything = {**files, **pointers}
    server.pages["/repos/them/maps/commits/HEAD"] = [answer(200, commit.encode())]
    listing(server, tree(everything), commit=commit)
    for path, content in everything.items():
        server.pages[f"/them/maps/{commit}/{path}"] = [file(content)]
    for path, content in (large or {}).items():
        server.pages[f"/media/them/maps/{commit}/{path}"] = [file(content)]
    return Repository("them/maps", server.origin, server.origin, server.origin)


def listing(server: Server, entries: Any, *, commit: str = COMMIT, **more: Any) -> None:
    """Serve a listing."""
    body = json.dumps({"sha": commit, "tree": entries, "truncated": False, **more}).encode()
    server.pages[f"/repos/them/maps/git/trees/{commit}?recursive=1"] = [answer(200, body)]


def day_map(n: int) -> bytes:
    """A daily map as the mirror keeps it: one square, elsewhere for each n."""
    west, south = 36 + n / 100, 48.0
    ring = [[west, south], [west + 0.1, south], [west + 0.1, south + 0.1], [west, south + 0.1], [west, south]]
    geometry = {"type": "MultiPolygon", "coordinates": [[[[round(x, 7), round(y, 7)] for x, y in ring]]]}
    feature = {"type": "Feature", "properties": {}, "geometry": geometry}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


def daily(*days: str) -> dict[str, bytes]:
    """Maps of these days, in the mirror's names."""
    return {f"data/deepstatemap_data_{day}.geojson": day_map(int(day) % 97) for day in days}
