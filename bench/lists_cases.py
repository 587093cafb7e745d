"""The cases of the bench `lists`: who asks, for which list, with which filters and in which order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bench import lists_rows as made

SHOWN_TOWN, HELD_TOWN = made.town_code(2), made.town_code(5)
COMMUNITY, GRID = f"{HELD_TOWN}003", f"{HELD_TOWN}003002"
PUBLIC, HANDLER, TRIAGER, LEAD = "", "handler", "triager", "lead"
#: Who asks, and their positions: title, unit, area.
STAFF = {
    HANDLER: (("handler", "unit1", ""),),
    TRIAGER: (("triager", "", "500116"), ("auditor", "", "500116")),
    LEAD: (("subdistrict_secretary", "", HELD_TOWN), ("triager", "", HELD_TOWN)),
}


def _day(ago: int) -> str:
    return (datetime.now(UTC).date() - timedelta(days=ago)).isoformat()


Case = tuple[str, str, dict[str, str]]
LISTS: dict[str, Case] = {
    "public page": (PUBLIC, "public", {}),
    "public page, class": (PUBLIC, "public", {"class": "public"}),
    "public page, town": (PUBLIC, "public", {"town": SHOWN_TOWN}),
    "public page, class and town": (PUBLIC, "public", {"class": "common", "town": SHOWN_TOWN}),
    "public API": (PUBLIC, "api/v1/public/matters", {}),
    "public API, class": (PUBLIC, "api/v1/public/matters", {"class_code": "public"}),
    "public API, town": (PUBLIC, "api/v1/public/matters", {"subdistrict": SHOWN_TOWN}),
    "orders API": (HANDLER, "api/v1/orders", {}),
    "orders": (HANDLER, "orders", {}),
    "orders, mine": (HANDLER, "orders", {"whose": "mine"}),
    "orders, class and late": (HANDLER, "orders", {"class": "public", "lateness": "late"}),
    "orders, newest first": (HANDLER, "orders", {"sort": "-filed"}),
    "a unit's matters": (HANDLER, "matters", {}),
    "a unit's matters, state": (HANDLER, "matters", {"state": "refused"}),
    "matters": (TRIAGER, "matters", {}),
    "a town's matters": (LEAD, "matters", {}),
    "a town's matters, unit": (LEAD, "matters", {"unit": "unit1"}),
    "a town's matters, open": (LEAD, "matters", {"state": "open"}),
    "late": (TRIAGER, "supervision", {}),
    "a town's late": (LEAD, "supervision", {}),
    "late, unit": (TRIAGER, "supervision", {"unit": "unit1"}),
    "checks": (TRIAGER, "checks", {}),
    "a town's checks": (LEAD, "checks", {}),
    "notices": (TRIAGER, "desk/notices", {}),
    "a town's notices": (LEAD, "desk/notices", {}),
    "notices, class and state": (TRIAGER, "desk/notices", {"class": "common", "state": "posted"}),
    "notices, boards to post": (TRIAGER, "desk/notices", {"open": "boards"}),
    "notices, last first": (TRIAGER, "desk/notices", {"sort": "-until"}),
    "triage": (TRIAGER, "triage", {}),
}
FILTERS: dict[str, dict[str, str]] = {
    "unit": {"unit": "unit1"},
    "town": {"area": HELD_TOWN},
    "community": {"area": COMMUNITY},
    "grid": {"area": GRID},
    "class": {"class": "common"},
    "item": {"item": "street_light"},
    "channel": {"channel": "web"},
    "rare channel": {"channel": "platform_141"},
    "state": {"state": "closed"},
    "rare state": {"state": "refused"},
    "open": {"state": "open"},
    "late": {"lateness": "late"},
    "step overdue": {"lateness": "stuck"},
    "one person": {"hand": "me"},
    "nobody's": {"hand": "nobody"},
    "filed, days": {"filed_from": _day(40), "filed_to": _day(33)},
    "due, days": {"due_from": _day(40), "due_to": _day(33)},
    "ended, days": {"ended_from": _day(40), "ended_to": _day(33)},
    "unit and class": {"unit": "unit1", "class": "home"},
    "community and item": {"area": COMMUNITY, "item": "leak"},
    "town and rare state": {"area": HELD_TOWN, "state": "refused"},
    "class and rare channel": {"class": "home", "channel": "platform_141"},
    "unit and days of end": {"unit": "unit1", "ended_from": _day(200), "ended_to": _day(100)},
    "words, common": {"q": made.COMMON},
    "words, seldom": {"q": made.SELDOM},
    "words, rare": {"q": made.RARE},
    "words and town": {"q": made.SELDOM, "area": HELD_TOWN},
    "words and days": {"q": made.COMMON, "filed_from": _day(400), "filed_to": _day(393)},
}
SORTS = ("filed", "due", "-due", "until", "-until", "ended", "-ended", "state", "class", "unit", "-where")
CASES: dict[str, Case] = {
    **LISTS,
    **{f"matters, {name}": (TRIAGER, "matters", wanted) for name, wanted in FILTERS.items()},
    **{f"matters by {sort}": (TRIAGER, "matters", {"sort": sort}) for sort in SORTS},
    **{f"a town's matters by {sort}": (LEAD, "matters", {"sort": sort}) for sort in SORTS},
    "a unit's by due, closed": (TRIAGER, "matters", {"sort": "due", "unit": "unit1", "state": "closed"}),
    "menu with twelve views": (TRIAGER, "views/menu", {}),
    "floor: nothing found": (TRIAGER, "matters", {"area": "nowhere"}),
}
#: The views that stand in the menu.
SAVED = [*list(FILTERS.values())[:12]]
