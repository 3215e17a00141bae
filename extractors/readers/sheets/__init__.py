"""Workbooks: cells as printed, and one table a printed title."""
