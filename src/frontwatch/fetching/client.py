"""A careful HTTP client: few hosts, bounded in time and size, patient with hiccups, polite to servers.

Only the origins it was made for, TLS always verified, no cookies, nothing unpacked. A test makes one for the origin of
its own server; there is no switch that would weaken it.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from frontwatch.fetching.answer import Answer, refusal
from frontwatch.fetching.errors import FetchError, PassingError
from frontwatch.fetching.origin import host_of, joined, origin_of
from frontwatch.fetching.settings import MOST_REDIRECTS, PIECE_BYTES, WAITS, Limits
from frontwatch.fetching.trouble import said, unproven

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

T = TypeVar("T")
Headers = dict[str, str]
REDIRECTS = {301, 302, 303, 307, 308}
WANTED = {200, 206, 304, 416}


@dataclass(slots=True)
class Client:
    """Asks a few origins, one request after the other.

    Args:
        origins: scheme, host and port, like ``https://api.github.com``.
        sleep: makes a pause of so many seconds; a test gives its own.
        proxy: through which all is asked; "" none.
    """

    origins: tuple[str, ...]
    limits: Limits = field(default_factory=Limits)
    sleep: Callable[[float], None] = time.sleep
    proxy: str = ""
    _pool: PoolManager | None = None

    def body(self, url: str, limit: int, headers: Headers | None = None) -> tuple[Answer, bytes]:
        """An answer that is small enough for memory, and its body.

        Raises: FetchError: see ``ask``; or more than ``limit`` bytes.
        """
        return self.ask(url, lambda: headers or {}, lambda answer: (answer, b"".join(answer.pieces(limit))))

    def ask(self, url: str, headers: Callable[[], Headers], take: Callable[[Answer], T]) -> T:
        """Ask, and hand the answer to ``take``; again, after a pause, where that fails for a passing reason.

        Args:
            headers: asked before each try, since a continued download begins elsewhere each time.
            take: called in another thread; its PassingError leads to a further try.
        Raises: FetchError: the server refuses, leads elsewhere, is too slow, or still fails after the last try.
        """
        for wait in (*WAITS, None):
            try:
                return self._within(url, lambda stop: self._once(url, headers(), take, stop))
            except PassingError as trouble:
                if wait is None:
                    raise FetchError(
                        f"{trouble} That was try {len(WAITS) + 1}; run the same command again later, it goes on "
                        "from what is here."
                    ) from trouble
                self.sleep(wait if trouble.wait is None else trouble.wait)
        raise AssertionError("unreachable")

    def _within(self, url: str, work: Callable[[threading.Event], T]) -> T:
        """Work that must not hang: a server can feed headers byte by byte and never let any timeout of ours pass."""
        done: queue.SimpleQueue[tuple[T | None, BaseException | None]] = queue.SimpleQueue()
        stop = threading.Event()

        def run() -> None:
            try:
                done.put((work(stop), None))
            except BaseException as error:
                done.put((None, error))

        threading.Thread(target=run, daemon=True).start()
        try:
            result, error = done.get(timeout=self.limits.whole)
        except queue.Empty:
            raise FetchError(self._too_slow(url)) from None
        finally:
            stop.set()
        if error is not None:
            raise error
        return result  # type: ignore[return-value]

    def _once(self, url: str, headers: Headers, take: Callable[[Answer], T], stop: threading.Event) -> T:
        """One request with its redirects."""
        import urllib3

        try:
            for _ in range(MOST_REDIRECTS + 1):
                self._check(url)
                response = self._request(url, headers)
                try:
                    if response.status not in REDIRECTS:
                        return take(self._answer(url, response, stop))
                    url = joined(url, response.headers.get("Location", ""))
                finally:
                    response.close()
        except urllib3.exceptions.SSLError as error:
            if not unproven(error):
                raise PassingError(f"{host_of(url)}: {said(error)}.") from error
            raise FetchError(
                f"{host_of(url)} could not prove who it is, so nothing was taken from it; "
                "check this machine's clock and certificates."
            ) from error
        except urllib3.exceptions.LocationParseError as error:
            raise FetchError(f"{host_of(url)} leads to an address that is none; nothing was taken from it.") from error
        except urllib3.exceptions.NameResolutionError as error:
            # Not tried again: without a network half a minute of tries would be half a minute of silence.
            raise FetchError(
                f"{host_of(url)}: no such host, or no network; run the same command again later."
            ) from error
        except urllib3.exceptions.HTTPError as error:
            raise PassingError(f"{host_of(url)}: {said(error)}.") from error
        raise FetchError(f"{host_of(url)} redirects more than {MOST_REDIRECTS} times; nothing was taken from it.")

    def _answer(self, url: str, response: BaseHTTPResponse, stop: threading.Event) -> Answer:
        if response.status not in WANTED:
            raise refusal(host_of(url), url, response.status, response.headers)
        packed = response.headers.get("Content-Encoding", "identity").lower()
        if packed not in ("", "identity"):
            raise FetchError(
                f"{host_of(url)} sends a packed answer ({packed[:20]!r}) that was not asked for; not taken."
            )
        return Answer(host_of(url), response.status, response.headers, self._pieces(url, response, stop))

    def _pieces(self, url: str, response: BaseHTTPResponse, stop: threading.Event) -> Iterator[bytes]:
        # read1 comes back after every piece that arrives; read and stream would sit on a drip of single bytes.
        while piece := response.read1(PIECE_BYTES, decode_content=False):
            if stop.is_set():
                raise FetchError(self._too_slow(url))
            yield piece

    def _too_slow(self, url: str) -> str:
        return (
            f"{host_of(url)} took more than {self.limits.whole / 60:.0f} minutes for one file; run the same command "
            "again later, it goes on from what is here."
        )

    def _check(self, url: str) -> None:
        if origin_of(url) not in {origin_of(one) for one in self.origins}:
            raise FetchError(
                f"{url[:200]!r} is not among this publisher's addresses ({', '.join(self.origins)}), so it was not "
                "followed; nothing was taken from it."
            )

    def _request(self, url: str, headers: Headers) -> BaseHTTPResponse:
        import urllib3

        if self._pool is None:
            self._pool = _pool(self.proxy)
        return self._pool.request(
            "GET",
            url,
            headers={"User-Agent": f"frontwatch/{version('frontwatch')}", "Accept-Encoding": "identity", **headers},
            timeout=urllib3.Timeout(connect=self.limits.connect, read=self.limits.silence),
            redirect=False,
            retries=False,
            preload_content=False,
            decode_content=False,
        )


def proxy_for(origin: str) -> str:
    """The proxy that this machine's settings (``HTTPS_PROXY``, ``NO_PROXY``) name for an origin; "" none."""
    from urllib.request import getproxies, proxy_bypass

    return "" if proxy_bypass(host_of(origin)) else getproxies().get(urlsplit(origin).scheme, "")


def _pool(proxy: str) -> PoolManager:
    """
    Raises: FetchError: the proxy's address is none.
    """
    import urllib3

    if not proxy:
        return urllib3.PoolManager(cert_reqs="CERT_REQUIRED")
    try:
        login = urllib3.util.parse_url(proxy).auth
        headers = urllib3.make_headers(proxy_basic_auth=login) if login else None
        return urllib3.ProxyManager(proxy, proxy_headers=headers, cert_reqs="CERT_REQUIRED")
    except urllib3.exceptions.HTTPError as error:
        raise FetchError(
            "The proxy that this machine's settings name has no proper address; give HTTPS_PROXY as http://host:port."
        ) from error
