"""`frontwatch population`: how many people lived in a place, by which count."""

from __future__ import annotations

import click

from frontwatch.cli.options import json_option, theatre_option
from frontwatch.cli.place import place_named


@click.command()
@click.argument("name")
@theatre_option
@json_option
def population(name: str, theatre: str, as_json: bool) -> None:
    """Tell how many people lived in a place before the war: the official count, else the gazetteer's figure.

    \b
    Example:
      frontwatch population Pokrovsk
    """
    from frontwatch.model import Figure
    from frontwatch.showing.measure import measure_json
    from frontwatch.theatre.theatre import open_theatre

    stage = open_theatre(theatre)
    asked = place_named(stage, name)
    official = stage.population(asked.id)
    residents = official.residents if official else asked.population
    source = official.source if official else "GeoNames, of no stated year"
    figures = (Figure("residents", residents, "people", official.day if official else None, source),)
    if as_json:
        click.echo(measure_json(None, on=None, m=None, figures=figures))
        return
    click.echo(f"{asked.name}: {residents:,} residents ({source})")
