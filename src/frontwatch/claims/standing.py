"""Where a quote stands in a report, word for word."""

from __future__ import annotations

from frontwatch.model import FrontwatchError, Quote


def standing(text: str, quote: str, start: int | None, end: int | None, where: str) -> Quote:
    """A quote at its offsets if it stands there, else where it stands once.

    Args:
        text: the report's plain text.
        start, end: its offsets as given, None unknown.
        where: which claim it is of, for messages.
    Raises: FrontwatchError: the quote is empty, stands nowhere in the text, or in several places.

    >>> standing("Alder holds. Birch holds.", "Birch", None, None, "claim 1")
    Quote(text='Birch', start=13, end=18)
    """
    if not quote.strip():
        raise FrontwatchError(f"{where}: the quote is empty; give words of the report.")
    if (
        start is not None
        and 0 <= start < len(text)
        and text.startswith(quote, start)
        and end in (None, start + len(quote))
    ):
        return Quote(quote, start, start + len(quote))
    times = text.count(quote)
    if times == 0:
        raise FrontwatchError(
            f"{where}: the quote does not stand in the report word for word; copy it from the report's text."
        )
    if times > 1:
        raise FrontwatchError(f"{where}: the quote stands in the report {times} times; give its start and end.")
    at = text.index(quote)
    return Quote(quote, at, at + len(quote))
