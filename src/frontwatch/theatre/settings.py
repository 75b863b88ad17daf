"""Numbers of the theatre room, each with its reason."""

SECTOR_REACH_KM = 25.0
"""A place farther than this from every anchor town belongs to no sector: armies' sectors are 20 to 50 km wide."""
CLOSEST_CUTOFF = 0.6
"""Likeness (difflib) from which a name is offered in an error message."""
EARTH_KM = 6371.0088
"""Mean radius; only for choosing the nearest of a few towns, never for a figure that is shown."""
