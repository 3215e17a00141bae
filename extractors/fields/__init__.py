"""Finding facts: each module reads one kind of place and gives candidates with their evidence."""
