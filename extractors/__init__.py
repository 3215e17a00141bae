"""Floor 1: bytes in, schemas out, one document at a time."""
