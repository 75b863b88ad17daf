# ruff: noqa: E501 (tables)
"""routes.json: the main railways and roads of the east and south as sequences of places.

Public facts (the numbering of state roads, the railways' stations), written down from general knowledge and not checked
against a survey; only places stand in them, no lines.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

ROAD = "State roads of Ukraine, list of general-use roads of state importance (public fact, written from general knowledge)"
RAIL = "Stations of Ukrzaliznytsia's lines (public fact, written from general knowledge)"
ROUTES: tuple[tuple[str, str, str, tuple[float, float], str], ...] = (
    ("rail-pokrovsk-kostiantynivka", "railway Pokrovsk-Kostiantynivka-Kramatorsk-Sloviansk", "railway", (37.18, 48.28),
     "Pokrovsk, Myrnohrad, Kostiantynivka, Druzhkivka, Kramatorsk, Sloviansk"),
    ("rail-pokrovsk-dnipro", "railway Pokrovsk-Mezhova-Pavlohrad-Dnipro", "railway", (37.18, 48.28),
     "Pokrovsk, Udachne, Mezhova, Slovianka, Pavlohrad, Synelnykove, Dnipro"),
    ("rail-pokrovsk-donetsk", "railway Pokrovsk-Avdiivka-Yasynuvata-Donetsk", "railway", (37.18, 48.28),
     "Pokrovsk, Novohrodivka, Ocheretyne, Avdiivka, Yasynuvata, Donetsk"),
    ("rail-pokrovsk-dobropillia", "railway Pokrovsk-Rodynske-Dobropillia", "railway", (37.18, 48.28),
     "Pokrovsk, Rodynske, Bilytske, Dobropillia"),
    ("rail-lozova-sloviansk", "railway Kharkiv-Lozova-Barvinkove-Sloviansk", "railway", (36.25, 49.98),
     "Kharkiv, Merefa, Lozova, Barvinkove, Sloviansk"),
    ("rail-sloviansk-lyman-kupiansk", "railway Sloviansk-Lyman-Kupiansk", "railway", (37.6, 48.85),
     "Sloviansk, Raihorodok, Lyman, Borova, Kupiansk-Vuzlovyi, Kupiansk"),
    ("rail-kharkiv-kupiansk-svatove", "railway Kharkiv-Chuhuiv-Kupiansk-Svatove", "railway", (36.25, 49.98),
     "Kharkiv, Rohan, Chuhuiv, Shevchenkove, Kupiansk-Vuzlovyi, Svatove, Starobilsk"),
    ("rail-kharkiv-izium-sloviansk", "railway Kharkiv-Balakliia-Izium-Sloviansk", "railway", (36.25, 49.98),
     "Kharkiv, Chuhuiv, Balakliia, Savyntsi, Izium, Sviatohirsk, Sloviansk"),
    ("rail-bakhmut-siversk-lysychansk", "railway Bakhmut-Siversk-Lysychansk", "railway", (38.0, 48.59),
     "Bakhmut, Soledar, Siversk, Lysychansk, Sievierodonetsk, Rubizhne, Kreminna"),
    ("rail-volnovakha-tokmak", "railway Volnovakha-Polohy-Tokmak-Fedorivka", "railway", (37.49, 47.6),
     "Volnovakha, Khlibodarivka, Komysh-Zoria, Polohy, Tokmak, Molochansk, Nove"),
    ("rail-mariupol-donetsk", "railway Mariupol-Volnovakha-Donetsk", "railway", (37.54, 47.1),
     "Mariupol, Volnovakha, Dokuchaievsk, Donetsk"),
    ("rail-zaporizhzhia-melitopol-crimea", "railway Zaporizhzhia-Melitopol-Dzhankoi", "railway", (35.14, 47.84),
     "Zaporizhzhia, Vasylivka, Mykhailivka, Melitopol, Yakymivka, Novooleksiivka, Dzhankoi"),
    ("rail-zaporizhzhia-polohy", "railway Zaporizhzhia-Orikhiv-Polohy-Berdiansk", "railway", (35.14, 47.84),
     "Zaporizhzhia, Orikhiv, Polohy, Berdiansk"),
    ("rail-chaplyne-polohy", "railway Chaplyne-Pokrovske-Huliaipole-Polohy", "railway", (36.23, 48.13),
     "Chaplyne, Pokrovske, Huliaipole, Polohy"),
    ("rail-kherson-dzhankoi", "railway Mykolaiv-Kherson-Kakhovka-Dzhankoi", "railway", (32.0, 46.97),
     "Mykolaiv, Kherson, Oleshky, Brylivka, Dzhankoi"),
    ("road-t0504", "road T0504 Pokrovsk-Kostiantynivka-Bakhmut", "road", (37.18, 48.28),
     "Pokrovsk, Myrnohrad, Malynivka, Vozdvyzhenka, Novoolenivka, Oleksandro-Kalynove, Kostiantynivka, Chasiv Yar, Bakhmut"),
    ("road-m30", "road M30 (E50) Dnipro-Pavlohrad-Pokrovsk-Donetsk", "road", (35.05, 48.46),
     "Dnipro, Pavlohrad, Petropavlivka, Mezhova, Pokrovsk, Selydove, Donetsk"),
    ("road-h20", "road H20 Mariupol-Donetsk-Kostiantynivka-Kramatorsk-Sloviansk", "road", (37.54, 47.1),
     "Mariupol, Volnovakha, Donetsk, Avdiivka, Kostiantynivka, Druzhkivka, Kramatorsk, Sloviansk"),
    ("road-m03", "road M03 (E40) Kharkiv-Izium-Sloviansk-Bakhmut-Debaltseve", "road", (36.25, 49.98),
     "Kharkiv, Chuhuiv, Izium, Sloviansk, Bakhmut, Svitlodarsk, Debaltseve"),
    ("road-t1302", "road T1302 Bakhmut-Lysychansk", "road", (38.0, 48.59), "Bakhmut, Soledar, Berestove, Lysychansk"),
    ("road-t0513", "road T0513 Bakhmut-Siversk", "road", (38.0, 48.59), "Bakhmut, Soledar, Zvanivka, Siversk"),
    ("road-t0514", "road Sloviansk-Lyman", "road", (37.6, 48.85), "Sloviansk, Raihorodok, Lyman"),
    ("road-p66", "road P66 Svatove-Kreminna-Lysychansk", "road", (38.15, 49.41),
     "Svatove, Krasnorichenske, Kreminna, Rubizhne, Sievierodonetsk, Lysychansk"),
    ("road-p79", "road P79 Merefa-Chuhuiv-Kupiansk", "road", (36.05, 49.82), "Merefa, Chuhuiv, Shevchenkove, Kupiansk"),
    ("road-p07", "road P07 Chuhuiv-Velykyi Burluk-Milove", "road", (36.69, 49.84), "Chuhuiv, Velykyi Burluk, Dvorichna, Troitske"),
    ("road-t2104", "road Kharkiv-Vovchansk", "road", (36.25, 49.98), "Kharkiv, Lyptsi, Vovchansk"),
    ("road-h15", "road H15 Zaporizhzhia-Velyka Novosilka-Kurakhove-Donetsk", "road", (35.14, 47.84),
     "Zaporizhzhia, Malynivka, Huliaipole, Velyka Novosilka, Kurakhove, Marinka, Donetsk"),
    ("road-t0524", "road Pokrovsk-Kurakhove-Vuhledar", "road", (37.18, 48.28),
     "Pokrovsk, Selydove, Hirnyk, Kurakhove, Vuhledar"),
    ("road-t0518", "road Vuhledar-Velyka Novosilka", "road", (37.25, 47.78), "Vuhledar, Velyka Novosilka"),
    ("road-t0515", "road T0515 Pokrovsk-Dobropillia-Oleksandrivka", "road", (37.18, 48.28),
     "Pokrovsk, Rodynske, Dobropillia, Oleksandrivka"),
    ("road-dobropillia-kramatorsk", "road Dobropillia-Kramatorsk", "road", (37.08, 48.46), "Dobropillia, Zolotyi Kolodiaz, Kramatorsk"),
    ("road-m04", "road M04 Pokrovsk-Kurakhove", "road", (37.18, 48.28), "Pokrovsk, Novohrodivka, Selydove, Kurakhove"),
    ("road-m14", "road M14 Mariupol-Berdiansk-Melitopol-Kherson-Mykolaiv-Odesa", "road", (37.54, 47.1),
     "Mariupol, Manhush, Berdiansk, Prymorsk, Melitopol, Nova Kakhovka, Kherson, Mykolaiv, Odesa"),
    ("road-m17", "road M17 Kherson-Armiansk-Dzhankoi", "road", (32.6, 46.65), "Kherson, Oleshky, Armiansk, Krasnoperekopsk, Dzhankoi"),
    ("road-m18", "road M18 Kharkiv-Dnipro-Zaporizhzhia-Melitopol-Simferopol", "road", (36.25, 49.98),
     "Kharkiv, Dnipro, Zaporizhzhia, Vasylivka, Melitopol, Dzhankoi, Simferopol"),
    ("road-t0408", "road Orikhiv-Tokmak-Melitopol", "road", (35.79, 47.57), "Zaporizhzhia, Orikhiv, Robotyne, Tokmak, Melitopol"),
    ("road-h08", "road H08 Zaporizhzhia-Kamianske-Vasylivka", "road", (35.14, 47.84), "Zaporizhzhia, Stepnohirsk, Kamianske, Vasylivka"),
    ("road-h07", "road H07 Sumy-Yunakivka", "road", (34.8, 50.91), "Sumy, Yunakivka"),
    ("road-h12", "road H12 Sumy-Trostianets-Poltava", "road", (34.8, 50.91), "Sumy, Trostianets, Okhtyrka, Poltava"),
    ("road-t1313", "road Lysychansk-Popasna-Bakhmut", "road", (38.43, 48.9), "Lysychansk, Popasna, Bakhmut"),
)  # fmt: skip
"""Id, name, what, about where it begins, its places in order."""


def routes_json(find: Callable[[str, tuple[float, float]], int]) -> dict[str, Any]:
    """``find``: the id of the place of that name nearest to a point; each place is looked for near the one before."""
    made = []
    for id, name, what, near, towns in ROUTES:
        ids = []
        for town in towns.split(", "):
            found, near = find.with_point(town, near)  # type: ignore[attr-defined]
            ids.append(found)
        source = RAIL if what == "railway" else ROAD
        made.append({"id": id, "name": name, "what": what, "places": ids, "source": source})
    return {"routes": made}
