"""What can be downloaded: one offer a publisher."""

from __future__ import annotations

from frontwatch.fetching import deepstate_latest, deepstate_mirror, viina
from frontwatch.fetching.errors import FetchError
from frontwatch.fetching.offer import Offer

OFFERS: tuple[Offer, ...] = (deepstate_mirror.offer(), deepstate_latest.offer(), viina.offer())


def offer_named(name: str) -> Offer:
    """The offer of that name.

    Raises: FetchError: there is none.
    """
    for offer in OFFERS:
        if offer.name == name:
            return offer
    raise FetchError(f"Nothing called {name!r} is offered; there are: {', '.join(o.name for o in OFFERS)}.")


def offer_of_record(record: str) -> Offer:
    """The offer from which a record of that name is made.

    Raises: FetchError: there is none.
    """
    for offer in OFFERS:
        if record.startswith(offer.records):
            return offer
    raise FetchError(
        f"No publisher offers the maps of {record} for download; bring them from a folder with --from FOLDER."
    )
