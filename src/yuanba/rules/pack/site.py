"""Who runs a district's pages, as the law has every public site say: organiser, telephone, filing numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pydantic import Field

from yuanba.rules.core.declared import Grounded, Text
from yuanba.rules.core.fault import Fault, fault
from yuanba.rules.people import phone
from yuanba.rules.privacy import Handler

#: A hotline, as 12345, has no area code.
HOTLINE = re.compile(r"[19][0-9]{4}")
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"


class Site(Grounded):
    """What the foot of every page says: the telephone, the two filing numbers, and how to complain.

    `organiser` is for a district in which somebody else runs the pages than the `[handler]`. Pages that are
    reached from an internal network alone (`is_internal`) have no filing numbers.
    """

    organiser: Text | None = None
    phone: str = Field(min_length=1)
    icp: str = Field(default="", pattern=rf"^(|[{PROVINCES}]ICP备[0-9]{{8,10}}号(-[0-9]{{1,3}})?)$")
    police: str = Field(default="", pattern=rf"^(|[{PROVINCES}]公网安备[0-9]{{14}}号)$")
    complaints: Text
    is_internal: bool = False

    @property
    def police_code(self) -> str:
        """Return the 14 digits of the police filing number, by which its register is asked."""
        return "".join(sign for sign in self.police if sign.isdigit())


#: What residents have a right to read, by the place in the pack where it is written.
OWED: Mapping[str, Text] = MappingProxyType(
    {
        "handler": Text(
            zh="主办单位：核实名称和联系方式，删去 assumed",
            en="who runs the pages: confirm name and contact, then remove assumed",
        ),
        "site": Text(
            zh="电话和投诉途径：写上本地的 [site]，不用 assumed",
            en="telephone and how to complain: write the district's own [site], without assumed",
        ),
        "site.icp": Text(
            zh='ICP备案号，如 icp = "渝ICP备12345678号-1"；只在内网使用的，写 is_internal = true',
            en='ICP number, as icp = "渝ICP备12345678号-1"; within an internal network, is_internal = true',
        ),
        "site.police": Text(
            zh='公安联网备案号，如 police = "渝公网安备50019902000001号"',
            en='police filing number, as police = "渝公网安备50019902000001号"',
        ),
    }
)


def owed(handler: Handler | None, site: Site | None) -> Iterator[str]:
    """Yield the places of a pack that still have to be written before residents may be served in earnest.

    A demonstration is served without them, so they are no faults of the pack.
    """
    if (handler is None or handler.assumed) and not (site and site.organiser and not site.assumed):
        yield "handler"
    if site is None or site.assumed:
        yield "site"
    if not (site and site.is_internal):
        if not (site and site.icp):
            yield "site.icp"
        if not (site and site.police):
            yield "site.police"


def faults(site: Site | None) -> Iterator[Fault]:
    """Yield a fault where the telephone is none that can be called."""
    if site and not callable_number(site.phone):
        yield fault("site.phone", "no_phone", name=site.phone)


def callable_number(typed: str) -> str:
    """Return a telephone number as a phone dials it, or "" where it is none.

    >>> callable_number("023-4752 0003 转 801"), callable_number("12345"), callable_number("1234")
    ('02347520003,801', '12345', '')
    """
    if HOTLINE.fullmatch(typed):
        return typed
    return phone.number(typed).replace("-", ",")
