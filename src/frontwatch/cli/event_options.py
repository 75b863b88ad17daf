"""The options that name an event in place of a question in words, for any command that takes one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from frontwatch.cli.options import DAY

F = TypeVar("F", bound=Callable[..., Any])

OPTIONS = (
    click.option("--place", "places", metavar="PLACE", multiple=True, help="A name, a number or LON,LAT; repeatable."),
    click.option("--side", metavar="SIDE", help="Who would hold it."),
    click.option("--by", type=DAY, help="The last day on which it may come; else a year ahead."),
    click.option("--part", type=click.Choice(["centre", "any", "all"]), help="What of the place; else its centre."),
    click.option("--of", type=click.Choice(["all", "any", "in_order"]), help="Of several places; else all."),
    click.option("--within", metavar="KM", type=click.FloatRange(0.1, 500), help="The front comes so near the place."),
    click.option("--region", metavar="REGION", help="A region, with --share or --taken."),
    click.option("--share", metavar="PERCENT", type=click.FloatRange(0.1, 100), help="So much of it is held."),
    click.option("--taken", metavar="KM2", type=click.FloatRange(0, 1e6), help="Net gain of more than so many km²."),
    click.option("--sector", metavar="SECTOR", help="With --taken: the gain in this sector."),
)


def event_options(command: F) -> F:
    """All of them, in this order; the command takes them as `**named` and hands them to `ask_event.Named`."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command
