"""What every test stands on: the reference set, closed sockets, golden files under guard."""

import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = "GONGKAI_REFERENCE"
UPDATE_GOLDEN = "UPDATE_GOLDEN"
NETWORK = "GONGKAI_NETWORK"

os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")


class NetworkClosedError(RuntimeError):
    """A test tried to leave the machine; no `OSError`, so that no retry swallows it."""


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def reference() -> Path:
    """The reference set: seeds, real reports and gold, which the project does not carry."""
    named = os.environ.get(REFERENCE)
    path = Path(named) if named else ROOT.parent / "shared"
    if not (path / "gold").is_dir():
        pytest.skip(f"no reference set at {path} (name its folder in {REFERENCE})")
    return path


@pytest.fixture(scope="session")
def update_golden() -> bool:
    """Whether golden files are to be written anew: only where a person set UPDATE_GOLDEN=1."""
    return os.environ.get(UPDATE_GOLDEN) == "1"


@pytest.fixture(autouse=True, scope="session")
def closed_sockets() -> Iterator[None]:
    """Let sockets reach this machine only, in every test."""
    if os.environ.get(NETWORK) == "1":
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", _only_near_names(socket.getaddrinfo))
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _only_near(getattr(socket.socket, name)))
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out tests that need the network, unless it was allowed by name."""
    if os.environ.get(NETWORK) == "1":
        return
    skip = pytest.mark.skip(reason=f"needs the network ({NETWORK}=1 allows it)")
    for item in items:
        if item.get_closest_marker("network"):
            item.add_marker(skip)


def _only_near(connect):
    """Wrap a method of `socket.socket` so that it refuses addresses of other machines."""

    def guarded(self, address):
        if self.family != socket.AF_UNIX and not _is_near(address[0]):
            raise NetworkClosedError(f"a test may not connect to {address!r}")
        return connect(self, address)

    return guarded


def _only_near_names(look_up):
    """Wrap `getaddrinfo` so that no name of another machine is looked up."""

    def guarded(host, *rest, **named):
        if host is not None and not _is_near(host):
            raise NetworkClosedError(f"a test may not look up {host!r}")
        return look_up(host, *rest, **named)

    return guarded


def _is_near(host: str | bytes) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in ("", "localhost", socket.gethostname()):
        return True
    try:
        address = ipaddress.ip_address(name.split("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
