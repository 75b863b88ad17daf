"""A saved web page to its article's plain text and publication day. Heavy: imported only for HTML."""

from __future__ import annotations

import re
from datetime import date

from frontwatch.model import FrontwatchError

_WHOLE = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
"""A whole page has an article or none; of a pasted piece of one, all the text is meant."""


def page_text(html: str, name: str) -> tuple[str, date | None]:
    """The article of a page, navigation, advertisements and asides left out, and the day its metadata give.

    Raises: FrontwatchError: no article found in the page.
    """
    import trafilatura

    text = trafilatura.extract(html, include_comments=False, include_tables=True)
    if not text and not _WHOLE.search(html):
        text = trafilatura.html2txt(html)
    if not text:
        raise FrontwatchError(f"{name or 'The page'}: no article found in it; paste the article's text with -")
    metadata = trafilatura.extract_metadata(html)
    try:
        day = date.fromisoformat(metadata.date) if metadata and metadata.date else None
    except ValueError:
        day = None
    title = (metadata.title or "").strip() if metadata else ""
    if title and title not in text[: len(title) + 200] and title in html:
        text = f"{title}\n{text}"
    return text, day
