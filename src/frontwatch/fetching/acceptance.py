"""Which publishers' terms a person has accepted, and when; terms that change are asked about again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from frontwatch.fetching.download import writing
from frontwatch.fetching.offer import Offer


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Terms, known by their hash, and when they were accepted, UTC."""

    terms_sha256: str
    when: str
    link: str = ""


def acceptance_of(offer: Offer, file: Path) -> Acceptance | None:
    """The acceptance of the offer's terms as they are now; None where there is none."""
    found = _read(file).get(offer.name)
    return found if found and found.terms_sha256 == offer.terms.sha256 else None


def accept(offer: Offer, file: Path, now: datetime) -> Acceptance:
    """Record that the offer's terms were accepted.

    Raises: FetchError: the file cannot be written.
    """
    import msgspec

    given = Acceptance(offer.terms.sha256, f"{now:%Y-%m-%dT%H:%M:%SZ}", offer.terms.link)
    every = {**_read(file), offer.name: given}
    part = file.with_name(f".{file.name}.part")
    with writing(file.parent):
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(msgspec.json.format(msgspec.json.encode(every), indent=1) + b"\n")
        part.replace(file)
    return given


def _read(file: Path) -> dict[str, Acceptance]:
    import msgspec

    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, Acceptance])
    except (OSError, ValueError, RecursionError, msgspec.MsgspecError):
        return {}
