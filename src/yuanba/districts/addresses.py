"""Where a request comes from: for counting, never for storing."""

from __future__ import annotations

from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address of who asks, as far as trusted proxies vouch for it; empty over a local socket.

    Each of the ``PROXIES`` in front of us appends the address that it saw, so the one that the
    outermost trusted proxy saw stands that many places from the end; what stands before it was
    written by the asker. Of an IPv6 address only the network counts: a household has 2⁶⁴ of them.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        if len(seen) >= settings.PROXIES:
            address = seen[-settings.PROXIES] or address
    return _plain(address)


def _plain(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(IPv6Network((found, 64), strict=False))
    return str(found)
