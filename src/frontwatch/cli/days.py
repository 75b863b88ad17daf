"""`frontwatch days`: the theatre's key days, from which durations count."""

from __future__ import annotations

from datetime import date

import click

from frontwatch.cli.options import json_option, on_option, theatre_option
from frontwatch.model import FrontwatchError


@click.command()
@click.argument("key", required=False)
@on_option
@theatre_option
@json_option
def days(key: str | None, on: date | None, theatre: str, as_json: bool) -> None:
    """List the theatre's key days, or tell how many days one of them lay back (or its battle lasted) on a day.

    \b
    Example:
      frontwatch days invasion --on 2025-06-28
    """
    from frontwatch.model import Figure
    from frontwatch.showing.measure import measure_json
    from frontwatch.theatre.theatre import open_theatre

    stage = open_theatre(theatre)
    if key is None:
        for one in stage.key_days:
            click.echo(f"{one.id:<24} {one.day} {f'to {one.end}' if one.end else '':<13} {one.name} ({one.source})")
        return
    found = next((k for k in stage.key_days if k.id == key), None)
    if found is None:
        raise FrontwatchError(f"No key day of theatre {stage.name} is called {key!r}; `frontwatch days` lists them.")
    if on is None:
        raise FrontwatchError("Counting days needs the day to count to; give it with --on YYYY-MM-DD.")
    lasted = (min(on, found.end or on) - found.day).days
    figures = (Figure("days", lasted, "days", found.day, found.source),)
    if as_json:
        click.echo(measure_json(None, on=on, m=None, figures=figures))
        return
    click.echo(f"{found.name}, from {found.day}: {lasted} days by {on} ({found.source})")
