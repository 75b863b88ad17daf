"""regions.json and outlines.json: the first-level units, the country, the land around and the outer border.

Lines are Natural Earth 1:10m (public domain): admin 1 units, the land, and the units' outer line cut by neighbour.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

PER_DEGREE = 10_000
"""About 11 m; the lines themselves are good to 0.8 km in the middle."""
STEMS: dict[str, tuple[str, ...]] = {
    "UA-05": ("Vinnytsia", "Vinnitsa", "Vinnytsya"),
    "UA-07": ("Volyn", "Volhynia"),
    "UA-09": ("Luhansk", "Lugansk", "Luhanska", "Luhansk Oblast"),
    "UA-12": ("Dnipropetrovsk", "Dnepropetrovsk", "Dnipro", "Dnipropetrovska"),
    "UA-14": ("Donetsk", "Donetska"),
    "UA-18": ("Zhytomyr", "Zhitomir"),
    "UA-21": ("Zakarpattia", "Transcarpathian", "Transcarpathia"),
    "UA-23": ("Zaporizhzhia", "Zaporizhia", "Zaporizhzhya", "Zaporozhye", "Zaporozhia", "Zaporizka", "Zaporizhzhska"),
    "UA-26": ("Ivano-Frankivsk",),
    "UA-30": (),
    "UA-32": ("Kyiv", "Kiev", "Kyivska"),
    "UA-35": ("Kirovohrad", "Kropyvnytskyi", "Kirovograd"),
    "UA-40": (),
    "UA-43": ("Crimea", "Crimean"),
    "UA-46": ("Lviv", "Lvov"),
    "UA-48": ("Mykolaiv", "Nikolaev", "Mykolayiv", "Nikolayev", "Mykolaivska"),
    "UA-51": ("Odesa", "Odessa"),
    "UA-53": ("Poltava",),
    "UA-56": ("Rivne", "Rovno"),
    "UA-59": ("Sumy", "Sumska"),
    "UA-61": ("Ternopil",),
    "UA-63": ("Kharkiv", "Kharkov", "Kharkivska"),
    "UA-65": ("Kherson", "Khersonska"),
    "UA-68": ("Khmelnytskyi", "Khmelnytsky", "Khmelnitsky"),
    "UA-71": ("Cherkasy", "Cherkassy"),
    "UA-74": ("Chernihiv", "Chernigov"),
    "UA-77": ("Chernivtsi", "Chernovtsy"),
}
NAMES: dict[str, tuple[str, ...]] = {
    "UA-09": (
        "Luhansk People's Republic", "Lugansk People's Republic", "Luhansk Republic", "Lugansk Republic", "LPR", "LNR",
        "Luhanshchyna",
    ),
    "UA-14": ("Donetsk People's Republic", "Donetsk Republic", "DPR", "DNR", "Donechchyna"),
    "UA-12": ("Dnipropetrovshchyna",),
    "UA-59": ("Sumshchyna",),
    "UA-63": ("Kharkivshchyna", "Slobozhanshchyna"),
    "UA-65": ("Khersonshchyna",),
    "UA-43": ("Crimea", "the Crimea", "Crimean peninsula", "Crimean Peninsula", "Republic of Crimea"),
}  # fmt: skip
ABROAD = (
    (
        "RU-KRS",
        "Kursk Oblast",
        ("Kursk", "Kurska"),
        ("Kurshchyna", "Kursk direction", "Kursk sector", "Kursk axis", "Kursk front"),
    ),
    ("RU-BEL", "Belgorod Oblast", ("Belgorod", "Bilhorod"), ("Bilhorodshchyna",)),
    ("RU-BRY", "Bryansk Oblast", ("Bryansk", "Briansk"), ()),
    ("RU-VOR", "Voronezh Oblast", ("Voronezh",), ()),
    ("RU-ROS", "Rostov Oblast", ("Rostov",), ()),
)
JOINT = ({"names": ["Donbas", "Donbass", "Donbas region"], "codes": ["UA-14", "UA-09"]},)
CITIES = ("UA-30", "UA-40")
COUNTRY = "UA"


def regions_json(units: Path) -> dict[str, Any]:
    """Codes, names and the words that make names of them."""
    made: list[dict[str, Any]] = [{"code": COUNTRY, "name": "Ukraine", "by_name": False}]
    for feature in json.loads(units.read_text())["features"]:
        code, name = feature["properties"]["code"], feature["properties"]["name"]
        region: dict[str, Any] = {"code": code, "name": name, "stems": STEMS[code], "names": NAMES.get(code, ())}
        if code in CITIES:
            # The city's name means the place; its unit has the same name.
            region |= {"by_name": False}
        made.append(region)
    made += [{"code": c, "name": n, "covered": False, "stems": s, "names": x} for c, n, s, x in ABROAD]
    return {"regions": made, "joint": JOINT}


def outlines_json(units: Path, land: Path, borders: Path) -> dict[str, Any]:
    """All lines, each flat: lon, lat, lon, lat, … in ten-thousandths of a degree."""
    import shapely

    shapes = {
        f["properties"]["code"]: shapely.geometry.shape(f["geometry"])
        for f in json.loads(units.read_text())["features"]
    }
    regions = {code: _rings(shape) for code, shape in shapes.items()}
    regions[COUNTRY] = _rings(shapely.union_all(list(shapes.values()), grid_size=1e-7))
    around = [shapely.geometry.shape(f["geometry"]) for f in json.loads(land.read_text())["features"]]
    lines = [
        {"with": f["properties"]["with"], "line": _flat(part.coords)}
        for f in json.loads(borders.read_text())["features"]
        for part in shapely.get_parts(shapely.geometry.shape(f["geometry"]))
    ]
    return {
        "per_degree": PER_DEGREE,
        "regions": regions,
        "land": [ring for shape in around for ring in _rings(shape)],
        "borders": lines,
    }


def _rings(shape: Any) -> list[list[int]]:
    import shapely

    return [_flat(ring.coords) for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]


def _flat(coords: Any) -> list[int]:
    return [round(value * PER_DEGREE) for point in coords for value in point[:2]]
