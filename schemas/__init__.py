"""Floor 0: what things are called and what shape they have."""
