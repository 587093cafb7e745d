"""A shared living room with a hall and its halves, and who keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests import make
from tests.journeys.test_kaizhou import COMMUNITY, GRID, PLACES, STREET, UNITS
from yuanba.rules.core.actor import Actor
from yuanba.venues import services
from yuanba.venues.services import BookableEntry, CentreEntry

OTHER = f"{STREET}008"
PATH, OTHER_PATH = f"/500154/{STREET}/{COMMUNITY}/", f"/500154/{STREET}/{OTHER}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """罗 keeps the rooms, 穆 leads the community, 鲍 the street; 简 works elsewhere; 何 and 唐 live here."""

    luo: Actor
    mu: Actor
    jian: Actor
    boss: Actor
    he: Actor
    tang: Actor
    centre: int
    other: int
    hall: int
    east: int
    west: int
    room: int
    far: int
    projector: int
    lecturer: int


def furnished(now: datetime) -> House:
    """Make places, people, two centres and what can be booked in them."""
    make.places(*PLACES, f"{OTHER},安康社区居民委员会", now=now)
    make.units(*UNITS, now=now)
    luo = make.staff("luo", "point_clerk", area=COMMUNITY, name="罗晓", now=now)
    mu = make.staff("mu", "community_secretary", area=COMMUNITY, now=now)
    jian = make.staff("jian", "point_clerk", area=OTHER, now=now)
    boss = make.staff("boss", "street_secretary", area=STREET, now=now)
    centre = services.keep_centre(
        actor=luo,
        entry=CentreEntry(
            title="迎宾社区共享客厅",
            address="迎宾街8号",
            hours="每天8:30至21:00",
            floor_m2=1200,
            residents_m2=1020,
            functions={"reading": "二楼", "riders": "门口，24小时"},
        ),
        area_path=PATH,
        now=now,
    )
    other = services.keep_centre(
        actor=boss, entry=CentreEntry(title="安康社区共享客厅"), area_path=OTHER_PATH, now=now
    )

    def add(kind: str, title: str, centre_id: int | None = centre, **more: Any) -> int:
        entry = BookableEntry(kind=kind, title=title, **more)
        path = "" if centre_id else PATH
        return services.keep_bookable(actor=boss, entry=entry, centre_id=centre_id, area_path=path, now=now)

    hall = add("hall", "多功能厅", capacity=120, is_barrier_free=True)
    return House(
        luo=luo,
        mu=mu,
        jian=jian,
        boss=boss,
        he=make.resident("he", name="何小妹", now=now),
        tang=make.resident("tang", name="唐师傅", now=now),
        centre=centre,
        other=other,
        hall=hall,
        east=add("hall", "多功能厅东半", capacity=60, within=hall),
        west=add("hall", "多功能厅西半", capacity=60, within=hall),
        room=add("room", "读书室", capacity=20),
        far=add("hall", "安康大厅", other, capacity=150),
        projector=add("equipment", "投影仪"),
        lecturer=add("lecturer", "杨老师", None),
    )


__all__ = ["COMMUNITY", "GRID", "House", "furnished"]
