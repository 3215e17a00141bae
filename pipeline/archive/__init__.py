"""What was fetched, kept as it was: bytes by their hash, and a line for each time of fetching."""
