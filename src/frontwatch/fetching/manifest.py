"""The account beside downloaded maps: whose they are, from which commit, under which terms, with which hashes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from frontwatch.fetching.acceptance import Acceptance
from frontwatch.fetching.download import writing
from frontwatch.fetching.offer import Item, Listing, Offer
from frontwatch.fetching.settings import MANIFEST_BYTES

# No .json: `ground import` reads every .json and .geojson of a folder as a map.
NAME = "SOURCE.manifest"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file as it was taken."""

    checksum: str
    """Kind and hex, as the publisher lists it: "git 1f0e...", "sha256 9a2b..."."""
    bytes: int
    commit: str
    fetched: str
    """UTC."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a folder holds of one offer."""

    offer: str
    what: str = ""
    credit: str = ""
    licence: str = ""
    terms: str = ""
    terms_link: str = ""
    terms_accepted: str = ""
    """When, UTC."""
    commit: str = ""
    """Of the last listing; "" where the publisher keeps none."""
    etag: str = ""
    files: dict[str, Fetched] = field(default_factory=dict)


def read_manifest(folder: Path) -> Manifest | None:
    """The account of a folder; None where there is none, or none that can be read (no check hangs on it)."""
    import msgspec

    try:
        with (folder / NAME).open("rb") as file:
            return msgspec.json.decode(file.read(MANIFEST_BYTES), type=Manifest)
    except (OSError, ValueError, RecursionError, msgspec.MsgspecError):
        return None


def manifest_with(
    old: Manifest | None, offer: Offer, listing: Listing, fetched: list[Item], accepted: Acceptance, now: datetime
) -> Manifest:
    """The account after a run."""
    files = dict(old.files) if old else {}
    for item in fetched:
        checksum = f"{item.checksum.kind} {item.checksum.hex}"
        files[item.name] = Fetched(checksum, item.size, listing.commit, f"{now:%Y-%m-%dT%H:%M:%SZ}")
    return Manifest(
        offer.name,
        what=offer.what,
        credit=offer.credit,
        licence=offer.licence,
        terms=offer.terms.text,
        terms_link=offer.terms.link,
        terms_accepted=accepted.when,
        commit=listing.commit,
        etag=listing.etag,
        files=files,
    )


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """Write the account whole.

    Raises: FetchError: the folder cannot be written.
    """
    import msgspec

    part = folder / f".{NAME}.part"
    with writing(folder):
        part.write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
        part.replace(folder / NAME)
