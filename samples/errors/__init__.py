"""Errors that offices make, planted into reports that are right, each told in the truth."""
