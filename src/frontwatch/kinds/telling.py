"""Words that the kinds share when they tell a claim in a plain line."""

from __future__ import annotations

from collections.abc import Mapping

from frontwatch.model import Claim


def name_of(side: str | None, names: Mapping[str, str]) -> str:
    """A side's name by its code; "a side" where the report does not say which.

    >>> name_of("A", {"A": "Alder"}), name_of(None, {})
    ('Alder', 'a side')
    """
    return names.get(side or "", side or "a side")


def where(claim: Claim) -> str:
    """The ground a claim is about.

    >>> from frontwatch.model import Place
    >>> where(Claim(kind="control", quote="", start=0, end=0, line=1, places=(Place(1, "Alder", 0, 0, 0, ""),)))
    'Alder'
    """
    if claim.places:
        names = [p.name for p in claim.places]
        return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    if claim.sector:
        return f"the {claim.sector.name}"
    return claim.region.name if claim.region else "the front"


def parted(share: tuple[float, float] | None) -> str:
    """A share in words.

    >>> parted((0.9, 1.0)), parted((1 / 3, 1.0)), parted(None)
    ('nearly all of ', 'at least 33 % of ', '')
    """
    if share is None:
        return ""
    low, high = share
    if low >= 0.95:
        return "all of "
    if low >= 0.9:
        return "nearly all of "
    if high >= 1.0:
        return f"at least {100 * low:.0f} % of "
    return f"{100 * low:.0f} to {100 * high:.0f} % of " if low > 0.05 else "part of "


def uncovered(claim: Claim) -> str:
    """Why ground cannot be tested that no record covers.

    >>> from frontwatch.model import unlisted
    >>> uncovered(Claim(kind="control", quote="", start=0, end=0, line=1, places=(unlisted("Alder"),)))
    'Alder: no list of places at hand has this name.'
    """
    unknown = [p.name for p in claim.places if not p.id]
    if unknown:
        return f"{' and '.join(unknown)}: no list of places at hand has this name."
    return f"{where(claim)}: no open record covers this ground."
