"""Reports against truth: what was found, what was right, and whether confidence means anything."""
