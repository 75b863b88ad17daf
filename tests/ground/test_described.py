"""Any folder of maps with a source.toml: every format gives the same ground; another war needs no code."""

from __future__ import annotations

import json
import shlex
import shutil
from pathlib import Path

import alder_ground as alder
import alder_maps as maps
import numpy as np
import pytest
from shapely import box

from frontwatch.cli.main import run
from frontwatch.ground.errors import BadSource, DamagedMap
from frontwatch.ground.importing import import_maps
from frontwatch.ground.record import Record, record_of
from frontwatch.ground.sources.described import described

ALDERLAND = Path(__file__).parents[1] / "theatre" / "fixtures" / "alderland"
PLACES = alder.ALDERLAND.places
HELD = {  # day: Ashford, Birch, Cedar, Dogwood, as drawn in alder_maps
    "2024-03-01": ["AL", "AL", "AL", "BO"],
    "2024-03-02": ["AL", "BO", "BO", "BO"],
    "2024-03-03": ["AL", "BO", "BO", "BO"],
}


def holders(record: Record) -> dict[str, list[str]]:
    return {str(day): record.holder(PLACES.lon[:4], PLACES.lat[:4], n).tolist() for n, day in enumerate(record.days)}


@pytest.mark.parametrize("kind", maps.FORMATS)
def test_every_format_gives_the_same_ground(kind, tmp_path):
    record = record_of(import_maps(maps.folder(tmp_path / "m", kind)).table)
    assert holders(record) == HELD
    assert record.meta.name == "Watch maps" and record.meta.theatre == "alderland" and record.meta.delay_days == 1
    assert [layer.name for layer in record.meta.layers] == ["held BO", "contested", "claimed BO"]
    assert record.holder(30.1, 50.0, 1).tolist() == ["contested"], "claimed and grey: grey"
    assert not any("camp" in layer.name for layer in record.meta.layers)


def test_every_edge_is_the_same_whatever_the_format(tmp_path):
    found = [record_of(import_maps(maps.folder(tmp_path / kind, kind)).table) for kind in maps.FORMATS]
    names = ("x1", "y1", "x2", "y2", "layer", "first", "last")
    edges = [sorted(zip(*(record.columns[name].tolist() for name in names), strict=True)) for record in found]
    assert edges[0] and all(other == edges[0] for other in edges[1:])


