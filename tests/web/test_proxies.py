"""Where a request comes from is what trusted proxies say, never what the asker says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from hypothesis import example, given
from hypothesis import strategies as st

from yuanba.web.middleware import SchemeMiddleware
from yuanba.web.proxies import client_address

NEAR = "127.0.0.1"


@pytest.fixture(autouse=True)
def _proxies() -> Iterator[None]:
    with override_settings(PROXIES=1, PROXY_NETWORKS=["127.0.0.0/8", "10.1.0.0/16"]):
        yield


def told(forwarded: str, *, remote: str = NEAR, **more: str) -> HttpRequest:
    return RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_FORWARDED=forwarded, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("forwarded", "expected"),
    [
        ("for=203.0.113.9", "203.0.113.9"),
        ("For=203.0.113.9;Proto=https;by=10.0.0.1", "203.0.113.9"),
        ("proto=https; for = x", NEAR),
        ("proto=https ; for=203.0.113.9 ; host=a", "203.0.113.9"),
        ("for=198.51.100.1, for=203.0.113.9", "203.0.113.9"),
        ("for=198.51.100.1,,for=203.0.113.9, ,", "203.0.113.9"),
        ('for="203.0.113.9:51234"', "203.0.113.9"),
        ("for=203.0.113.9:51234", "203.0.113.9"),
        ('for="[2001:db8:1:2::9]:51234"', "2001:db8:1:2::/64"),
        ('for="[2001:db8:1:2::9]"', "2001:db8:1:2::/64"),
        ("for=[2001:db8:1:2::9]", "2001:db8:1:2::/64"),
        ("for=2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ('for="[2001:db8:1:2::9%eth0]"', "2001:db8:1:2::/64"),
        ('for="[::ffff:203.0.113.9]:51234"', "203.0.113.9"),
        ('for="::ffff:cb00:7109"', "203.0.113.9"),
        (r'for="203.0.113\.9"', "203.0.113.9"),
        ('for="198.51.100.1, for=203.0.113.7";by=x', ""),
        # hidden or unknown: counted together
        ("for=unknown", ""),
        ("for=_gazonk", ""),
        ('for="_gazonk:_80"', ""),
        ("for=", ""),
        ("by=203.0.113.9", ""),
        ('for="[nonsense]:80"', ""),
        ("for=203.0.113.9.7", ""),
        ("for=２０３.0.113.9", ""),
        # not as the RFC has it: counted as the proxy that let it pass
        ("", NEAR),
        ("203.0.113.9", NEAR),
        (",", NEAR),
        ("for=203.0.113.9;for=203.0.113.8", NEAR),
        ("for=198.51.100.1;FOR=203.0.113.9", NEAR),
        ('for="198.51.100.1, for=203.0.113.9', NEAR),
        ('for=203.0.113.7, for=", for="[2001:db8::9]"', NEAR),
        ("for=203.0.113.9 x", NEAR),
        ("for=203.0.113.9" + ", for=203.0.113.9" * 200, NEAR),
        ("for=" + "9" * 100_000, NEAR),
    ],
)
def test_what_the_nearest_proxy_says(forwarded: str, expected: str) -> None:
    assert client_address(told(forwarded)) == expected


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "expected"),
    [
        (0, "192.0.2.7", "for=203.0.113.9", "192.0.2.7"),
        (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        (0, "::ffff:192.0.2.7", "", "192.0.2.7"),
        (0, "", "for=203.0.113.9", ""),
        (1, "", "for=203.0.113.9", "203.0.113.9"),  # over a local socket
        (1, "127.0.0.1:40000", "for=203.0.113.9", "203.0.113.9"),
        (1, "::ffff:127.0.0.1", "for=203.0.113.9", "203.0.113.9"),
        (1, "192.0.2.7", "for=203.0.113.9", "192.0.2.7"),  # past the proxy: what it writes counts for nothing
        (2, "10.1.2.3", "for=198.51.100.1, for=203.0.113.9, for=10.0.0.2", "203.0.113.9"),
        (2, "10.1.2.3", "for=203.0.113.9", "10.1.2.3"),  # one of the two did not say
    ],
)
def test_who_is_believed(proxies: int, remote: str, forwarded: str, expected: str) -> None:
    with override_settings(PROXIES=proxies):
        assert client_address(told(forwarded, remote=remote)) == expected


def test_no_other_header_says_where_a_request_comes_from() -> None:
    """WSGI has one place for X-Forwarded-For and X_Forwarded_For: the asker's would do as well."""
    others = dict.fromkeys(("HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_CLIENT_IP"), "6.6.6.6")
    assert client_address(told("for=203.0.113.9", **others)) == "203.0.113.9"
    assert client_address(told("", **others)) == NEAR


@given(st.text(alphabet='for=",;\\ []:.29\t_', max_size=40) | st.text(max_size=40))
@example('for="')
@example("\\")
def test_whatever_stands_before_it_what_the_proxy_wrote_is_read_or_nothing_is(written: str) -> None:
    """A proxy that adds to what came in: nobody chooses an address by what they send."""
    with override_settings(PROXIES=1, PROXY_NETWORKS=["127.0.0.0/8"]):
        for added, theirs in (("for=203.0.113.9", "203.0.113.9"), ('for="[2001:db8::9]"', "2001:db8::/64")):
            assert client_address(told(f"{written}, {added};proto=https")) in (theirs, NEAR)


@pytest.mark.parametrize(
    ("forwarded", "remote", "is_secure"),
    [
        ("for=203.0.113.9;proto=https", NEAR, True),
        ('for=203.0.113.9;proto="HTTPS"', NEAR, True),
        ("for=203.0.113.9;proto=http", NEAR, False),
        ("for=203.0.113.9;proto=gopher", NEAR, False),
        ("for=198.51.100.1;proto=https, for=203.0.113.9", NEAR, False),
        ("for=203.0.113.9;proto=https", "192.0.2.7", False),
        ("", NEAR, False),
    ],
)
def test_https_is_what_the_proxy_says(forwarded: str, remote: str, is_secure: bool) -> None:
    request = told(forwarded, remote=remote, HTTP_X_FORWARDED_PROTO="https")
    SchemeMiddleware(lambda _: HttpResponse())(request)
    assert request.is_secure() == is_secure
