# ruff: noqa: E501 (tables)
"""Names in a text: an invented theatre of plain files, then the Ukraine theatre's own names."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontwatch.model import Place
from frontwatch.theatre.names import fold
from frontwatch.theatre.theatre import open_theatre

ALDERLAND = Path(__file__).parent / "fixtures" / "alderland"
INVENTED, UKRAINE = open_theatre(ALDERLAND), open_theatre()


def said(text, theatre=INVENTED):
    return [(text[n.start : n.end], n.what, n.form, n.refs) for n in theatre.names.find(text)]


@pytest.mark.parametrize(
    ("text", "found", "why"),
    [
        ("They took Ashford.", [("Ashford", "place", "name", (1,))], "a plain name"),
        ("Asheford's mayor", [("Asheford", "place", "name", (1,))], "another spelling, with a possessive"),
        ("old Redville fell", [("Redville", "place", "former", (1,))], "a former name"),
        ("the Ashfordic road", [("Ashfordic", "place", "adjective", (1,))], "an adjective"),
        ("near Birch", [("Birch", "place", "name", (2, 7))], "two of a name, the bigger first"),
        ("a birch", [], "no capital"),
        ("Birchwood", [], "a longer word"),
        ("Firth’s Hill", [("Firth’s Hill", "place", "name", (6,))], "any apostrophe"),
        ("Summer came", [], "a common word"),
        ("fighting in Summer", [("Summer", "place", "name", (8,))], "a common word where a place is asked for"),
        ("the Ashford axis", [("Ashford axis", "sector", "name", ("ashford",))], "longest"),
        ("Eastern Woods direction", [("Eastern Woods direction", "sector", "name", ("dogwood",))], "a sector's own name"),
        ("West Province", [("West Province", "region", "name", ("AL-1",))], "a region"),
        ("the Marks", [("Marks", "region", "name", ("AL-1", "AL-2"))], "a joint name means all its regions"),
        ("Borlandic troops", [("Borlandic troops", "force", "name", ("BO",))], "forces"),
        ("Borlanders in Alderland", [("Borlanders", "side", "name", ("BO",)), ("Alderland", "country", "name", ("AL",))], ""),
        ("our troops met the enemy", [("our troops", "force", "name", ("~own",)), ("the enemy", "force", "name", ("~enemy",))], ""),
        ("ASHFORD FALLS", [("ASHFORD", "place", "name", (1,))], "a headline"),
    ],
)  # fmt: skip
def test_names_of_an_invented_theatre(text, found, why):
    assert said(text) == found, why


@given(st.text())
def test_folding_keeps_the_length(text):
    assert len(fold(text)) == len(text)


@given(st.lists(st.sampled_from(["Ashford", "Birch's", "–", "’", "Firth’s Hill", "\u00a0", "the enemy", "Ünder", "x"])))
def test_what_is_found_stands_in_the_text_in_order(words):
    text = " ".join(words)
    spans = [(n.start, n.end) for n in INVENTED.names.find(text)]
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(text[s:e].strip() and text[s].isalnum() for s, e in spans)


OTHER_NAMES = """Kupyansk Kupiansk|Kup'yansk Kupiansk|Konstantinovka Kostiantynivka|Kostyantynivka Kostiantynivka
Artemovsk Bakhmut|Artemivsk Bakhmut|Krasnoarmeysk Pokrovsk|Krasnoarmiisk Pokrovsk|Dzerzhynsk Toretsk|Dzerzhinsk Toretsk
Mar'yinka Marinka|Avdeevka Avdiivka|Avdiyivka Avdiivka|Hulyaipole Huliaipole|Gulyaypole Huliaipole|Ugledar Vuhledar
Severodonetsk Sievierodonetsk|Slovyansk Sloviansk|Slavyansk Sloviansk|Zaporozhye Zaporizhzhia|Zaporizhia Zaporizhzhia
Kharkov Kharkiv|Kiev Kyiv|Odessa Odesa|Pokrovskyi Pokrovsk|Kupianskyi Kupiansk|Покровськ Pokrovsk|Покровск Pokrovsk
Куп’янськ Kupiansk|Lymanskyi Lyman|Toretskyi Toretsk"""


@pytest.mark.parametrize(
    ("name", "official"), [pair.rsplit(" ", 1) for line in OTHER_NAMES.splitlines() for pair in line.split("|")]
)
def test_every_name_of_a_town_leads_to_the_official_one(name, official):
    found = [thing for thing in UKRAINE.look_up(name) if isinstance(thing, Place)]
    assert found[0].name == official


@pytest.mark.parametrize(
    ("text", "what", "ref"),
    [
        ("the Pokrovskyi direction", "sector", "pokrovsk"),
        ("in the Pokrovsk direction", "sector", "pokrovsk"),
        ("the Prydniprovske sector", "sector", "kherson"),
        ("the Vremivka axis", "sector", "velyka-novosilka"),
        ("Donetsk Oblast", "region", "UA-14"),
        ("Zaporizhia region", "region", "UA-23"),
        ("the Luhansk People's Republic", "region", "UA-09"),
        ("the Donbas", "region", "UA-14"),
        ("Kursk region", "region", "RU-KRS"),
        ("Kyiv denied it", "actor", "kyiv"),
        ("fighting near Kyiv", "place", 703448),
        ("Gen. Syrskyi", "actor", "syrskyi"),
        ("Russian troops", "force", "RU"),
    ],
)
def test_what_a_phrase_names(text, what, ref):
    named = UKRAINE.names.find(text)
    assert [(n.what, n.refs[0]) for n in named] == [(what, ref)]


@pytest.mark.parametrize(
    "text", ["Moldova agreed", "Size matters", "Paris said", "Sad news", "Ivan said", "the orlove"]
)
def test_common_words_are_no_places(text):
    assert not [n for n in UKRAINE.names.find(text) if n.what == "place"]


@pytest.mark.parametrize("text", ["the Dnipro River", "left bank of the Dnipro", "Sea of Azov", "the Oskil"])
def test_rivers_and_seas_are_no_places(text):
    assert UKRAINE.names.find(text) == ()
