"""Arithmetic as evidence: the identities of a report, tried on what was read."""
