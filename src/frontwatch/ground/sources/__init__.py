"""One file per publisher: how it draws its maps, and what it is."""
