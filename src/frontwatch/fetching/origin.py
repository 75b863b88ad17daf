"""Which server an address belongs to, read as the connection will read it."""

from __future__ import annotations

from urllib.parse import urljoin


def origin_of(url: str) -> tuple[str, str, int | None] | None:
    """Scheme, host and port; None for what is no address.

    >>> origin_of("https://api.github.com/x") == origin_of("https://API.github.com:443")
    True
    >>> origin_of("https://api.github.com@elsewhere.org/x")
    ('https', 'elsewhere.org', 443)
    """
    # By the parser that connects: two parsers that read an address differently are a way round this check, and a
    # backslash is what they differ on.
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    try:
        parts = parse_url(url)
    except LocationParseError:
        return None
    if "\\" in url:
        return None
    scheme = parts.scheme or ""
    return scheme, parts.host or "", parts.port or {"https": 443, "http": 80}.get(scheme)


def host_of(url: str) -> str:
    """The host of an address, for sentences."""
    found = origin_of(url)
    return found[1] if found and found[1] else "the server"


def joined(url: str, location: str) -> str:
    """Where a redirect leads; an address that is none stays as it is, and is refused for it."""
    try:
        return urljoin(url, location)
    except ValueError:
        return location
