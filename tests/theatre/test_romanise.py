# ruff: noqa: E501 (tables)
"""The official romanisation, and the other spellings that reports use."""

from __future__ import annotations

import pytest

from frontwatch.theatre.romanise import romanise, romanise_as_spoken, romanise_russian

OFFICIAL = """Костянтинівка Kostiantynivka|Гуляйполе Huliaipole|Куп'янськ Kupiansk|Запоріжжя Zaporizhzhia
Авдіївка Avdiivka|Мар'їнка Marinka|Слов'янськ Sloviansk|Покровськ Pokrovsk|Сєвєродонецьк Sievierodonetsk|Київ Kyiv
Одеса Odesa|Згурівка Zghurivka|Єнакієве Yenakiieve|Щербинівка Shcherbynivka|Їжакевич Yizhakevych|Юр'ївка Yurivka
Яготин Yahotyn|Йосипівка Yosypivka|Ґалаґан Galagan|Зоря Zoria|Знам’янка Znamianka|Розсипне Rozsypne|Хрестище Khrestyshche
Часів Chasiv|Мирноград Myrnohrad|Вугледар Vuhledar|Торецьк Toretsk|Бахмут Bakhmut|Ізюм Izium"""
PAIRS = [pair.split() for line in OFFICIAL.splitlines() for pair in line.split("|")]


@pytest.mark.parametrize(("ukrainian", "latin"), PAIRS)
def test_the_official_table(ukrainian, latin):
    assert romanise(ukrainian) == latin


def test_words_of_a_name_each_begin_anew():
    assert romanise("Велика Новосілка") == "Velyka Novosilka"
    assert romanise("Часів Яр") == "Chasiv Yar"


def test_other_spellings():
    assert romanise_as_spoken("Костянтинівка") == "Kostyantynivka"
    assert "Avdeevka" in romanise_russian("Авдеевка")
    assert "Krasnoarmeysk" in romanise_russian("Красноармейск")
