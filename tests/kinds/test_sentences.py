"""Sentences of our own against the shipped settlement record: each kind's verdicts, end to end."""

from __future__ import annotations

from datetime import date

import pytest

import frontwatch

CASES = [
    ("Russia took Avdiivka in February.", date(2024, 3, 20), "supported", None, "held since 18 February"),
    ("Russian forces captured Avdiivka last week.", date(2024, 6, 10), "contradicted", None, "held for months by then"),
    ("Russia captured Kharkiv.", date(2025, 6, 28), "contradicted", None, "30 km from the nearest ground"),
    ("Russia has not captured Kharkiv.", date(2025, 6, 28), "supported", None, "a denial of what is not so"),
    ("Ukraine's troops withdrew from Vuhledar on 1 October.", date(2024, 10, 7), "supported", None, "since 2 October"),
    ("Ukraine retook Kupiansk in September 2022.", date(2022, 10, 20), "supported", None, "since 11 September 2022"),
    ("Russian troops hold most of Toretsk.", date(2025, 2, 10), "untested", "not_on_a_map", "one entry for the town"),
    ("Russia holds 72% of Donetsk region.", date(2025, 6, 28), "supported", None, "72.8 %"),
    ("Russia holds 90% of Donetsk region.", date(2025, 6, 28), "overstated", None, "72.8 %"),
    ("Russia holds all of Donetsk region.", date(2025, 6, 28), "overstated", None, "72.8 %"),
    ("The front line is 2,000 km long.", date(2025, 6, 28), "overstated", None, "1,120 to 1,197 km"),
    ("The front line is 500 km long.", date(2025, 6, 28), "understated", None, "1,120 to 1,197 km"),
    ("Pokrovsk is surrounded.", date(2025, 6, 28), "overstated", None, "half of the bearings"),
    ("Lviv is surrounded.", date(2025, 6, 28), "contradicted", None, "no bearing"),
    ("Russia captured 20 square kilometres in the Pokrovsk sector in June.", date(2025, 6, 28), "untested",
     "not_on_a_map", "too little"),
    ("Russia captured 2,000 square kilometres in May.", date(2025, 6, 28), "overstated", None, "some 400 km²"),
    ("Russian forces advanced 40 km towards Dobropillia in August.", date(2025, 8, 28), "overstated", None, "6 km"),
    ("Russia advanced 4 km towards Huliaipole in a week.", date(2026, 1, 10), "untested", "not_on_a_map", "too short"),
    ("Russia took 0.7% of Ukraine in 2025.", date(2025, 12, 31), "supported", None, ".69 %"),
    ("Russia took 3% of Ukraine in 2025.", date(2025, 12, 31), "overstated", None, ".69 %"),
    ("Russian troops liberated Nechaevka in the Dnipropetrovsk region.", date(2025, 12, 1), "untested",
     "not_on_a_map", "in no list"),
    ("Russian forces have been trying to take Dobropillia for ten years.", date(2025, 10, 1), "overstated", None,
     "near since 2025"),
    ("Ukrainian forces hold Sudzha.", date(2024, 9, 1), "untested", "not_on_a_map", "no open record covers it"),
    ("Russia holds Kramatorsk.", date(2026, 11, 20), "untested", "record_ends", "newer than the record"),
    ("Russia lost 1,000 soldiers near Pokrovsk.", date(2025, 6, 28), "untested", "not_on_a_map", "not on a map"),
    ("About 14,000 people lived in Vuhledar before the war.", date(2024, 10, 7), "supported", None, "14,144"),
    ("Some 250,000 people lived in Pokrovsk before the war.", date(2025, 6, 28), "overstated", None, "60,127"),
]  # fmt: skip


def test_each_share_goes_to_its_own_region():
    text = (
        "Russia occupies about 19 percent of Ukraine, including 81% of Donetsk region and 75 percent of Kherson region."
    )
    claims = [f.claim for f in frontwatch.check(text, published=date(2025, 11, 14)).findings]
    assert [(c.region.code, c.quantity.high) for c in claims] == [("UA", 19), ("UA-14", 81), ("UA-65", 75)]


def test_the_region_a_village_lies_in_is_not_claimed():
    text = "Russian forces have taken the village of Novopavlivka in Dnipropetrovsk region."
    claims = [f.claim for f in frontwatch.check(text, published=date(2025, 11, 14)).findings]
    assert [[p.name for p in c.places] for c in claims] == [["Novopavlivka"]]


@pytest.mark.parametrize("text, published, verdict, code, why", CASES, ids=[case[0] for case in CASES])
def test_a_sentence_gets_its_verdict(text, published, verdict, code, why):
    found = [(f.verdict, f.code) for f in frontwatch.check(text, published=published).findings]
    assert found == [(verdict, code)], why
