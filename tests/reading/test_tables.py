"""Tables: a row is a claim for each of its columns, with the column's head."""

from datetime import date

import pytest

from frontwatch.kinds.kinds import KINDS
from frontwatch.reading.document import read_document
from frontwatch.reading.reader import read

TOWNS = """# Towns at the front

| Town | Distance to the front, km | Residents now | Held by Russia, % | Status |
|---|---|---|---|---|
| Kostiantynivka | 7 | 5,000 | 5 | contested |
| Kramatorsk | 18 | 80,000 | 0 | Ukrainian-held |

| Month | Russian gains, km2 | Russian losses |
|---|---|---|
| May | 449 | 34,000 |

| Sector | Russian troops | Ukrainian troops |
|---|---|---|
| Lyman sector | about 40,000 | 18,000 |
"""


@pytest.fixture(scope="module")
def told(theatre):
    found = read(read_document(TOWNS, name="towns.md"), theatre, date(2025, 9, 10), KINDS).claims
    return [
        (c.kind, c.side, [p.name for p in c.places], c.quantity and (c.quantity.low, c.quantity.unit)) for c in found
    ]


@pytest.mark.parametrize(
    "claim",
    [
        ("exposure", "UA", ["Kostiantynivka"], (7.0, "km")),
        ("population", None, ["Kostiantynivka"], (5000.0, "people")),
        ("control", "RU", ["Kostiantynivka"], (5.0, "%")),
        ("control", None, ["Kostiantynivka"], None),
        ("exposure", "UA", ["Kramatorsk"], (18.0, "km")),
        ("control", "UA", ["Kramatorsk"], None),
        ("advance", "RU", [], (449.0, "km2")),
        ("losses", "RU", [], (34000.0, "casualties")),
        ("force_size", "RU", [], (40000.0, "troops")),
        ("force_size", "UA", [], (18000.0, "troops")),
    ],
    ids=lambda claim: f"{claim[0]}-{claim[1]}-{claim[3]}",
)
def test_a_cell_is_a_claim_with_the_head_of_its_column(told, claim):
    assert claim in told


def test_a_table_after_a_blank_line_has_a_head_of_its_own(told):
    assert not [claim for claim in told if claim[0] == "front_length"]


def test_nothing_held_is_no_claim(told):
    assert ("control", "RU", ["Kramatorsk"], (0.0, "%")) not in told
