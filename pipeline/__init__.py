"""Floor 2: the order of the steps, policy, storage and the command line."""
