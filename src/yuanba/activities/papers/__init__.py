"""The papers of weekly menus: the sheet for the door, and the long picture to send along."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.utils.formats import date_format
from django.utils.translation import gettext

from yuanba.activities.queries import MenuRow, SessionRow
from yuanba.papers import qr, typeset
from yuanba.rules.time.calendar import HERE as CHINA

HERE = Path(__file__).resolve().parent


def menu_sheet(
    row: MenuRow, *, district: str, crowds: dict[str, str], address: str, is_picture: bool = False
) -> bytes:
    """Return a week's menu: a PDF (A4) for the door, or a long PNG to send along; `crowds` are titles."""
    return typeset(
        HERE / "menu.typ",
        {
            "district": district,
            "title": row.centre,
            "days": [
                {
                    "day": _day(on),
                    "sessions": [
                        {
                            "when": _hours(one),
                            "title": one.offering.title,
                            "where": one.where,
                            "whom": crowds.get(one.offering.crowd, ""),
                            "by": one.offering.provider or one.offering.lecturer,
                        }
                        for one in sessions
                        if not one.is_cancelled
                    ],
                }
                for on, sessions in row.days
                if any(not one.is_cancelled for one in sessions)
            ],
            "picture": is_picture,
            "qr": qr(address),
            "labels": {
                "heading": gettext("This week's menu"),
                "scan": gettext("Scan to sign up"),
            },
        },
        form="png" if is_picture else "pdf",
    )


def menu_text(row: MenuRow, *, crowds: dict[str, str], address: str) -> str:
    """Return a week's menu as plain words to forward into a group."""
    lines = [" · ".join((row.centre, gettext("This week's menu")))]
    for on, sessions in row.days:
        held = [one for one in sessions if not one.is_cancelled]
        if held:
            lines.append(f"\n【{_day(on)}】")
        for one in held:
            about = "，".join(filter(None, (one.where, crowds.get(one.offering.crowd, ""))))
            lines.append(f"{_hours(one)} {one.offering.title}（{about}）")
    how = gettext("Sign up here")
    return "\n".join([*lines, "", f"{how}：{address}"])


def _day(on: date) -> str:
    return f"{date_format(on, 'MONTH_DAY_FORMAT')} {date_format(on, 'D')}"


def _hours(one: SessionRow) -> str:
    begins, ends = (at.astimezone(CHINA) for at in (one.starts_at, one.ends_at))
    return f"{begins:%H:%M}–{ends:%H:%M}"
