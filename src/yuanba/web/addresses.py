"""The network address of a request, used to count requests and never stored; and URLs in its headers."""

from __future__ import annotations

from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the client's IP address (for IPv6, its network), as trusted proxies report it; "" if unknown.

    Each of the ``PROXIES`` in front of us appends the address that it saw, so the one that the outermost
    trusted proxy saw stands that many places from the end; what stands before it was written by the asker.
    The header counts only where it comes from one of ``PROXY_NETWORKS`` or over a local socket, because
    whoever reaches us past the proxy writes all of it. Of an IPv6 address only the network counts: a
    household has 2⁶⁴ of them.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES and _is_proxy(address):
        seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        if len(seen) >= settings.PROXIES:
            address = seen[-settings.PROXIES] or address
    return _plain(address)


def _is_proxy(address: str) -> bool:
    if not address:
        return True  # a local socket
    found = _parsed(address)
    return found is not None and any(
        found in network for network in _networks(tuple(settings.PROXY_NETWORKS))
    )


@cache
def _networks(written: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(one.strip()) for one in written if one.strip())


def _plain(address: str) -> str:
    found = _parsed(address)
    if isinstance(found, IPv6Address):
        return str(IPv6Network((found, 64), strict=False))
    return str(found) if found else ""


def _parsed(written: str) -> IPv4Address | IPv6Address | None:
    """The address without what some proxies write around it: quotes, brackets, a port, a zone, IPv4 in IPv6.

    With the port in it, each connection would be an address of its own, or all of them none.
    """
    bare = written.strip().strip('"')
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        found = ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found


def parts_of(url: str) -> SplitResult:
    """Return the parts of a URL that somebody else wrote; all are empty where it cannot be taken apart.

    >>> parts_of("https://a.example/x?y=1").netloc
    'a.example'
    >>> parts_of("http://[").netloc
    ''
    """
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", "", "", "")
