"""The people that everyone knows: Li, Wang, Zhao, Chen, Zhou and Sun.

李 lives in the first grid of 通泰门 and 王 is her neighbour in the same grid; 赵 lives in another
district. 陈 triages for the whole district, 周 works at the party committee of 几江街道, 孙 audits.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tests import make, snapshot
from yuanba.rules.core.actor import Actor

DISTRICT = "500116"
JIJIANG = "500116001"
DEGAN = "500116002"
TONGTAIMEN = "500116001006"
NANMEN = "500116001002"
FIRST_GRID = "500116001006001"
SECOND_GRID = "500116001006002"
#: An estate that lies in both grids.
RIVERSIDE = "500116001006-E01"
GRID_PATH = f"/{DISTRICT}/{JIJIANG}/{TONGTAIMEN}/{FIRST_GRID}/"
COMMUNITY_PATH = f"/{DISTRICT}/{JIJIANG}/{TONGTAIMEN}/"

PLACES = (
    "code,name,kind,parent,estate,outline",
    f"{DISTRICT},重庆市江津区,,,,",
    f"{JIJIANG},几江街道,,,,",
    f"{DEGAN},德感街道,,,,",
    f"{TONGTAIMEN},通泰门社区居民委员会,,,,106.25 29.29; 106.26 29.29; 106.26 29.30; 106.25 29.30",
    f"{NANMEN},南门社区居民委员会,,,,",
    "500116002001,牌坊社区居民委员会,,,,",
    "500116001205,石墙村村民委员会,,,,",
    f"{FIRST_GRID},第一网格,,,,106.25 29.29; 106.255 29.29; 106.255 29.30; 106.25 29.30",
    f"{SECOND_GRID},第二网格,,,,",
    f"{RIVERSIDE},滨江花园,estate,{TONGTAIMEN},,",
    f"{RIVERSIDE}-1,滨江花园1栋,building,{FIRST_GRID},{RIVERSIDE},",
    f"{RIVERSIDE}-2,滨江花园2栋,building,{SECOND_GRID},{RIVERSIDE},",
)
UNITS = (
    "code,name,kind,body,area,parent",
    f"centre,江津区基层治理指挥中心,department,,{DISTRICT},",
    f"inspection,江津区督查办公室,department,,{DISTRICT},",
    f"jijiang,几江街道党工委,subdistrict,subdistrict_party,{JIJIANG},",
    f"degan,德感街道党工委,subdistrict,subdistrict_party,{DEGAN},",
    f"jijiang-planning,几江街道规划建设管理环保办公室,office,planning,{JIJIANG},jijiang",
    f"tongtaimen,通泰门社区党组织,community,community_party,{TONGTAIMEN},jijiang",
    f"grid-1,通泰门社区第一网格党支部,grid_party,grid_party,{FIRST_GRID},tongtaimen",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Jiangjin's people; their names are their log-in names."""

    li: Actor
    wang: Actor
    chen: Actor
    zhou: Actor
    sun: Actor


def assemble(*, now: datetime) -> Cast:
    """Put places, units and people into the district that we are in (Jiangjin)."""
    return snapshot.built(_assemble, now=now)


def _assemble(*, now: datetime) -> Cast:
    make.places(*PLACES, now=now)
    make.units(*UNITS, now=now)
    return Cast(
        li=make.resident("li", name="李春梅", now=now),
        wang=make.resident("wang", name="王建国", now=now),
        chen=make.staff("chen", "triager", name="陈芳", unit="centre", area=DISTRICT, now=now),
        zhou=make.staff("zhou", "handler", name="周敏", unit="jijiang", area=JIJIANG, now=now),
        sun=make.staff("sun", "auditor", name="孙立", unit="inspection", area=DISTRICT, now=now),
    )


def administrators(*, now: datetime) -> tuple[Actor, Actor]:
    """The system administrator and the security administrator of the district."""
    return (
        make.staff("keeper", "system_admin", name="管理员", area=DISTRICT, now=now),
        make.staff("guard", "security_admin", name="安全员", area=DISTRICT, now=now),
    )


def zhao(*, now: datetime) -> Actor:
    """Zhao, in the district that we are in (Kaizhou): Jiangjin must not know him."""
    make.places("code,name", "500154,重庆市开州区", "500154001,汉丰街道", now=now)
    return make.resident("zhao", name="赵强", now=now)
