"""Where a request comes from is what trusted proxies say, never what the asker says."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from yuanba.web.addresses import client_address


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "expected"),
    [
        (0, "192.0.2.7", "203.0.113.9", "192.0.2.7"),
        (1, "127.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "127.0.0.1", "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (1, "127.0.0.1", "", "127.0.0.1"),
        (1, "127.0.0.1", "nonsense", ""),
        (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        (0, "::ffff:192.0.2.7", "", "192.0.2.7"),
        (1, "127.0.0.1", "203.0.113.9:51234", "203.0.113.9"),
        (1, "127.0.0.1", "[2001:db8:1:2::9]:51234", "2001:db8:1:2::/64"),
        (1, "127.0.0.1", "[2001:db8:1:2::9]", "2001:db8:1:2::/64"),
        (1, "127.0.0.1", "2001:db8:1:2::9%eth0", "2001:db8:1:2::/64"),
        (1, "127.0.0.1", "[::ffff:203.0.113.9]:51234", "203.0.113.9"),
        (1, "127.0.0.1", "::ffff:203.0.113.9", "203.0.113.9"),
        (1, "127.0.0.1", "::ffff:cb00:7109", "203.0.113.9"),
        (1, "127.0.0.1", '"203.0.113.9:80"', "203.0.113.9"),
        (1, "127.0.0.1", "198.51.100.1:9, 203.0.113.9:51234", "203.0.113.9"),
        (1, "127.0.0.1:40000", "203.0.113.9", "203.0.113.9"),
        (1, "::ffff:127.0.0.1", "203.0.113.9", "203.0.113.9"),
        (1, "127.0.0.1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "127.0.0.1", "[nonsense]:80", ""),
        (0, "", "203.0.113.9", ""),
        (1, "", "203.0.113.9", "203.0.113.9"),
        (1, "192.0.2.7", "203.0.113.9", "192.0.2.7"),  # past the proxy: what it writes counts for nothing
        (2, "10.1.2.3", "203.0.113.9, 10.0.0.2", "203.0.113.9"),
    ],
)
def test_client_address(settings: object, proxies: int, remote: str, forwarded: str, expected: str) -> None:
    settings.PROXIES = proxies  # type: ignore[attr-defined]
    settings.PROXY_NETWORKS = ["127.0.0.0/8", "10.1.0.0/16"]  # type: ignore[attr-defined]
    request = RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == expected
