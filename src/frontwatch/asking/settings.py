"""Numbers that tune the asking room, each with its reason."""

from __future__ import annotations

# ------------------------------------------------------------------ the grid and the sample
CELL_KM = 2.0
"""Width of a cell: half of what a month's advance moves the front, and 150,000 of them fit the theatre."""
LATTICE_STEP = 2
"""Every second cell is a terrain point: 4 km, as far apart as settlements are."""
NEAR_KM = 50.0
"""Candidates are points within 50 km of the side's ground: beyond, next to nothing was ever taken within a year."""

# ------------------------------------------------------------------ the models
BASE_RATE_BANDS_KM = (0.0, 0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 12.0, 20.0, 30.0)
"""Lower edges of the distance bands of the base rate."""
ROLLING_DAYS = 365
"""The rolling base rate counts windows that began within so many days before the last complete one."""
LEADS = (15, 30, 60, 90, 120, 180, 270, 365)
"""Horizons, days, that the hazard and the kinetic model learn from together."""
MIDDLE_LEAD = 90
"""Horizon at which a term's effect is its first coefficient; the second is its change with the logarithm of time."""
HALF_LIFE_DAYS = 500
"""A window counts half as much for every so many days since it ended; 250 and 1,000 scored alike (see docs)."""
NEAR_SURE_KM = 8.0
FAR_SHARE = 0.15
"""Farther than 8 km next to nothing differs: every seventh such row is learned from, at seven times the weight."""
PENALTY = 200.0
"""Of each standardised coefficient: rows of one month are anything but independent; 80 and 500 scored alike."""

# ------------------------------------------------------------------ resolution
ALL_OF_DISC = 0.9
"""Share of a place's disc that is all of it, as for a claim of full control (DESIGN.md)."""
CONFIRM_WITHIN_DAYS = 30
"""Maps so long after the question's last day, and its days of persistence, are looked at for the one that confirms."""
AUDIT_NEAR_KM = 10.0
"""An island or jump whose middle lies so near the place is told with the resolution."""
