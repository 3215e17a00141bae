"""Which gongkai wrote a report."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def own_version() -> str:
    """The installed version; `0` where the tree is used without being installed."""
    try:
        return version("gongkai")
    except PackageNotFoundError:
        return "0"
