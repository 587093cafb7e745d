"""Where a request comes from, as the trusted proxies in front of us tell it in Forwarded (RFC 7239).

Never by ``X-Forwarded-For``: WSGI gives that name and ``X_Forwarded_For`` one place, and whichever of them
the server reads last wins. A name without a hyphen has one spelling (ADR 0022).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import structlog
from django.conf import settings
from django.http import HttpRequest

log = structlog.get_logger("yuanba.web")

#: One pair of an element with what ends it; an unquoted value may be an address with its port, as some
#: proxies write it. Either may be missing: a list may have empty places.
_PAIR = re.compile(r'[ \t]*(?:([\w-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*))[ \t]*)?([;,]|\Z)', re.ASCII)
_ESCAPED = re.compile(r"\\(.)")
#: Longer is no chain of proxies.
_LONGEST = 2000
_SCHEMES = frozenset({"http", "https"})


def client_address(request: HttpRequest) -> str:
    """Return the client's IP address (for IPv6, its network), as trusted proxies report it; "" if unknown.

    Where they report nothing that can be read, the address of the nearest proxy is returned, so that all such
    requests are counted together. Of an IPv6 address only the network counts: a household has 2⁶⁴ of them.
    """
    hop = _outermost(request)
    return _plain(request.META.get("REMOTE_ADDR", "") if hop is None else hop.get("for", ""))


def client_scheme(request: HttpRequest) -> str:
    """Return how the client asks, ``http`` or ``https``, as trusted proxies report it; "" if they do not."""
    told = (_outermost(request) or {}).get("proto", "").lower()
    return told if told in _SCHEMES else ""


def _outermost(request: HttpRequest) -> dict[str, str] | None:
    """What the outermost trusted proxy wrote of its client; None without proxies, or if it cannot be read.

    Each of the ``PROXIES`` adds an element, so its element stands that many places from the end; what stands
    before it was written by the asker. The header counts only where it comes from one of ``PROXY_NETWORKS``
    or over a local socket, because whoever reaches us past the proxy writes all of it.
    """
    if not settings.PROXIES or not _is_proxy(request.META.get("REMOTE_ADDR", "")):
        return None
    hops = _hops(request.META.get("HTTP_FORWARDED", ""))
    if len(hops) < settings.PROXIES:
        _warn_once()
        return None
    return hops[-settings.PROXIES]


def _hops(written: str) -> list[dict[str, str]]:
    """The elements of the header, nearest proxy last; none where any part of it is not as the RFC has it.

    Half of it is never read: a quote that an asker opens would swallow what a proxy wrote behind it.
    """
    if len(written) > _LONGEST:
        return []
    found: list[dict[str, str]] = [{}]
    for pair in _pairs(written):
        if pair is None:
            return []
        name, quoted, bare, end = pair
        if name and name.lower() in found[-1]:
            return []
        if name:
            found[-1][name.lower()] = bare if quoted is None else _ESCAPED.sub(r"\1", quoted)
        if end == ",":
            found.append({})
    return [hop for hop in found if hop]


def _pairs(written: str) -> Iterator[tuple[str, str | None, str, str] | None]:
    """Each pair as name, quoted value, bare value and what ends it; None for a fault, and then no more."""
    at = 0
    while True:
        found = _PAIR.match(written, at)
        if found is None:
            yield None
            return
        name, quoted, bare, end = found.groups()
        yield name or "", quoted, bare or "", end
        if not end:
            return
        at = found.end()


@cache
def _warn_once() -> None:
    """Say, once in the life of a process, that a proxy does not say for whom it asks."""
    log.warning("proxy.without_forwarded", see="docs/operations.md: The web server in front")


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
    """The address without what proxies write around it: brackets, a port, a zone, IPv4 in IPv6.

    With the port in it, each connection would be an address of its own, or all of them none. Names that hide
    an address (``unknown``, ``_gazonk``) are none.
    """
    bare = written.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        found = ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    return unmapped(found)


def unmapped(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address that an IPv6 one only spells (``::ffff:…``), else the address itself."""
    return (isinstance(address, IPv6Address) and address.ipv4_mapped) or address
