"""populations.tsv: residents of towns that reports name, on 1 January 2022.

Figures of the State Statistics Service of Ukraine, "Number of Existing Population of Ukraine as of 1 January 2022"; of
towns not under Ukraine's control then, its estimates. Entered from memory of that publication and not checked again.
"""

from __future__ import annotations

from collections.abc import Callable

SOURCE = "State Statistics Service of Ukraine, Number of Existing Population of Ukraine as of 1 January 2022"
DAY = "2022-01-01"
RESIDENTS: tuple[tuple[str, float, float, int], ...] = (
    ("Pokrovsk", 37.18, 48.28, 60_127), ("Bakhmut", 38.0, 48.59, 71_094), ("Kherson", 32.61, 46.64, 279_131),
    ("Mariupol", 37.54, 47.1, 425_681), ("Avdiivka", 37.75, 48.14, 31_392), ("Kramatorsk", 37.57, 48.73, 147_145),
    ("Sloviansk", 37.6, 48.85, 105_141), ("Kostiantynivka", 37.71, 48.53, 67_350),
    ("Myrnohrad", 37.26, 48.3, 46_098), ("Toretsk", 37.85, 48.4, 30_914), ("Chasiv Yar", 37.83, 48.59, 12_250),
    ("Kupiansk", 37.62, 49.71, 26_627), ("Sievierodonetsk", 38.49, 48.95, 99_067),
    ("Lysychansk", 38.43, 48.9, 93_340), ("Izium", 37.26, 49.21, 44_979), ("Melitopol", 35.37, 46.85, 148_851),
    ("Enerhodar", 34.65, 47.5, 52_237), ("Vuhledar", 37.25, 47.78, 14_144), ("Marinka", 37.5, 47.94, 9_089),
    ("Kurakhove", 37.28, 47.98, 18_220), ("Selydove", 37.3, 48.15, 21_521), ("Huliaipole", 36.26, 47.66, 12_786),
    ("Orikhiv", 35.79, 47.57, 13_896), ("Kyiv", 30.52, 50.45, 2_952_301), ("Kharkiv", 36.25, 49.98, 1_421_125),
    ("Odesa", 30.73, 46.48, 1_010_537), ("Dnipro", 35.05, 48.46, 968_502), ("Zaporizhzhia", 35.14, 47.84, 710_052),
    ("Kryvyi Rih", 33.39, 47.91, 603_904), ("Mykolaiv", 32.0, 46.97, 470_011), ("Sumy", 34.8, 50.91, 256_474),
    ("Chernihiv", 31.29, 51.5, 282_747), ("Donetsk", 37.8, 48.02, 901_645), ("Luhansk", 39.31, 48.57, 397_677),
    ("Makiivka", 37.93, 48.05, 338_968), ("Horlivka", 38.02, 48.3, 239_828), ("Druzhkivka", 37.53, 48.62, 53_977),
    ("Dobropillia", 37.08, 48.47, 28_170), ("Lyman", 37.81, 48.99, 20_066),
    ("Soledar", 38.09, 48.68, 10_490), ("Rubizhne", 38.38, 49.01, 55_247), ("Kreminna", 38.22, 49.05, 18_116),
    ("Popasna", 38.38, 48.63, 19_199), ("Svatove", 38.16, 49.41, 16_420), ("Volnovakha", 37.49, 47.6, 21_166),
    ("Berdiansk", 36.8, 46.76, 106_311), ("Tokmak", 35.7, 47.25, 29_573),
    ("Nova Kakhovka", 33.37, 46.75, 44_427), ("Kakhovka", 33.49, 46.81, 34_629), ("Oleshky", 32.7, 46.64, 24_124),
    ("Skadovsk", 32.91, 46.12, 17_344), ("Henichesk", 34.8, 46.18, 18_889), ("Vovchansk", 36.94, 50.29, 17_459),
    ("Balakliia", 36.84, 49.46, 26_334), ("Lozova", 36.32, 48.89, 54_026),
    ("Nikopol", 34.4, 47.57, 105_160), ("Pavlohrad", 35.87, 48.53, 101_430),
    ("Novohrodivka", 37.34, 48.2, 14_037), ("Rodynske", 37.2, 48.35, 9_850),
    ("Hirnyk", 37.37, 48.06, 10_357), ("Sviatohirsk", 37.57, 49.03, 4_309),
    ("Shostka", 33.48, 51.87, 73_197), ("Poltava", 34.55, 49.59, 279_593),
    ("Vinnytsia", 28.47, 49.23, 369_739), ("Lviv", 24.03, 49.84, 717_273), ("Kremenchuk", 33.42, 49.07, 215_271),
)  # fmt: skip
"""Town, about where it is, residents."""


def populations_tsv(find: Callable[[str, tuple[float, float]], int]) -> str:
    """``find``: the id of the place of that name nearest to a point."""
    lines = ["place\tname\tresidents\tday\tsource"]
    lines += [f"{find(name, (lon, lat))}\t{name}\t{n}\t{DAY}\t{SOURCE}" for name, lon, lat, n in RESIDENTS]
    return "\n".join(lines) + "\n"
