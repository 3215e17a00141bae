"""Long runs over many documents: what is done is written down, what is not is done again."""
