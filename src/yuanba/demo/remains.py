"""Keeps demonstrations and real districts apart: what is one is never run as the other."""

from __future__ import annotations

import sys

from django.conf import settings
from django.db import ProgrammingError

from yuanba.demo import house
from yuanba.demo.setting import PASSWORD
from yuanba.demo.setting import settings as demonstrations
from yuanba.districts import queries as districts
from yuanba.people.queries import factors as people


def are_in_the_way() -> bool:
    """Return whether a district must not be run as the settings say, after printing which and why."""
    faults = remains()
    if faults:
        print("\n".join(faults), file=sys.stderr)
    return bool(faults)


def remains() -> list[str]:
    """Return one warning for each district that must not be run as the settings say.

    As a real installation: what a demonstration made, or accounts with its password, which is public. As a
    demonstration, which asks for no second factor and sends nothing: what it did not make.
    """
    if settings.DEMO:
        return [
            f"{row.code}: 这是正式区县，不能作为示例运行。请去掉 YUANBA_DEMO，或换一个数据目录 / "
            "a real district, not to be run as a demonstration: unset YUANBA_DEMO, or name another data "
            "folder (YUANBA_DATA)"
            for row in _districts()
            if _is_real(row)
        ]
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


def _is_real(row: districts.DistrictRow) -> bool:
    """Whether somebody else than the demonstration filled it; one that waits for `yuanba demo` is empty."""
    played = demonstrations().get(row.code)
    if played is None:
        return True
    if row.head != districts.code_head():
        return False  # not served before `yuanba upgrade`; then it is looked at
    with districts.inside(row):
        try:
            house.is_furnished(played)
        except house.NotOurs:
            return True
    return False


def _is_demo(code: str) -> bool:
    played = demonstrations().get(code)
    try:
        return played is not None and house.is_furnished(played)
    except house.NotOurs:
        return False
