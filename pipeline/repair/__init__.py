"""Slips of a reader mended by arithmetic: what else a figure may be, and what that closes."""
