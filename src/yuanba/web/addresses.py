"""Network addresses: URLs of our own, in headers and as QR codes; what is of the public internet."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_network
from urllib.parse import SplitResult, urlsplit

import segno
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from yuanba.districts import queries as districts
from yuanba.web.proxies import unmapped

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
