"""Whether a record's layers can overlap: where they cannot, areas add up edge by edge."""

from __future__ import annotations

from frontwatch.ground.record import Record


def layers_apart(record: Record) -> bool:
    """True where one side's ground is drawn, and contested ground at most: an import leaves of that what no side holds.

    Two sides may be drawn as holding the same ground, and then nobody's word decides. Claimed layers hold nothing.
    """
    drawn = [layer for layer in record.meta.layers if layer.status != "claimed"]
    return sum(layer.status == "held" for layer in drawn) <= 1 and len(drawn) <= 2
