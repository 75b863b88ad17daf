"""Numbers that tune the ledger, each with its reason."""

from __future__ import annotations

P_FLOOR = 0.001
"""Scores by logarithm, and odds, take a forecast as at least this and at most its complement: Metaculus's bounds; one
forecast of 0 would else cost everything."""
CROWD_HALF_LIFE_DAYS = 30.0
"""A forecast's weight in the crowd's line halves in so many days: about how long a month's front stays as it was."""
CALIBRATION_BINS = (0.0, 0.05, 0.2, 0.45, 0.55, 0.8, 0.95, 1.0)
"""Bounds of the bins: those of ICD 203's terms, its outermost kept whole."""
LEAN_LEAST = 20
"""Resolved questions about a side with fewer of which nobody is called an optimist or a pessimist for it."""
LEAN_BY = 0.05
"""Mean error below which a lean is too small for a word."""
LEAN_SURE = 0.05
"""Chance at most that a forecaster without a lean would look as far off."""
MAX_NAME = 60
"""Characters of a forecaster's name."""
MAX_IMPORT_BYTES = 256 * 1024**2
"""Of a log to import: a hundred thousand entries are about 100 MB."""
