"""Invented sentences, kind by kind: what must be read in them, and what must not."""

from __future__ import annotations

import pytest

# text, kind, side, ground (place, sector or region), value, denied, speaker
READ = [
    ("The fall of Orikhiv was announced on Monday.", "control", "RU", "Orikhiv", None, False, None),
    ("Lyman, which fell in May, is quiet now.", "control", "RU", "Lyman", None, False, None),
    ("Ukrainian forces have recaptured Stepnohirsk, the brigade said.",
     "control", "UA", "Stepnohirsk", None, False, "the brigade"),
    ("Russian troops have not taken Huliaipole.", "control", "RU", "Huliaipole", None, True, None),
    ("Vuhledar was captured by Russian forces in October 2024.", "control", "RU", "Vuhledar", None, False, None),
    ("About 90 per cent of Chasiv Yar is under Russian control.", "control", "RU", "Chasiv Yar", 90, False, None),
    ("Kupiansk remains in Ukrainian hands.", "control", "UA", "Kupiansk", None, False, None),
    ("Lyman is held by Ukrainian troops.", "control", "UA", "Lyman", None, False, None),
    ("Sumy is out of reach for the Russian army.", "control", "RU", "Sumy", None, True, None),
    ("Russia controls about 19% of Ukraine.", "control", "RU", "Ukraine", 19, False, None),
    ("Russian forces control two thirds of Toretsk.", "control", "RU", "Toretsk", 67, False, None),
    ("Ukrainian forces withdrew from Velyka Novosilka last month.",
     "control", "RU", "Velyka Novosilka", None, False, None),
    ("Russian forces advanced two kilometres near Velyka Novosilka.",
     "advance", "RU", "Velyka Novosilka", 2, False, None),
    ("The Russians have seized 14 settlements in Donetsk region since May.",
     "advance", "RU", "Donetsk Oblast", 14, False, None),
    ("Russian troops failed to advance towards Zaporizhzhia.", "advance", "RU", "Zaporizhzhia", None, True, None),
    ("Ukrainian forces repelled an assault on Orikhiv.", "advance", "RU", "Orikhiv", None, True, None),
    ("RF troops hold Toretsk.", "control", "RU", "Toretsk", None, False, None),
    ("The RF Armed Forces took control of Siversk.", "control", "RU", "Siversk", None, False, None),
    ("Kostiantynivka is almost surrounded.", "exposure", "UA", "Kostiantynivka", None, False, None),
    ("The Russians are closing in on Pokrovsk from three sides.", "exposure", "UA", "Pokrovsk", 3, False, None),
    ("Russian forces stand 8 km from Kramatorsk.", "exposure", "UA", "Kramatorsk", 8, False, None),
    ("Ukrainian troops near Toretsk are not encircled, Zelensky said.",
     "exposure", "UA", "Toretsk", None, True, "Zelenskyi"),
    ("The front line stretches for 1,100 km.", "front_length", None, None, 1100, False, None),
    ("The road from Pokrovsk to Dobropillia has been cut.", "route", None, "Pokrovsk", None, False, None),
    ("Kupiansk is an important railway hub.", "route", None, "Kupiansk", None, False, None),
    ("In the Lyman sector, 23 clashes were recorded over the past day.",
     "intensity", None, "Lyman sector", 23, False, None),
    ("The Kramatorsk sector was the hottest, the General Staff said.",
     "intensity", None, "Kramatorsk sector", None, False, "General Staff"),
    ("Russia has concentrated 50,000 troops near Sumy.", "force_size", "RU", "Sumy", 50000, False, None),
    ("Some 300 Ukrainian soldiers were killed near Avdiivka.", "losses", "UA", "Avdiivka", 300, False, None),
    ("Russia lost 1,200 soldiers, according to Ukraine's General Staff.",
     "losses", "RU", None, 1200, False, "General Staff"),
    ("Russia has moved two brigades from Kherson to the Kursk region.",
     "redeployment", "RU", "Kherson", 2, False, None),
    ("Before the war, 70,000 people lived in Bakhmut.", "population", None, "Bakhmut", 70000, False, None),
    ("Fewer than 2,000 residents remain in Siversk.", "population", None, "Siversk", 2000, False, None),
    ("The war has lasted more than three years.", "duration", None, None, 3, False, None),
    ("Fighting for Toretsk has been going on for ten months.", "duration", None, "Toretsk", 10, False, None),
    ("Kyiv wants to liberate Melitopol.", "intent", "UA", "Melitopol", None, False, None),
]  # fmt: skip

# text, why nothing is claimed
UNCLAIMED = [
    ("If Russia takes Kramatorsk, the road to Dnipro lies open.", "a condition"),
    ("Ukraine would lose Kostiantynivka without new shells.", "a supposition"),
    ("Russian forces may capture Siversk by winter.", "a possibility, which is a question about the future"),
    ("Kramatorsk lies 60 km from Donetsk.", "geography"),
    ("Russia launched 120 drones and 30 missiles at Odesa.", "missiles are no attacks on the ground"),
    ("Poland gave Ukraine 14 tanks.", "a gift is no loss"),
    ("The company lost $3 million in Kharkiv.", "money"),
    ("In 1943 the Red Army took Kharkiv.", "earlier history"),
    ("Putin said Russia would take Odesa.", "said of the future"),
    ("Kyiv accuses Putin of playing for time.", "an accusation"),
    ("Will Russia take Zaporizhzhia this year?", "a question"),
    ("The last mine near Pokrovsk closed earlier this year.", "a mine is no settlement"),
]


@pytest.mark.parametrize(
    ("text", "kind", "side", "ground", "value", "denied", "speaker"), READ, ids=[r[0] for r in READ]
)
def test_a_sentence_makes_its_claim(reading, text, kind, side, ground, value, denied, speaker):
    claims = [c for c in reading(text).claims if c.kind == kind]
    assert len(claims) == 1, claims
    claim = claims[0]
    names = [p.name for p in claim.places] + [x.name for x in (claim.sector, claim.region) if x]
    assert claim.side == side
    assert claim.negated is denied
    assert ground is None or ground in names
    assert speaker in (claim.speaker or "") if speaker else claim.speaker is None
    if value is not None:
        assert claim.quantity is not None
        assert value in (claim.quantity.low, claim.quantity.high)


@pytest.mark.parametrize(("text", "why"), UNCLAIMED, ids=[r[1] for r in UNCLAIMED])
def test_a_sentence_that_asserts_nothing_makes_no_claim(reading, text, why):
    assert reading(text).claims == (), why


@pytest.mark.parametrize(
    "text", ["Will Russia take Zaporizhzhia this year?", "Russian forces may capture Siversk by winter."]
)
def test_the_future_is_a_question(reading, text):
    (question,) = reading(text).questions
    assert question.side == "RU"
    assert question.place is not None


def test_the_same_said_again_is_one_claim_with_another_quote(reading):
    text = "Russian troops hold Toretsk. The mayor spoke.\nRussian troops hold Toretsk."
    (claim,) = [c for c in reading(text).claims if c.kind == "control"]
    assert [q.text for q in claim.also] == ["Russian troops hold Toretsk"]


def test_a_sentence_with_names_that_no_kind_takes_is_listed_as_unread(reading):
    assert [q.text for q in reading("Avdiivka has a coke plant.").unread] == ["Avdiivka has a coke plant."]


def test_each_speaker_has_his_own_claim(reading):
    text = "Kyiv denies that Russian troops, who reached Toretsk in June, have captured the town."
    claims = reading(text).claims
    assert [(c.kind, c.negated, c.speaker is None) for c in claims if c.kind == "control"] == [("control", True, False)]
