"""`frontwatch recheck`: makes a saved check again and lists the verdicts that changed, each with its reason."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

import click

from frontwatch.cli.documents import given_report
from frontwatch.cli.options import DAY, SHIPPED, json_option, open_theatre_and_record, record_path
from frontwatch.model import FrontwatchError

if TYPE_CHECKING:
    from frontwatch.claims.saved import Saved, SavedRecord
    from frontwatch.ground.record import Record
    from frontwatch.model import Figure, Finding
    from frontwatch.rechecking import Changed, Rechecked

NOTHING_CHANGED, CHANGED = 0, 1


@click.command()
@click.argument("saved", metavar="FILE.json", type=click.Path(path_type=Path))
@click.argument("report", required=False)
@click.option(
    "--ground", "grounds", metavar="RECORD", multiple=True,
    help="A record to test on in place of the check's; may be repeated, in the check's order.",
)  # fmt: skip
@click.option("--known-by", type=DAY, help="Use maps published by this day too: those since the check as well.")
@click.option(
    "--claims", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="The file of claims that the check was given; else it is looked for beside FILE.json.",
)  # fmt: skip
@click.option("--theatre", metavar="NAME|FOLDER", help="The theatre; else the one that FILE.json names.")
@click.option(
    "-o", "output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Also write the new answer to this file, as `check --json` prints it.",
)  # fmt: skip
@json_option
def recheck(
    saved: Path,
    report: str | None,
    grounds: tuple[str, ...],
    known_by: date | None,
    claims: Path | None,
    theatre: str | None,
    output: Path | None,
    as_json: bool,
) -> int:
    """Make a saved check again and list the verdicts that changed, and why each did.

    FILE.json is what `frontwatch check REPORT --json` printed; REPORT is the same report, else it is looked for
    beside FILE.json under the name it had. The records are those of the check, else those given. The reason is a
    correction, a later map, another record, or newer code. Exit code 0 where nothing changed, 1 where something did.

    \b
    Example:
      frontwatch recheck article.json
      frontwatch recheck article.json article.txt --known-by 2026-01-31
    """
    from frontwatch.claims.saved import MOST_BYTES, read_saved
    from frontwatch.rechecking import recheck as make_again

    with saved.open("rb") as file:
        before = read_saved(file.read(MOST_BYTES + 1), saved.name)
    data, name = _report(before, saved, report)
    stage = theatre or before.report.theatre.name
    found = make_again(
        before,
        data,
        _records(stage, before, grounds, saved.name),
        name=name,
        theatre=stage,
        claims=_claims(before, saved, claims),
        known_by=known_by,
        former=_former(stage, before, grounds),
    )
    if output is not None:
        from frontwatch.cli.output import write_whole
        from frontwatch.showing.json import to_json

        write_whole(output, to_json(found.report))
    click.echo(_json(before, found) if as_json else _text(before, found))
    if output is not None and not as_json:
        click.echo(f"The new answer: {output}")
    return CHANGED if found.changed or found.appeared or found.vanished else NOTHING_CHANGED


# ------------------------------------------------------------------ what the check was made of


def _report(before: Saved, file: Path, given: str | None) -> tuple[bytes, str]:
    """The report that was checked, and its name.

    Raises: FrontwatchError: it is not found, or is not the one that was checked.
    """
    named = before.report.name
    beside = file.parent / Path(named).name if named else file.parent / "report"
    if given is None and not beside.is_file():
        raise FrontwatchError(
            f"{file.name}: the report it checked ({named or 'without a name'}) is not beside it; give the report as "
            "the second argument."
        )
    data, _ = given_report(given or str(beside), None)
    if hashlib.sha256(data).hexdigest() != before.report.sha256.lower():
        raise FrontwatchError(
            f"{given or beside}: this is not the report that {file.name} checked: its SHA-256 is "
            f"{hashlib.sha256(data).hexdigest()[:8]}…, not {before.report.sha256[:8]}…; give that report."
        )
    return data, named


def _claims(before: Saved, file: Path, given: Path | None) -> Path | None:
    """The file of claims that was tested in place of those read; None where none was."""
    used = before.report.options.get("claims")
    found = given or (file.parent / Path(used).name if used else None)
    if found is not None and not found.is_file():
        raise FrontwatchError(f"{file.name}: it tested the claims of {used or found}; give that file with --claims.")
    return found


def _records(theatre: str, before: Saved, grounds: tuple[str, ...], name: str) -> list[tuple[Record, str]]:
    """The records to test on and where each is."""
    paths = list(grounds) or [_path_of(record, name) for record in before.records] or [SHIPPED]
    found = []
    for path in paths:
        stage, record = open_theatre_and_record(theatre, path)
        found.append((record, path if path == SHIPPED else record_path(stage, path)))
    return found


def _former(theatre: str, before: Saved, grounds: tuple[str, ...]) -> list[Record]:
    """The records of the check, where others were given and these are still what they were; else none."""
    found: list[Record] = []
    for saved in before.records if grounds else ():
        if saved.path is None:
            return []
        try:
            _, record = open_theatre_and_record(theatre, saved.path or SHIPPED, saved.hash)
        except FrontwatchError:
            return []
        found.append(record)
    return found


def _path_of(record: SavedRecord, name: str) -> str:
    if record.path is None:
        raise FrontwatchError(f"{name}: it does not tell where {record.name} is; give the record with --ground.")
    if record.path and not Path(record.path).is_file():
        raise FrontwatchError(
            f"{name}: the record {record.name} is not at {record.path} any more; give it with --ground."
        )
    return record.path or SHIPPED


# ------------------------------------------------------------------ told


def _text(before: Saved, found: Rechecked) -> str:
    report, count = before.report, len(found.changed)
    changed = f"{count} verdict{'' if count == 1 else 's'} changed" if count else "no verdict changed"
    lines = [
        fill(f"{report.name or 'The report'}, published {report.published}: {changed}, {found.same} as before.", 80),
        *_records_told(before, found),
    ]
    for one in found.changed:
        lines += ["", *_changed_told(found, one)]
    for what, quotes in (
        ("Read now and not then", [(f.claim.quote, f.verdict) for f in found.appeared]),
        ("Read then and not now", [(c.quote, c.verdict) for c in found.vanished]),
    ):
        if quotes:
            lines += ["", f"{what} (newer code: the reader)"]
            lines += [_wrapped(f"“{_short(quote)}” {verdict}", "  ", "    ") for quote, verdict in quotes]
    return "\n".join(lines)


def _records_told(before: Saved, found: Rechecked) -> list[str]:
    now = [f"{r.name} {r.hash[:8]}, to {r.last_day}" for r in found.report.records]
    then = [f"{r.name} {r.hash[:8]}, to {r.last_day}" for r in before.records]
    if now == then:
        return [_wrapped(f"Record: {'; '.join(now)}, the same as then.", "", "  ")]
    return [_wrapped(f"Record: {'; '.join(now)}.", "", "  "), _wrapped(f"Then: {'; '.join(then) or 'none'}.", "", "  ")]


def _changed_told(found: Rechecked, one: Changed) -> list[str]:
    number = found.report.findings.index(one.now) + 1
    return [
        _wrapped(f"“{_short(one.then.quote)}”", f"{number:>2}  ", "    "),
        f"    {one.then.verdict} -> {one.now.verdict}",
        _wrapped(f"Why:  {one.reason}: {_one_line(one.evidence)}.", "      ", "            "),
        _wrapped(f"Then: {_one_line(one.then.reason).replace('.; ', '. ')}", "      ", "            "),
        _wrapped(f"Now:  {_one_line(one.now.reason)}", "      ", "            "),
        *([f"      $ {one.now.query}"] if one.now.query else []),
    ]


def _wrapped(words: str, first: str, further: str) -> str:
    return fill(words, 80, initial_indent=first, subsequent_indent=further, break_on_hyphens=False)


def _one_line(words: str) -> str:
    from frontwatch.showing.table import one_line

    return one_line(words)


def _short(quote: str) -> str:
    words = _one_line(quote)
    return words if len(words) <= 90 else words[:90].rsplit(" ", 1)[0] + " …"


def _json(before: Saved, found: Rechecked) -> str:
    told = {
        "report": {"name": before.report.name, "sha256": before.report.sha256, "published": before.report.published},
        "version": {"then": before.report.version, "now": found.report.version},
        "theatre": {"then": before.report.theatre.hash, "now": found.report.theatre_hash},
        "records": {
            "then": [{"name": r.name, "hash": r.hash, "last_day": r.last_day} for r in before.records],
            "now": [{"name": r.name, "hash": r.hash, "last_day": r.last_day} for r in found.report.records],
        },
        "same": found.same,
        "changed": [_changed_json(found, one) for one in found.changed],
        "appeared": [_finding_json(f) for f in found.appeared],
        "vanished": [{"kind": c.kind, "quote": c.quote, "verdict": c.verdict} for c in found.vanished],
    }
    return json.dumps(told, ensure_ascii=False, indent=1, default=lambda moment: moment.isoformat())


def _changed_json(found: Rechecked, one: Changed) -> dict[str, Any]:
    then, now = one.then, one.now
    return {
        "claim": found.report.findings.index(now) + 1,
        "kind": then.kind,
        "quote": then.quote,
        "why": one.reason,
        "evidence": one.evidence,
        "then": {
            "verdict": then.verdict,
            "reason": then.reason,
            "figures": [{"name": f.name, "value": f.value, "unit": f.unit} for f in then.figures],
            "map": {"day": then.map.day, "sha256": then.map.sha256} if then.map else None,
        },
        "now": {**_finding_json(now), "query": now.query},
    }


def _finding_json(f: Finding) -> dict[str, Any]:
    return {
        "kind": f.claim.kind,
        "quote": f.claim.quote,
        "verdict": f.verdict,
        "reason": f.reason,
        "figures": [_figure(figure) for figure in f.figures],
        "map": {"day": f.map.day, "sha256": f.map.sha256} if f.map else None,
    }


def _figure(f: Figure) -> dict[str, Any]:
    return {"name": f.name, "value": f.value, "unit": f.unit}