@pytest.mark.parametrize("kind", maps.FORMATS)
def test_a_report_of_another_war_is_checked_without_code(kind, tmp_path, capsys, monkeypatch):
    """Import, check, and the command of every finding, which gives the finding's figures by itself."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    maps.folder(tmp_path / "maps", kind)
    shutil.copytree(ALDERLAND, tmp_path / "alderland")
    report = tmp_path / "report.txt"
    report.write_text(
        "Front report\n\nBorland's forces seized Birch on 2 March. Borland controls Dogwood. "
        "Borlandic troops captured Ashford.\n"
    )
    assert run(["ground", "import", "maps", "-o", "watch.record"]) == 0
    capsys.readouterr()
    asked = ["--published", "2024-03-03", "--theatre", "alderland", "--ground", "watch.record"]
    assert run(["check", "report.txt", *asked]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Watch maps by Institute of Watching" in told and "Birch held by Borland since 2 March 2024" in told
    assert run(["check", "report.txt", *asked, "--json"]) == 0
    findings = json.loads(capsys.readouterr().out)["claims"]
    verdicts = [finding["verdict"] for finding in findings]
    assert verdicts == ["supported", "supported", "contradicted"], "Ashford is claimed alone, and claimed is not held"
    for finding in findings:
        assert run(shlex.split(finding["query"])[1:]) == 0
        assert "Watch maps" in capsys.readouterr().out


def test_a_geopackage_of_many_days_is_a_record(tmp_path):
    """A layer a day; or, with day_attribute, one layer for all days."""
    maps.geopackage(tmp_path / "days.gpkg", {f"map_{day}": ground for day, ground in maps.DAYS.items()})
    (tmp_path / "about.toml").write_text(maps.DESCRIPTION)
    by_layer = record_of(import_maps(tmp_path / "days.gpkg", describe=tmp_path / "about.toml").table)
    assert holders(by_layer) == HELD
    every = [(status, polygon) for ground in maps.DAYS.values() for status, polygon in ground]
    days = [f"{day[:4]}-{day[4:6]}-{day[6:]}" for day, ground in maps.DAYS.items() for _ in ground]
    for kind in maps.FORMATS:
        maps.write(tmp_path / f"all.{kind}", every, day=days)
        (tmp_path / "about.toml").write_text('day_attribute = "day"\n' + maps.DESCRIPTION)
        by_day = record_of(import_maps(tmp_path / f"all.{kind}", describe=tmp_path / "about.toml").table)
        assert holders(by_day) == HELD, kind


def test_layers_on_files_of_their_own_known_by_name(tmp_path):
    text = maps.DESCRIPTION.replace('attribute = "status"', "several_files_a_day = true")
    folder = tmp_path / "m"
    maps.folder(folder, "geojson", {}, text)
    for day, ground in maps.DAYS.items():
        (folder / day).mkdir()
        for status, polygon in ground:
            maps.write(folder / day / f"{status}.geojson", [(status, polygon)])
    assert holders(record_of(import_maps(folder).table)) == HELD


def test_a_geopackage_with_a_layer_for_each_status(tmp_path):
    folder = tmp_path / "m"
    maps.folder(folder, "gpkg", {}, maps.DESCRIPTION.replace('attribute = "status"', ""))
    for day, ground in maps.DAYS.items():
        maps.geopackage(folder / f"map_{day}.gpkg", {status: [(status, polygon)] for status, polygon in ground})
    assert holders(record_of(import_maps(folder).table)) == HELD


def test_numbers_are_statuses_too(tmp_path):
    folder = maps.folder(tmp_path / "m", "geojson", description=maps.DESCRIPTION.replace("occupied =", '"2" ='))
    for file in folder.glob("*.geojson"):
        file.write_text(file.read_text().replace('"occupied"', "2"))
    assert holders(record_of(import_maps(folder).table)) == HELD


def test_a_corrected_day_is_a_later_version(tmp_path, capsys):
    """Only the day that was drawn anew counts as new, though all lie in one folder."""
    folder, out = maps.folder(tmp_path / "m", "gpkg"), tmp_path / "r.record"
    run(["ground", "import", str(folder), "-o", str(out)])
    (folder / "map_20240303.gpkg").unlink()
    maps.write(folder / "map_20240303.gpkg", [("occupied", box(29.9, 49.7, 31.0, 50.3))])
    capsys.readouterr()
    assert run(["ground", "import", str(folder), "-o", str(out), "--add"]) == 0
    assert "4 maps" in capsys.readouterr().out


KEYS = {
    "name": ('name = "Watch maps"', "", "missing required field `name`"),
    "empty": ('name = "Watch maps"', 'name = ""', "`name`"),
    "type": ("resolution_km = 0.3", 'resolution_km = "fine"', "`resolution_km`"),
    "negative": ("delay_days = 1", "delay_days = -1", "`delay_days`"),
    "not a number": ("resolution_km = 0.3", "resolution_km = nan", "resolution_km"),
    "unknown key": ("delay_days = 1", "delay = 1", "unknown field `delay`"),
    "bounds": ("[29.0, 49.0, 32.0, 51.0]", "[49.0, 29.0, 51.0]", "`bounds`"),
    "bounds turned": ("[29.0, 49.0, 32.0, 51.0]", "[32.0, 49.0, 29.0, 51.0]", "bounds is [west, south, east, north]"),
    "bounds nan": ("[29.0, 49.0, 32.0, 51.0]", "[nan, 49.0, 32.0, 51.0]", "bounds is [west, south, east, north]"),
    "holder": ('"held:BO"', '"hold:BO"', "holders.occupied is 'hold:BO'; write"),
    "no side": ('"claimed:BO"', '"claimed"', "holders.said is 'claimed'; write"),
    "only claims": ('occupied = "held:BO"\ngrey = "contested"\n', "", "[holders] needs 1 to 16 layers"),
    "twice": ('["camp"]', '["grey"]', "'grey' stands under [holders] and under ignore"),
    "no toml": ("name =", "name", "docs/sources.md"),
    "no text": ("[holders]", "[holders]\n\x00", "docs/sources.md"),
}


@pytest.mark.parametrize("fault", KEYS)
def test_a_faulty_description_is_told_by_its_key(fault, tmp_path, capsys):
    old, new, words = KEYS[fault]
    assert old in maps.DESCRIPTION
    folder = maps.folder(tmp_path / "m", "geojson", description=maps.DESCRIPTION.replace(old, new))
    assert run(["ground", "import", str(folder), "-o", str(tmp_path / "r.record")]) == 2
    told = capsys.readouterr().err
    assert words in told and "source.toml" in told and told.count("\n") == 1


def test_a_description_that_is_not_there_or_too_long_is_told(tmp_path):
    with pytest.raises(BadSource, match="cannot be read"):
        described(tmp_path / "no.toml")
    (tmp_path / "long.toml").write_text("#" * 100_000)
    with pytest.raises(BadSource, match="too long"):
        described(tmp_path / "long.toml")


@pytest.mark.parametrize("kind", maps.FORMATS)
@pytest.mark.parametrize(
    ("ground", "words"),
    [
        ([("new", box(30.5, 49.7, 31.0, 50.3))], "ground whose status is 'new', of which source.toml tells nothing"),
        ([("occupied", box(49.7, 30.5, 50.3, 31.0))], "outside the theatre"),
        ([("camp", box(30.5, 49.7, 31.0, 50.3))], "shows no ground at all"),
    ],
)
def test_a_map_that_cannot_be_read_is_named(kind, ground, words, tmp_path):
    folder = maps.folder(tmp_path / "m", kind, {**maps.DAYS, "20240304": ground})
    with pytest.raises(DamagedMap) as damaged:
        import_maps(folder)
    assert words in str(damaged.value) and "0304" in str(damaged.value).replace("-", "")
    assert len(import_maps(folder, skip_damaged=True).table.days) == 3


@pytest.mark.parametrize("kind", ["gpkg", "shp", "fgb", "parquet"])
def test_another_coordinate_system_is_refused(kind, tmp_path):
    folder = maps.folder(tmp_path / "m", kind)
    for file in folder.glob("map_20240302.*"):
        file.unlink()
    maps.write(folder / f"map_20240302.{kind}", maps.DAYS["20240302"], crs="EPSG:3857")
    with pytest.raises(DamagedMap, match=r"coordinate system that is .*3857; give longitude and latitude in WGS84"):
        import_maps(folder)


def test_geojson_that_names_another_coordinate_system_is_refused(tmp_path):
    folder = maps.folder(tmp_path / "m", "geojson")
    file = folder / "map_20240302.geojson"
    told = json.loads(file.read_text())
    for crs, refused in (("urn:ogc:def:crs:OGC:1.3:CRS84", False), ("urn:ogc:def:crs:EPSG::3857", True)):
        file.write_text(json.dumps({**told, "crs": {"type": "name", "properties": {"name": crs}}}))
        assert len(import_maps(folder, skip_damaged=True).skipped) == refused


def test_a_shapefile_without_a_coordinate_system_is_refused(tmp_path):
    folder = maps.folder(tmp_path / "m", "shp")
    (folder / "map_20240302.prj").unlink()
    with pytest.raises(DamagedMap, match="coordinate system that is not told"):
        import_maps(folder)


@pytest.mark.parametrize("kind", ["gpkg", "shp", "fgb"])
def test_a_file_is_not_given_to_gdal_under_a_false_name(kind, tmp_path):
    """GDAL would follow a virtual file wherever it points."""
    folder = maps.folder(tmp_path / "m", "geojson")
    (folder / f"map_20240304.{kind}").write_text("<OGRVRTDataSource><OGRVRTLayer name='x'/></OGRVRTDataSource>")
    with pytest.raises(DamagedMap, match="by its first bytes"):
        import_maps(folder)


def test_a_view_in_a_geopackage_is_refused(tmp_path):
    import sqlite3

    folder = maps.folder(tmp_path / "m", "gpkg")
    with sqlite3.connect(folder / "map_20240302.gpkg") as opened:
        opened.execute("CREATE VIEW endless AS SELECT 1")
    opened.close()
    with pytest.raises(DamagedMap, match="has a view"):
        import_maps(folder)


def test_sizes_are_bounded(tmp_path, monkeypatch):
    from frontwatch.ground.sources import sheets

    for kind in maps.FORMATS:
        folder = maps.folder(tmp_path / kind, kind)
        with monkeypatch.context() as patched:
            patched.setattr(sheets, "MAX_FEATURES" if kind != "geojson" else "MAX_MAP_BYTES", 1)
            with pytest.raises(DamagedMap, match="more than a map can be"):
                import_maps(folder)
    monkeypatch.setattr(sheets, "MAX_SHEETS", 2)
    with pytest.raises(BadSource, match="more than 2 files"):
        import_maps(folder)


def test_a_file_that_may_show_a_part_of_any_day_cannot_be_left_out(tmp_path):
    text = 'day_attribute = "day"\nseveral_files_a_day = true\n' + maps.DESCRIPTION
    folder = maps.folder(tmp_path / "m", "geojson", {}, text)
    maps.write(folder / "north.geojson", maps.DAYS["20240302"], day=["2024-03-02"] * 3)
    (folder / "south.geojson").write_text("{")
    with pytest.raises(BadSource, match="cannot be left out"):
        import_maps(folder, skip_damaged=True)


def test_a_day_attribute_that_is_no_day_spoils_only_the_days_of_its_file(tmp_path):
    text = 'day_attribute = "day"\nseveral_files_a_day = true\n' + maps.DESCRIPTION
    folder = maps.folder(tmp_path / "m", "geojson", {}, text)
    maps.write(folder / "a.geojson", maps.DAYS["20240302"], day=["2024-03-01", "2024-03-02", "2024-03-02"])
    maps.write(folder / "b.geojson", maps.DAYS["20240303"], day=["yesterday", "2024-03-02"])
    with pytest.raises(DamagedMap, match="whose day is 'yesterday', which is no day"):
        import_maps(folder)
    imported = import_maps(folder, skip_damaged=True)
    assert [str(d) for d in imported.table.days] == ["2024-03-01"]


def test_what_contradicts_itself_is_refused(tmp_path, capsys):
    folder = maps.folder(tmp_path / "m", "geojson")
    about = folder / "source.toml"
    arguments = ["ground", "import", str(folder), "-o", str(tmp_path / "r.record"), "--describe", str(about)]
    assert run([*arguments, "--source", "isw"]) == 2
    assert "named (isw) or described" in capsys.readouterr().err
    assert run([*arguments, "--column", "status"]) == 2
    assert "is no table of settlements" in capsys.readouterr().err
    (folder / "map_20240303 again.geojson").write_text((folder / "map_20240302.geojson").read_text())
    assert run(arguments) == 2
    assert "is of the same day as" in capsys.readouterr().err


def test_one_file_without_a_description_is_refused(tmp_path, capsys):
    maps.geopackage(tmp_path / "days.gpkg", {"map_20240301": maps.DAYS["20240301"]})
    assert run(["ground", "import", str(tmp_path / "days.gpkg"), "-o", str(tmp_path / "r.record")]) == 2
    assert "must be told with --describe FILE.toml" in capsys.readouterr().err


def test_heights_and_points_are_dropped(tmp_path):
    """As WKB of three numbers, whichever way its kind is told."""
    import shapely

    from frontwatch.ground.sources.geojson import drawn_of
    from frontwatch.ground.sources.polygons import Bounds, polygons_of

    flat = box(30, 50, 31, 51)
    high = shapely.force_3d(flat, 7.0)

    def read(data):
        return polygons_of(drawn_of(data, "x"), "x", Bounds(29, 49, 32, 52)).polygons

    for flavour in ("iso", "extended"):
        for order in (0, 1):
            for shape in (high, shapely.MultiPolygon([high])):
                data = shapely.to_wkb(shape, flavor=flavour, byte_order=order, output_dimension=3)
                assert [p.equals(flat) for p in read(data)] == [True]
    with_srid = shapely.to_wkb(shapely.set_srid(flat, 4326), include_srid=True)
    assert read(with_srid)[0].equals(flat)
    assert read(shapely.to_wkb(shapely.Point(30, 50))) == []
    for shape in (shapely.LineString([(30, 50), (31, 51)]), shapely.GeometryCollection([flat])):
        with pytest.raises(DamagedMap, match="where ground is drawn"):
            read(shapely.to_wkb(shape))
    data = shapely.to_wkb(shapely.Polygon([(30, 50), (31, 50), (30.5, 51), (30, 50)])).replace(
        np.float64(30.5).tobytes(), np.float64("nan").tobytes()
    )
    with pytest.raises(DamagedMap, match="not on Earth"):
        read(data)


def test_the_docs_describe_every_key_and_every_source(tmp_path):
    """The example of docs/sources.md is read as it stands, and names all keys that there are."""
    from frontwatch.ground.sources.described import Told
    from frontwatch.ground.sources.sources import SOURCES

    told = (Path(__file__).parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")
    example = told.split("```toml\n")[1].split("```")[0]
    (tmp_path / "source.toml").write_text(example)
    assert described(tmp_path / "source.toml").META.name == "Watch maps"
    assert all(f"\n{key} = " in f"\n{example}" or f"[{key}]" in example for key in Told.__struct_fields__)
    assert all(f"| `{source.NAME}` |" in told for source in SOURCES)
