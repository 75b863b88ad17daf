"""What publishers offer for download: their terms, their files, fetched only when a person asks."""
