"""Where a crawler may go: hosts by name, and never an address inside our own network.

A name is looked up once, judged, and the request then goes to the very address that was judged:
a name that answers differently the second time gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from schemas.errors import GongkaiError


class RefusedError(GongkaiError):
    """We do not go there."""

    code = "refused"
    remedy = "Add the host to the portal's `hosts` if it belongs to it."


@dataclass(frozen=True, slots=True)
class Guard:
    """Hosts that may be visited (`name` or `name:port`), and whether private ones may be."""

    hosts: frozenset[str]
    allow_private: bool = False

    def check(self, url: str) -> str:
        """The address to connect to.

        Raises:
            RefusedError: scheme, host or address is not allowed.
            OSError: the name is not known.
        """
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise RefusedError(f"{url}: no address of the web")
        if parts.username or parts.password:
            raise RefusedError(f"{parts.hostname}: an address with a password in it")
        if not {parts.netloc.lower(), parts.hostname.lower()} & self.hosts:
            raise RefusedError(f"{parts.netloc}: not among the hosts of this portal")
        return self._address(parts.hostname, parts.port or _PORTS[parts.scheme])

    def _address(self, host: str, port: int) -> str:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        for address in addresses:
            if not self.allow_private and not _is_public(address):
                raise RefusedError(
                    f"{host} is {address}, an address of a private network",
                    remedy="Set manners.allow_private for a portal inside your own network.",
                )
        return addresses[0]


_PORTS = {"http": 80, "https": 443}


def _is_public(address: str) -> bool:
    parsed = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(parsed, "ipv4_mapped", None)
    return (mapped or parsed).is_global and not parsed.is_multicast
