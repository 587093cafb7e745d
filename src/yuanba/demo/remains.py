"""Refuses to serve leftovers of a demonstration as a real district: its password is public."""

from __future__ import annotations

from django.conf import settings
from django.db import ProgrammingError

from yuanba.demo import house
from yuanba.demo.setting import PASSWORD
from yuanba.demo.setting import settings as demonstrations
from yuanba.districts import queries as districts
from yuanba.people.queries import factors as people


def remains() -> list[str]:
    """Return one warning for each served district that has demonstration data or demonstration passwords.

    Empty on a demonstration installation.
    """
    if settings.DEMO:
        return []
    found, names = [], {login.login for one in demonstrations().values() for login in one.logins}
    for row in _districts():
        if row.head != districts.code_head():
            continue  # not served before `yuanba upgrade`
        with districts.inside(row):
            if _is_demo(row.code):
                found.append(
                    f"{row.code}: 这是示例区，不能作为正式系统运行。请用 yuanba demo，或换一个数据目录 / "
                    "a demonstration, not to be served as a real district: run yuanba demo, or name another "
                    "data folder (YUANBA_DATA)"
                )
            elif known := people.open_with(sorted(names), PASSWORD):
                found.append(
                    f"{row.code}: 账号仍在使用示例密码，请先重置 / accounts with the demonstration's "
                    f"password, reset them first (yuanba people reset-password): {', '.join(known)}"
                )
    return found


def _districts() -> list[districts.DistrictRow]:
    try:
        return districts.districts()
    except ProgrammingError:  # nothing was installed yet
        return []


def _is_demo(code: str) -> bool:
    played = demonstrations().get(code)
    try:
        return played is not None and house.is_furnished(played)
    except house.NotOurs:
        return False
