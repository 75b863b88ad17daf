"""What share, area or number of settlements a clause says of each place or region that it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from frontwatch.model import Place
from frontwatch.reading.clauses import Clause
from frontwatch.reading.context import Context
from frontwatch.reading.lexicon import lexicon
from frontwatch.reading.mention import Mention
from frontwatch.reading.quantities import Amount

LIST_GAP = 2
"""Tokens between two names of one list; a share said of the first counts for the next only so near."""
_OF_REACH = 3
"""Words at most between a figure and what it is a share of: "of the whole"."""
SHARE_WORDS = {"half": (0.4, 0.6), "most": (0.5, 1.0), "all": (0.98, 1.0), "part": (0.01, 0.99), "much": (1 / 3, 1.0)}
"""Shares said without "of": "control roughly half"."""
SHARES = {
    "nearly_all": (0.9, 1.0),
    "all": (0.98, 1.0),
    "most": (0.5, 1.0),
    "much": (1 / 3, 1.0),
    "half": (0.4, 0.6),
    "part": (0.01, 0.99),
}


def bare_share(clause: Clause) -> bool:
    """Whether nothing but a share is held: "entered the town and control roughly half"."""
    said = [w for w in clause.after if w.isalpha() and w not in lexicon().words.approximate]
    return (
        len(said) in (1, 2, 3)
        and said[0] in ("half", "most", "all", "part", "much")
        and not set(said[1:]) - {"of", "it"}
    )


def figures_of_each(clause: Clause, context: Context, ground: Sequence[Mention]) -> list[tuple[Mention, Amount]]:
    """Regions with their figures: "81% of A and 75% of B", else in order ("A is 74% and B 76% under control"), or one
    region with several figures."""
    amounts = [a for a in clause.amounts if a.unit in ("%", "km2", "settlements", "sq mi")]
    if len(amounts) < 2:
        return []
    named = [m for m in clause.mentions if m.what in ("region", "place", "country") and m.ref is not None]
    of = [(next((m for m in named if 0 <= m.first - a.last <= _OF_REACH), None), a) for a in amounts]
    owned = [(m, a) for m, a in of if m is not None and _is_part(m, context)]
    if len(owned) == 1 and all(a.quantity.low is not None for a in amounts):
        return [(owned[0][0], a) for a in amounts]
    if owned:
        return owned
    regions = [m for m in clause.ground() if m.what in ("region", "place") and m.prep in ("", "of", "in")]
    if len(regions) == len(amounts):
        return list(zip(regions, amounts, strict=True))
    if len(ground) == 1 and ground[0].what == "region":
        return [(ground[0], amount) for amount in amounts]
    return []


def _is_part(mention: Mention, context: Context) -> bool:
    """Whether "of" stands before a name: "81% of it"."""
    before = context.document.text[max(0, mention.span.start - 12) : mention.span.start].lower().split()
    return before[-1:] == ["of"] or before[-2:] == ["of", "the"]


def without_locating(ground: Sequence[Mention]) -> list[Mention]:
    """The ground without the regions that only say where a place lies: "the village of A in B region"."""
    places = [m.first for m in ground if m.what == "place"]
    return [
        m for m in ground if not (m.what == "region" and m.prep in ("in", "of") and any(p < m.first for p in places))
    ]


def namesake(mention: Mention, context: Context) -> Mention | None:
    """The region that a town gives its name to: a share of "Donetsk" is one of the region."""
    place = mention.ref
    if not isinstance(place, Place) or not place.region:
        return None
    region = context.theatre.region(place.region)
    return replace(mention, what="region", ref=region) if region.name.split()[0] == place.name else None


def figure_of(clause: Clause, mention: Mention, previous: Mention | None, *, alone: bool) -> Amount | None:
    """The share, area or number of settlements said of a place: the one before its name, after any other place's."""
    figures = [a for a in clause.amounts if a.unit in ("%", "km2", "settlements", "sq mi")]
    figures = [a for a in figures if not (a.unit == "settlements" and mention.what == "place")]
    after = previous.last if previous else 0
    own = [a for a in figures if after <= a.at < mention.first]
    if own:
        return own[-1]
    return figures[0] if alone and figures else None
