"""The command line: the only place where errors become words and a status."""

from pipeline.cli.app import app, main

__all__ = ["app", "main"]
