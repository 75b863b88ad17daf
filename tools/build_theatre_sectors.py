# ruff: noqa: E501 (tables)
"""sectors.json: the parts of the front as the Ukrainian General Staff's bulletins name them, each with its anchor town.

Ground counts to the sector of the nearest anchor. Anchors of sectors that the bulletins used at other times, or that
overlap with those, are only named (``counts`` false): so one list of anchors serves all years, and figures compare.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

SECTORS: tuple[tuple[str, str, str, tuple[float, float], tuple[str, ...], bool], ...] = (
    ("sumy", "North Slobozhanshchyna sector", "Sumy", (34.8, 50.9),
     ("North Slobozhanshchyna", "Northern Slobozhanshchyna", "North Slobozhanskyi", "North Slobozhansky",
      "North Slobozhansky and Kursk", "North Slobozhanskyi and Kursk", "North-Slobozhanskyi", "Siverskyi Slobozhanskyi",
      "Pivnichno-Slobozhanskyi", "Northern Slobozhanskyi", "North Slobozhanshchyna and Kursk", "Northern Slobozhanshchyna and Kursk", "Sumy"), True),
    ("kharkiv", "South Slobozhanshchyna sector", "Kharkiv", (36.25, 49.98),
     ("South Slobozhanshchyna", "Southern Slobozhanshchyna", "South Slobozhanskyi", "South Slobozhansky", "South-Slobozhanskyi",
      "Pivdenno-Slobozhanskyi", "Southern Slobozhanskyi", "Vovchansk", "Slobozhanskyi"), True),
    ("kupiansk", "Kupiansk sector", "Kupiansk", (37.62, 49.71), (), True),
    ("lyman", "Lyman sector", "Lyman", (37.81, 48.99), ("Krasny Liman", "Krasnyi Lyman", "Krasnoliman"), True),
    ("siversk", "Siversk sector", "Siversk", (38.1, 48.87), (), True),
    # Its fighting is at Chasiv Yar: with Kramatorsk itself as anchor the ground there counts to Toretsk.
    ("kramatorsk", "Kramatorsk sector", "Chasiv Yar", (37.83, 48.59),
     ("Kramatorsk", "Kramatorskyi", "Kramatorskyy", "Kramatorskiy", "Kramatorsky"), True),
    ("toretsk", "Toretsk sector", "Toretsk", (37.85, 48.4), (), True),
    ("pokrovsk", "Pokrovsk sector", "Pokrovsk", (37.18, 48.28), (), True),
    ("novopavlivka", "Novopavlivka sector", "Novopavlivka", (36.8, 48.12), (), True),
    ("huliaipole", "Huliaipole sector", "Huliaipole", (36.26, 47.66), (), True),
    ("orikhiv", "Orikhiv sector", "Orikhiv", (35.79, 47.57), ("Zaporizhzhia", "Zaporizhia", "Zaporozhye"), True),
    ("kherson", "Prydniprovske sector", "Kherson", (32.6, 46.65),
     ("Prydniprovske", "Prydniprovskyi", "Prydniprovskyy", "Prydniprovsk", "Dnipro River", "Pridneprovske"), True),
    ("kostiantynivka", "Kostiantynivka sector", "Kostiantynivka", (37.71, 48.53), (), False),
    ("sloviansk", "Sloviansk sector", "Sloviansk", (37.6, 48.85), (), False),
    ("oleksandrivka", "Oleksandrivka sector", "Oleksandrivka", (36.24, 47.97), (), False),
    ("dobropillia", "Dobropillia sector", "Dobropillia", (37.08, 48.46), (), False),
    ("velyka-novosilka", "Vremivka sector", "Velyka Novosilka", (36.84, 47.84),
     ("Vremivka", "Vremivskyi", "Vremevka", "Vremivske"), False),
    ("avdiivka", "Avdiivka sector", "Avdiivka", (37.75, 48.14), (), False),
    ("bakhmut", "Bakhmut sector", "Bakhmut", (38.0, 48.59), ("Artemovsk", "Soledar"), False),
    ("chasiv-yar", "Chasiv Yar sector", "Chasiv Yar", (37.83, 48.59), (), False),
    ("marinka", "Marinka sector", "Marinka", (37.5, 47.94), (), False),
    ("kurakhove", "Kurakhove sector", "Kurakhove", (37.28, 47.98), (), False),
    ("vuhledar", "Vuhledar sector", "Vuhledar", (37.25, 47.78), ("Shakhtarsk", "Shakhtarskyi"), False),
    ("shakhtarske", "Shakhtarske sector", "Shakhtarske", (36.9, 47.85), ("South Donetsk",), False),
    ("sievierodonetsk", "Sievierodonetsk sector", "Sievierodonetsk", (38.49, 48.95), ("Severodonetsk",), False),
    ("donetsk", "Donetsk sector", "Donetsk", (37.8, 48.02), (), False),
    ("melitopol", "Melitopol sector", "Melitopol", (35.37, 46.85), (), False),
    ("berdiansk", "Berdiansk sector", "Berdiansk", (36.8, 46.76), (), False),
    ("kryvyi-rih", "Kryvyi Rih sector", "Kryvyi Rih", (33.39, 47.91), (), False),
    ("pivdennyi-buh", "Pivdennyi Buh sector", "Mykolaiv", (32.0, 46.97), ("Pivdennyi Buh", "Southern Buh"), False),
    ("siverskyi", "Siverskyi sector", "Chernihiv", (31.29, 51.5), ("Siverskyi",), False),
    ("volyn", "Volyn and Polissia sectors", "Kovel", (24.71, 51.22),
     ("Volyn", "Volynskyi", "Polissia", "Polissya", "Poliskyi", "Volyn and Polissia", "Volyn and Polissya",
      "Volynskyi and Poliskyi"), False),
)  # fmt: skip
"""Id, name, anchor town, about where it is, other names, and whether ground is counted to it."""
OWN_NAMES_ONLY = ("kramatorsk", "volyn", "pivdennyi-buh", "siverskyi")
"""Their anchors stand for an area and give it no name."""


def sectors_json(find: Callable[[str, tuple[float, float]], int]) -> dict[str, Any]:
    """``find``: the id of the place of that name nearest to a point."""
    made = []
    for id, name, town, near, names, counts in SECTORS:
        sector: dict[str, Any] = {"id": id, "name": name, "anchor": find(town, near), "names": names, "counts": counts}
        if id in OWN_NAMES_ONLY:
            sector["anchor_names"] = False
        made.append(sector)
    return {"sectors": made}
