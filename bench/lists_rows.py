"""What the bench of long lists loads: matters with their orders and notices, by COPY, as a restore would.

About 1 % of the matters are open, all from the last weeks; of the others about 30 % are published, each with
a notice. A few towns, one class and one channel have most of them; some words, states and channels are rare.
Each unit has about fifty open orders whatever the number of matters.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import psycopg

from yuanba.reading import bigrams

TOWNS, COMMUNITIES, GRIDS, UNITS = 30, 10, 4, 200
OPEN_PER_UNIT, OPEN_SHARE, PUBLISHED_SHARE = 50, 0.01, 0.3
DAYS, OPEN_DAYS = 900, 20
CLASSES = {"public": 6, "common": 3, "home": 1}
CHANNELS = {"web": 700, "platform_12345": 298, "platform_141": 2}
#: How the matters that are over ended; a refusal is rare.
ENDED = {"closed": 9000, "guided": 800, "withdrawn": 198, "refused": 2}
#: What the words tell apart: in a third of the matters, in one of a hundred, in one of twenty thousand.
COMMON, SELDOM, RARE = "路灯", "电梯", "水塔"
TEXTS = {
    "三栋楼道的路灯坏了三天，晚上老人上下楼很危险，请派人来修。": 6600,
    "小区门口的垃圾两天没有清运，天热气味很大，请尽快处理。": 13200,
    "二单元电梯停运，住在高层的老人出不了门。": 199,
    "屋顶水塔漏水，楼下三户的墙都湿了。": 1,
}
TABLES = {
    "matters_matter": (
        "id receipt token code_digest state channel source_number owner_key sealed text place words "
        "area_code area_path subdistrict_code said_at filed_at pack_digest class_code item_code unit due_at "
        "until_at is_provisional title summary published_at ended_at"
    ),
    "matters_order": "matter_id unit sent_at due_at accepted_by ending ended_at ended_by in_hand",
    "notices_notice": (
        "subject_kind subject_key title text area_path pack_digest class_code posted_at from_on until_on "
        "barred_keys until_at state ended_at"
    ),
}
BATCH = 5000


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What the rows of one district are made of; `newest` is when its last matter was filed."""

    rows: int
    digest: str
    items: Mapping[str, Sequence[str]]
    handler_key: str
    newest: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def units(self) -> int:
        """Return how many units have orders."""
        return max(1, min(UNITS, round(self.rows * OPEN_SHARE / OPEN_PER_UNIT)))


def town_code(number: int) -> str:
    """Return the code of a town, from 1 on."""
    return f"500116{number:03d}"


def areas() -> Iterator[str]:
    """Lines of the file of areas: the district, its towns, their communities and grids."""
    yield "code,name,valid_from"
    yield "500116,江津区,2020-01-01"
    for town in map(town_code, range(1, TOWNS + 1)):
        yield f"{town},{int(town[-3:])}号街道,2020-01-01"
        for community in range(1, COMMUNITIES + 1):
            yield f"{town}{community:03d},{community}号社区,2020-01-01"
            for grid in range(1, GRIDS + 1):
                yield f"{town}{community:03d}{grid:03d},{grid}号网格,2020-01-01"


def _drawn(chance: random.Random, weights: Mapping[str, int]) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]


def _one(plan: Plan, number: int, chance: random.Random) -> dict[str, list[Any]]:
    """One matter, and its order and notice if it has them, by table."""
    filed = plan.newest - timedelta(seconds=(plan.rows - number) * DAYS * 86400 / plan.rows)
    is_open = (
        plan.newest - filed < timedelta(days=OPEN_DAYS) and chance.random() < OPEN_SHARE * DAYS / OPEN_DAYS
    )
    state = _drawn(chance, {"accepted": 8, "answered": 1, "filed": 1} if is_open else ENDED)
    is_sent = state in {"accepted", "answered", "closed"}
    kind = _drawn(chance, CLASSES) if is_sent else ""
    item = chance.choice(plan.items[kind]) if kind else ""
    unit = f"unit{chance.randrange(plan.units) + 1}" if is_sent else ""
    town = town_code(chance.choices(range(1, TOWNS + 1), [1 / n for n in range(1, TOWNS + 1)])[0])
    community = f"{town}{chance.randrange(COMMUNITIES) + 1:03d}"
    grid = f"{community}{chance.randrange(GRIDS) + 1:03d}"
    path = f"/500116/{town}/{community}/{grid}/"
    due = (
        filed + timedelta(days=chance.choice((5, 10, 20)), minutes=chance.randrange(600)) if is_sent else None
    )
    ended = None if is_open else filed + timedelta(days=chance.uniform(1, 20))
    shown = (
        ended if kind in {"public", "common"} and ended and chance.random() < PUBLISHED_SHARE / 0.9 else None
    )
    until = filed + timedelta(days=2) if state in {"filed", "answered"} else None
    text = _drawn(chance, TEXTS)
    words = ("楼道照明修复", "居民反映楼道照明损坏，已安排维修。") if shown else ("", "")
    sealed, code_digest = "\\\\x" + "5a" * 420, "\\\\x" + "1b" * 32
    rows: dict[str, list[Any]] = {
        "matters_matter": [
            *(number, f"{number:012d}", f"token{number:015d}", code_digest, state, _drawn(chance, CHANNELS)),
            *("", f"receipt:{number:012d}", sealed, text, "河边小区三栋二单元", bigrams.vector(text)),
            *(grid, path, town, filed, filed, plan.digest, kind, item, unit, due, until, False),
            *(*words, shown, ended),
        ]
    }
    if is_sent:
        hand = plan.handler_key if chance.random() < 0.2 else ""
        ending = [f"key:{unit}", "", None, "", hand]
        if state != "accepted":
            ending = [f"key:{unit}", "answered", ended or filed + timedelta(days=1), f"key:{unit}", ""]
        rows["matters_order"] = [number, unit, filed, due, *ending]
    if shown:
        last = (shown + timedelta(days=5)).date()
        over = None if shown > plan.newest - timedelta(days=5) else shown + timedelta(days=6)
        rows["notices_notice"] = [
            *("matter", number, words[0], words[1], path, plan.digest, kind, shown, shown.date(), last, "[]"),
            *(shown + timedelta(days=6), "ended" if over else "posted", over),
        ]
    return rows


def _line(values: Sequence[Any]) -> str:
    return "\t".join("\\N" if value is None else str(value) for value in values) + "\n"


def load(connection: psycopg.Connection, code: str, plan: Plan) -> None:
    """Fill a district's tables, table by table in each batch, and let the database count them."""
    connection.execute(f"set search_path = d_{code}, public")
    chance = random.Random(7)
    made = (_one(plan, number, chance) for number in range(1, plan.rows + 1))
    while batch := list(islice(made, BATCH)):
        for table, columns in TABLES.items():
            lines = [_line(rows[table]) for rows in batch if table in rows]
            into = f"copy {table} ({', '.join(columns.split())}) from stdin"
            with connection.cursor() as cursor, cursor.copy(into) as copy:
                copy.write("".join(lines))
    for table in TABLES:
        connection.execute(f"vacuum analyze {table}")
