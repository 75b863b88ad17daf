"""Numbers that tune the asking room, each with its reason."""

from __future__ import annotations

# ------------------------------------------------------------------ resolution
ALL_OF_DISC = 0.9
"""Share of a place's disc that is all of it, as for a claim of full control (DESIGN.md)."""
CONFIRM_WITHIN_DAYS = 30
"""Maps so long after the question's last day, and its days of persistence, are looked at for the one that confirms."""
AUDIT_NEAR_KM = 10.0
"""An island or jump whose middle lies so near the place is told with the resolution."""
