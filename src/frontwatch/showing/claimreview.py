"""Reviews of the tested claims as schema.org ClaimReview, for a publisher who read them over and stands by them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from frontwatch.model import Claim, Finding, FrontwatchError, Report
from frontwatch.showing.table import one_line


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the reviews, who read them over, at what address, on what day."""

    name: str
    reviewed_by: str
    url: str
    day: date


def to_claimreview(report: Report, told: Callable[[Claim], str], publisher: Publisher) -> str:
    """JSON-LD: one ClaimReview for each claim that a record could answer, its verdict in words and no number.

    Args:
        report: the report, checked. told: gives a claim in one plain line.
    Raises: FrontwatchError: the address is none of the web.
    """
    parts = urlsplit(publisher.url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise FrontwatchError(f"--url {publisher.url}: this is no web address; give the page's own, https://…")
    tested = [(n, f) for n, f in enumerate(report.findings, 1) if f.verdict != "untested"]
    reviews = [_review(n, f, report, told, publisher) for n, f in tested]
    return json.dumps(reviews, ensure_ascii=False, indent=1).replace("<", "\\u003c") + "\n"


def _review(
    n: int, finding: Finding, report: Report, told: Callable[[Claim], str], publisher: Publisher
) -> dict[str, Any]:
    claim = finding.claim
    item: dict[str, Any] = {
        "@type": "Claim",
        "datePublished": report.published.isoformat(),
        "text": one_line(claim.quote),
    }
    if claim.speaker:
        item["author"] = {"@type": "Thing", "name": claim.speaker}
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": f"{publisher.url}#claim-{n}",
        "datePublished": publisher.day.isoformat(),
        "claimReviewed": told(claim),
        "author": {"@type": "Organization", "name": publisher.name},
        "editor": {"@type": "Person", "name": publisher.reviewed_by},
        "itemReviewed": item,
        "reviewBody": one_line(finding.reason),
        "reviewRating": {"@type": "Rating", "alternateName": finding.verdict},
    }
