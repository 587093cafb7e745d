"""Which addresses are of the public internet, however they are spelled."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

from hypothesis import given
from hypothesis import strategies as st

from yuanba.web.addresses import is_public

NOT_PUBLIC = [
    *("0.0.0.1", "10.0.0.8", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.31.255.255", "192.168.1.1"),
    *("192.0.0.192", "192.0.0.9", "192.0.2.1", "192.88.99.1", "198.19.0.1", "198.51.100.1", "203.0.113.1"),
    *("224.0.0.1", "239.1.2.3", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:0:8.8.8.8", "64:ff9b::8.8.8.8"),
    *("64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:10::1", "2001:db8::1", "2002:7f00:1::"),
    *(
        "2002:808:808::",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00::1",
        "fe80::1",
        "fe80::1%2",
        "fec0::1",
        "ff02::1",
    ),
    *("ff0e::1", "4000::1", "e000::1"),
]
PUBLIC = ["8.8.8.8", "114.114.114.114", "::ffff:8.8.8.8", "240e::1", "2400:3200::1", "2001:4860:4860::8888"]


def test_what_is_public_and_what_is_not() -> None:
    assert [spelled for spelled in NOT_PUBLIC if is_public(ip_address(spelled))] == []
    assert [spelled for spelled in PUBLIC if not is_public(ip_address(spelled))] == []


@given(st.ip_addresses(v=4))
def test_no_way_of_carrying_an_address_makes_it_more_public(address: IPv4Address) -> None:
    number = int(address)
    assert is_public(IPv6Address((0xFFFF << 32) + number)) == is_public(address)
    for carrier in ("::", "64:ff9b::", "64:ff9b:1::"):
        assert not is_public(IPv6Address(int(IPv6Address(carrier)) + number))
    assert not is_public(IPv6Address((0x2002 << 112) + (number << 80)))
