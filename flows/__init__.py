"""Floor 3: schedules and retries; each task is one call into the pipeline."""
