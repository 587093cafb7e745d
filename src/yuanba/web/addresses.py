"""Network addresses: whose a request is (counted, never stored), URLs in its headers and as QR codes."""

from __future__ import annotations

from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

import segno
from django.conf import settings
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from yuanba.districts import queries as districts

#: What is not of the public internet (IANA's registries of special addresses), whatever a Python release
#: calls global: among it every range that carries an IPv4 address in an IPv6 one, and what only routers use.
_NOT_PUBLIC = tuple(
    ip_network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24"),
        *("192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
        *("224.0.0.0/4", "240.0.0.0/4"),
        *("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"),
    )
)
#: All of IPv6 that was ever given out; mapped, translated, local and multicast addresses lie elsewhere.
_GIVEN_OUT = ip_network("2000::/3")


def public_address(path: str) -> str:
    """Return the whole URL of a path of the current district, as a message names it.

    The first of ``YUANBA_ORIGINS`` counts. Empty if there is none, or no district is active.
    """
    row, origins = districts.current(), settings.CSRF_TRUSTED_ORIGINS
    return f"{origins[0]}/d/{row.code}{path}" if row and origins else ""


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Return whether an address is one of the public internet, for whom we may send something to.

    An IPv4 address written as IPv6 (``::ffff:…``) is the IPv4 one; other ways to carry one are not public.
    """
    plain = unmapped(address)
    if isinstance(plain, IPv6Address) and plain not in _GIVEN_OUT:
        return False
    return plain.is_global and not any(plain in network for network in _NOT_PUBLIC)


def unmapped(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address that an IPv6 one only spells (``::ffff:…``), else the address itself."""
    return (isinstance(address, IPv6Address) and address.ipv4_mapped) or address


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
    return unmapped(found)


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


def qr(address: str) -> SafeString:
    """Return a QR code of a URL as inline SVG (ISO/IEC 18004, level M), dark on light in every theme."""
    drawing = segno.make(address, error="m", micro=False)
    picture = drawing.svg_inline(scale=4, border=4, dark="#000", light="#fff", omitsize=True)
    return format_html('<div class="yb-qr" role="img" aria-label="{}">{}</div>', address, mark_safe(picture))  # noqa: S308 - segno draws only paths
