"""The line under a measure that says whose maps gave it."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from frontwatch.ground.record import Record


def tell_credit(record: Record) -> None:
    """Print how to credit the record's source, with its address."""
    credit = (record.meta.credit or record.meta.publisher).rstrip(".")
    click.echo(textwrap.fill(f"Source: {credit}.", 80, subsequent_indent="  "))
