"""Damaged and hostile sources: one clear sentence each, no file written, nothing lost."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from pathlib import Path

import drawn
import pytest

from frontwatch.cli.main import run
from frontwatch.ground.record import open_record

GOOD = drawn.daily(drawn.square(0, 0))


def with_geometry(kind: str, coordinates: object) -> str:
    feature = {"type": "Feature", "properties": {}, "geometry": {"type": kind, "coordinates": coordinates}}
    return json.dumps({"type": "FeatureCollection", "features": [feature]})


BOW_TIE = [[[36.0, 48.0], [37.0, 49.0], [37.0, 48.0], [36.0, 49.0], [36.0, 48.0]]]
DAMAGE = {
    "truncated": (json.dumps(GOOD)[:80], "cut short or no JSON"),
    "not json": ("<html>503</html>", "cut short or no JSON"),
    "bytes": (b"\xff\xfe\x00", "cut short or no JSON"),
    "deep": ("[" * 100_000, "JSON"),
    "no collection": ('{"type": "Topology"}', "no GeoJSON FeatureCollection"),
    "list": ("[]", "no GeoJSON FeatureCollection"),
    "line": (with_geometry("LineString", [[36.0, 48.0], [37.0, 48.0]]), "has a LineString where ground is drawn"),
    "unknown type": (with_geometry("Curve", []), "geometry that is no ground"),
    "null geometry": ('{"type": "FeatureCollection", "features": [{"properties": {}, "geometry": null}]}', "no ground"),
    "deep geometry": (with_geometry("Polygon", "X").replace('"X"', "[" * 5000 + "]" * 5000), "no JSON"),
    "bow-tie": (with_geometry("Polygon", BOW_TIE), "ring that crosses itself"),
    "open ring": (with_geometry("Polygon", [[[36.0, 48.0], [36.1, 48.0], [36.1, 48.1], [36.0, 48.1]]]), "not closed"),
    "short ring": (with_geometry("Polygon", [[[36.0, 48.0], [36.1, 48.0], [36.0, 48.0]]]), "not closed or too short"),
    "one number": (with_geometry("Polygon", [[[36.0], [36.1], [36.2], [36.0]]]), "ring"),
    "ragged": (with_geometry("Polygon", [[[36.0, 48.0], [36.1], [36.1, 48.1], [36.0, 48.0]]]), "not all longitude"),
    "text": (with_geometry("Polygon", [[["a", "b"]] * 4]), "no ground"),
    "no ring": (with_geometry("Polygon", []), "without a ring"),
    "empty map": ('{"type": "FeatureCollection", "features": []}', "no ground at all"),
    "only points": (with_geometry("Point", [36.0, 48.0]), "no ground at all"),
    "out of range": (with_geometry("Polygon", [[[360.0, 48.0], [361.0, 48.0], [361.0, 49.0], [360.0, 48.0]]]), "Earth"),
    "swapped": (
        with_geometry("Polygon", [[[48.0, 36.0], [49.0, 36.0], [49.0, 37.0], [48.0, 36.0]]]),
        "outside the theatre",
    ),
    "huge": (with_geometry("Polygon", [[[1e300, 48.0], [36.1, 48.0], [36.1, 48.1], [1e300, 48.0]]]), "not on Earth"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_map_is_named_and_the_rest_can_be_imported(damage, tmp_path, capsys):
    content, words = DAMAGE[damage]
    maps = drawn.folder(tmp_path / "maps", [GOOD, GOOD])
    bad = maps / "map_20240303.geojson"
    bad.write_bytes(content if isinstance(content, bytes) else content.encode())
    out = tmp_path / "r.parquet"
    assert run(["ground", "import", str(maps), "-o", str(out)]) == 2
    told = capsys.readouterr().err
    assert "map_20240303.geojson" in told
    assert words in told
    assert told.count("\n") == 1
    assert "Traceback" not in told
    assert not out.exists()
    assert run(["ground", "import", str(maps), "-o", str(out), "--skip-damaged"]) == 0
    listed = capsys.readouterr().out
    assert "Left out map_20240303.geojson" in listed
    assert "1 left out" in listed
    assert len(open_record(out)) == 2


def test_a_slip_of_the_hand_is_repaired(tmp_path):
    """A hole that sticks a metre out of its shell: repairing it moves next to nothing, so the map stands."""
    shell = [[36.0, 48.0], [36.1, 48.0], [36.1, 48.1], [36.0, 48.1], [36.0, 48.0]]
    hole = [[36.05, 48.05], [36.06, 48.05], [36.10001, 48.055], [36.05, 48.06], [36.05, 48.05]]
    maps = tmp_path / "maps"
    maps.mkdir()
    (maps / "20240301.geojson").write_text(with_geometry("Polygon", [shell, hole]))
    assert run(["ground", "import", str(maps), "-o", str(tmp_path / "r.parquet")]) == 0
    held = open_record(tmp_path / "r.parquet").holder([36.02, 36.055], [48.02, 48.055], 0).tolist()
    assert held == ["RU", "UA"]


def test_a_day_given_twice_is_refused(tmp_path, capsys):
    maps = drawn.folder(tmp_path / "maps", [GOOD])
    (maps / "other_20240301.geojson").write_text(json.dumps(drawn.daily(drawn.square(30, 0))))
    assert run(["ground", "import", str(maps), "-o", str(tmp_path / "r.parquet")]) == 2
    assert "is of the same day as map_20240301.geojson but differs" in capsys.readouterr().err


def test_a_day_given_twice_by_one_name_is_refused(tmp_path, capsys):
    """An archive may hold two members of one name."""
    path = tmp_path / "m.zip"
    with zipfile.ZipFile(path, "w") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        for x in (0, 30):
            archive.writestr("map_20240301.geojson", json.dumps(drawn.daily(drawn.square(x, 0))))
    assert run(["ground", "import", str(path), "-o", str(tmp_path / "r.parquet")]) == 2
    assert "is of the same day as map_20240301.geojson but differs" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name, words", [("map.geojson", "no day in its name"), ("map_20240231.geojson", "impossible day")]
)
def test_a_map_without_a_possible_day_is_refused(name, words, tmp_path, capsys):
    maps = drawn.folder(tmp_path / "maps", [GOOD])
    (maps / name).write_text(json.dumps(GOOD))
    assert run(["ground", "import", str(maps), "-o", str(tmp_path / "r.parquet")]) == 2
    assert words in capsys.readouterr().err


def test_a_folder_without_a_map_is_refused(tmp_path, capsys):
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "README.txt").write_text("hello")
    for flags in ([], ["--skip-damaged"]):
        assert run(["ground", "import", str(tmp_path / "maps"), "-o", str(tmp_path / "r.parquet"), *flags]) == 2
        assert "holds no map" in capsys.readouterr().err


def test_a_folder_of_damaged_maps_only_makes_no_record(tmp_path, capsys):
    maps = drawn.folder(tmp_path / "maps", [{"type": "FeatureCollection", "features": []}])
    assert run(["ground", "import", str(maps), "-o", str(tmp_path / "r.parquet"), "--skip-damaged"]) == 2
    assert "holds no map (1 damaged)" in capsys.readouterr().err


def test_a_publisher_nobody_knows_is_refused(tmp_path, capsys):
    maps = tmp_path / "maps"
    maps.mkdir()
    unknown = drawn.published(("#123456", "?", drawn.square(0, 0)))
    (maps / "20240301.geojson").write_text(json.dumps(unknown))
    assert run(["ground", "import", str(maps), "-o", str(tmp_path / "r.parquet")]) == 2
    assert "drawn in no way that this version reads" in capsys.readouterr().err


def test_a_colour_nobody_knows_is_not_guessed(tmp_path, capsys):
    maps = tmp_path / "maps"
    maps.mkdir()
    known = ("#a52714", "Окуповано", drawn.square(0, 0))
    odd = drawn.published(known, known, ("#123456", "новий", drawn.square(20, 0)))
    (maps / "20240301.geojson").write_text(json.dumps(odd))
    assert run(["ground", "import", str(maps), "-o", str(tmp_path / "r.parquet")]) == 2
    assert "colour #123456" in capsys.readouterr().err


def packed(path: Path, members: dict[str, bytes]) -> Path:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in members.items():
                archive.writestr(name, data)
    else:
        with tarfile.open(path, "w:xz") as archive:
            for name, data in members.items():
                member = tarfile.TarInfo(name)
                member.size = len(data)
                archive.addfile(member, io.BytesIO(data))
    return path


@pytest.mark.parametrize("kind", ["m.zip", "m.tar.xz"])
@pytest.mark.parametrize(
    "path", ["../20240302.geojson", "/etc/20240302.geojson", "a/../../20240302.geojson", "C:\\20240302.geojson"]
)
def test_a_path_outside_the_archive_is_refused_whole(kind, path, tmp_path, capsys):
    source = packed(tmp_path / kind, {"20240301.geojson": json.dumps(GOOD).encode(), path: json.dumps(GOOD).encode()})
    for flags in ([], ["--skip-damaged"]):
        assert run(["ground", "import", str(source), "-o", str(tmp_path / "r.parquet"), *flags]) == 2
        assert "leads out of the archive" in capsys.readouterr().err
    assert sorted(p.name for p in tmp_path.iterdir()) == [kind]


@pytest.mark.parametrize("kind", ["m.zip", "m.tar.xz"])
def test_a_bomb_is_not_unpacked(kind, tmp_path, capsys, monkeypatch):
    import frontwatch.ground.sources.files as files

    monkeypatch.setattr(files, "MAX_MAP_BYTES", 1 << 20)
    source = packed(tmp_path / kind, {"20240301.geojson": bytes(2 << 20)})
    assert run(["ground", "import", str(source), "-o", str(tmp_path / "r.parquet")]) == 2
    assert "unpacks to more than a map can be" in capsys.readouterr().err


def test_many_maps_that_are_too_much_together_are_refused(tmp_path, capsys, monkeypatch):
    import frontwatch.ground.sources.files as files

    monkeypatch.setattr(files, "MAX_TOTAL_BYTES", 1000)
    members = {f"2024030{n}.geojson": json.dumps(GOOD).encode() for n in range(1, 9)}
    assert run(["ground", "import", str(packed(tmp_path / "m.zip", members)), "-o", str(tmp_path / "r.parquet")]) == 2
    assert "may be a zip bomb" in capsys.readouterr().err


def test_a_link_in_an_archive_is_refused(tmp_path, capsys):
    source = tmp_path / "m.tar"
    with tarfile.open(source, "w") as archive:
        member = tarfile.TarInfo("20240301.geojson")
        member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(member)
    assert run(["ground", "import", str(source), "-o", str(tmp_path / "r.parquet")]) == 2
    assert "link or a device" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["m.zip", "m.tar.xz", "m.tar.gz"])
def test_an_archive_cut_short_is_refused(kind, tmp_path, capsys):
    source = tmp_path / kind
    members = {f"2024030{n}.geojson": json.dumps(GOOD).encode() * 50 for n in range(1, 9)}
    packed(source, members)
    source.write_bytes(source.read_bytes()[: source.stat().st_size // 2])
    assert run(["ground", "import", str(source), "-o", str(tmp_path / "r.parquet")]) == 2
    told = capsys.readouterr().err
    assert "m." in told
    assert "Traceback" not in told
    assert not (tmp_path / "r.parquet").exists()


def test_a_pdf_is_no_source(tmp_path, capsys):
    (tmp_path / "m.pdf").write_bytes(b"%PDF-1.4")
    assert run(["ground", "import", str(tmp_path / "m.pdf"), "-o", str(tmp_path / "r.parquet")]) == 2
    assert "neither a folder nor a whole" in capsys.readouterr().err
