"""A server's answer: its body within bounds, or the sentence that tells why there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from frontwatch.fetching.errors import FetchError, PassingError
from frontwatch.fetching.settings import LONGEST_WAIT

BUSY = {408, 429, 500, 502, 503, 504}


@dataclass(frozen=True, slots=True)
class Answer:
    """Status 200 (whole), 206 (a part), 304 (unchanged) or 416 (no such part), and the body still to be read."""

    host: str
    status: int
    headers: Mapping[str, str]
    stream: Iterator[bytes]

    @property
    def etag(self) -> str:
        """The server's mark of the body, weak or strong; "" where it gives none."""
        told = self.headers.get("ETag", "").strip()
        return told if re.fullmatch(r'(W/)?"[\x21\x23-\x7e]{1,200}"', told) else ""

    @property
    def strong_etag(self) -> str:
        """The mark where it stands for the very bytes, so that parts may be joined by it; else "".

        >>> [Answer("h", 200, {"ETag": told}, iter([])).strong_etag for told in ('W/"a"', '"a"', "a")]
        ['', '"a"', '']
        """
        return "" if self.etag.startswith("W/") else self.etag

    @property
    def begins(self) -> int | None:
        """Where a part begins in the whole; None where the server does not say so properly.

        >>> Answer("h", 206, {"Content-Range": "bytes 5-9/10"}, iter([])).begins
        5
        """
        found = re.fullmatch(
            r"bytes (\d{1,15})-\d{1,15}/(?:\d{1,15}|\*)", self.headers.get("Content-Range", "").strip()
        )
        return int(found[1]) if found else None

    def pieces(self, limit: int) -> Iterator[bytes]:
        """The body, piece by piece.

        Raises: FetchError: more than ``limit`` bytes.
        """
        left = limit
        for piece in self.stream:
            left -= len(piece)
            if left < 0:
                raise FetchError(f"{self.host} sends more than the {limit:,} bytes that can be; not taken.")
            yield piece


def refusal(host: str, url: str, status: int, headers: Mapping[str, str]) -> FetchError:
    """Why a server gives nothing: a PassingError where it may give it in a moment."""
    if status in (403, 429) and headers.get("x-ratelimit-remaining") == "0":
        return FetchError(f"{host} has answered as often as it does in an hour; {_come_again(headers)}.")
    if status in BUSY:
        wait = pause(headers)
        if wait is None or wait <= LONGEST_WAIT:
            return PassingError(f"{host} is busy (answer {status}).", wait)
        return FetchError(
            f"{host} is busy (answer {status}) and asks to wait {wait / 60:,.0f} minutes; "
            "run the same command again then, it goes on from what is here."
        )
    why = {401: "it wants a login", 403: "it forbids it", 404: "there is no such file"}.get(
        status, "it does not say why"
    )
    return FetchError(f"{host} does not give {url[:200]!r} (answer {status}: {why}); the publisher may have moved it.")


def pause(headers: Mapping[str, str]) -> float | None:
    """The pause that a server asks for with ``Retry-After``, seconds; None where it asks for none.

    >>> pause({"Retry-After": "7"}), pause({"Retry-After": "soon"}), pause({})
    (7.0, None, None)
    >>> pause({"Retry-After": "Fri, 27 Nov 2026 10:00:30 GMT", "Date": "Fri, 27 Nov 2026 10:00:00 GMT"})
    30.0
    """
    told = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"\d{1,9}", told):
        return float(told)
    try:
        # Counted from the server's own clock: ours may be wrong.
        return max(0.0, (parsedate_to_datetime(told) - parsedate_to_datetime(headers.get("Date", ""))).total_seconds())
    except (ValueError, TypeError):
        return None


def _come_again(headers: Mapping[str, str]) -> str:
    told = headers.get("x-ratelimit-reset", "")
    if not re.fullmatch(r"\d{9,11}", told):
        return "run the same command again in an hour"
    return f"run the same command again after {datetime.fromtimestamp(int(told), UTC):%Y-%m-%d %H:%M} UTC"
