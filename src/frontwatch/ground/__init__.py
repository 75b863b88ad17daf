"""The ground: what the public maps say of who held what, when, and the measures of it."""

from frontwatch.ground.record import Record, open_record

__all__ = ["Record", "open_record"]
