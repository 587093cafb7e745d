"""Whether long lists stay quick: public list, order list and staff list with 10,000 and 1,000,000 matters.

    python -m bench.lists

Two districts of one server, under the same rules, loaded by COPY: about 30 % of the matters are published,
about 1 % have an open order, half have an ended one; a few towns and one class have most of them. Each unit
has about fifty open orders in both (two units in the small district, two hundred in the large one), so that
both show full pages. Pages and API are asked through Django's test client in this process, the two districts
in turn; deep pages are reached by following the cursors. The figure is the 95th percentile of each case and
its ratio, large to small.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import psycopg

from bench.house import ROOT, RUNS, House, house, percentile, report
from yuanba.server import folders

if TYPE_CHECKING:
    from django.test import Client

SIZES = {"small": 10_000, "large": int(os.environ.get("BENCH_LISTS_ROWS", "1000000"))}
#: Requests of one kind to one district, per run.
REQUESTS = int(os.environ.get("BENCH_LISTS_REQUESTS", "100"))
GOAL = 1.5
#: A deep page is the two hundredth, or nearly the last where there are fewer.
DEEP, ROWS_PER_PAGE = 200, 30
#: The share of a district's matters that its second town has published.
SHOWN_IN_TOWN = 0.0375
TOWNS, CLASSES = 30, ("public", "common", "home")
OPEN_PER_UNIT, OPEN_SHARE, PUBLISHED_SHARE = 50, 0.01, 0.3
NEWEST = datetime(2026, 6, 30, 12, tzinfo=UTC)
DAYS = 900
SHOWN_TOWN = "500116002"

MATTERS = (
    "id, receipt, token, code_digest, state, channel, source_number, owner_key, sealed, text, place, "
    "area_code, area_path, subdistrict_code, said_at, filed_at, pack_digest, class_code, item_code, unit, "
    "is_provisional, title, summary, published_at, ended_at"
)
ORDERS = "matter_id, unit, sent_at, due_at, accepted_by, ending, ended_at, ended_by"


@dataclass
class Place:
    """A district of some size, who asks there, and where its deep pages begin."""

    code: str
    rows: int
    client: Client
    deep: dict[str, str] = field(default_factory=dict)


# --- load ---------------------------------------------------------------------------------------------


def _matters(rows: int, digest: str, chance: random.Random) -> Iterator[tuple[list[Any], list[Any] | None]]:
    """Matters, oldest first, each with its order if it has one."""
    towns = [f"500116{number:03d}" for number in range(1, TOWNS + 1)]
    weights = [1 / number for number in range(1, TOWNS + 1)]
    units = max(1, round(rows * OPEN_SHARE / OPEN_PER_UNIT))
    sealed, code_digest = "\\\\x" + "5a" * 420, "\\\\x" + "1b" * 32
    for number in range(1, rows + 1):
        filed = NEWEST - timedelta(seconds=(rows - number) * DAYS * 86400 / rows)
        town = chance.choices(towns, weights)[0]
        kind = chance.choices(CLASSES, (6, 3, 1))[0]
        unit = f"unit{chance.randrange(units) + 1}"
        is_open = chance.random() < OPEN_SHARE
        is_done = not is_open and chance.random() < 0.5
        is_shown = kind != "home" and chance.random() < PUBLISHED_SHARE / 0.9
        state = "accepted" if is_open else "closed" if is_done or is_shown else "filed"
        ended = filed + timedelta(days=chance.uniform(1, 20))
        due = filed + timedelta(days=chance.choice((5, 10, 20)))
        yield (
            [
                *(number, f"{number:012d}", f"token{number:015d}", code_digest, state, "web", ""),
                *(f"receipt:{number:012d}", sealed, "三栋楼道的灯坏了三天，晚上老人上下楼很危险。" * 3),
                *("河边小区三栋二单元", town, f"/500116/{town}/", town, filed, filed, digest),
                *("" if state == "filed" else kind, "", unit if state != "filed" else "", False),
                *(("楼道照明修复", "居民反映楼道照明损坏，已安排维修。") if is_shown else ("", "")),
                ended if is_shown else None,
                ended if state == "closed" else None,
            ],
            [number, unit, filed, due, "", "" if is_open else "answered", None if is_open else ended, ""]
            if is_open or is_done
            else None,
        )


def _line(values: Sequence[Any]) -> str:
    return "\t".join("\\N" if value is None else str(value) for value in values) + "\n"


def load(connection: psycopg.Connection, code: str, rows: int, digest: str) -> None:
    """Fill a district by COPY, as a restore would."""
    connection.execute(f"set search_path = d_{code}, public")
    orders = []
    source = _matters(rows, digest, random.Random(7))
    with connection.cursor() as cursor:
        with cursor.copy(f"copy matters_matter ({MATTERS}) from stdin") as copy:
            while batch := list(islice(source, 5000)):
                copy.write("".join(_line(matter) for matter, _ in batch))
                orders += [order for _, order in batch if order]
        with cursor.copy(f"copy matters_order ({ORDERS}) from stdin") as copy:
            for begin in range(0, len(orders), 5000):
                copy.write("".join(_line(order) for order in orders[begin : begin + 5000]))
    connection.execute("vacuum analyze matters_matter")
    connection.execute("vacuum analyze matters_order")


# --- who asks -----------------------------------------------------------------------------------------


def _rules(into: Path) -> None:
    """Jiangjin's rules for both districts: only the number of matters shall differ."""
    shutil.copytree(ROOT / "packs", into)
    for code in SIZES:
        (into / code).mkdir()
        for path in (into / "jiangjin").glob("*.toml"):
            text = path.read_text(encoding="utf-8").replace('"jiangjin"', f'"{code}"')
            (into / code / path.name).write_text(text, encoding="utf-8")


def _settle(code: str) -> tuple[Client, str]:
    """Towns, units, a handler of unit1 and auditor who has logged in; the digest of the rules in force."""
    import io

    from django.contrib.auth import get_user_model
    from django.test import Client

    from yuanba.districts import queries as districts
    from yuanba.packs import store
    from yuanba.people import services as people
    from yuanba.places import services as places
    from yuanba.rules.core.actor import operator

    row, now, by = districts.district(code), datetime.now(UTC), operator("bench")
    assert row
    towns = ["code,name,valid_from", "500116,江津区,2020-01-01"]
    towns += [f"500116{number:03d},{number}号街道,2020-01-01" for number in range(1, TOWNS + 1)]
    units = ["code,name,kind", *(f"unit{number},{number}号单位,department" for number in range(1, 201))]
    with districts.inside(row):
        taken = places.import_places(
            actor=by, file=io.BytesIO("\n".join(towns).encode()), commit=True, now=now
        )
        assert taken.is_written, taken
        taken = people.import_units(
            actor=by, file=io.BytesIO("\n".join(units).encode()), commit=True, now=now
        )
        assert taken.is_written, taken
        key = people.open_account(actor=by, login="handler", name="经办", password="bench bench", now=now)
        for title, unit, area in (("handler", "unit1", ""), ("auditor", "", "500116")):
            people.appoint(
                actor=by,
                account_key=key,
                title=title,
                unit=unit,
                area=area,
                from_on=date(2025, 1, 1),
                now=now,
            )
        client = Client()
        client.force_login(get_user_model().objects.get(login="handler"))
        return client, store.in_force(now.date()).digest


# --- ask ----------------------------------------------------------------------------------------------


CASES: dict[str, tuple[str, dict[str, str]]] = {
    "public page": ("public", {}),
    "public page, class": ("public", {"class": "public"}),
    "public page, town": ("public", {"town": SHOWN_TOWN}),
    "public page, class and town": ("public", {"class": "common", "town": SHOWN_TOWN}),
    "public API": ("api/v1/public/matters", {}),
    "public API, class": ("api/v1/public/matters", {"class_code": "public"}),
    "public API, town": ("api/v1/public/matters", {"subdistrict": SHOWN_TOWN}),
    "orders page": ("orders", {}),
    "orders API": ("api/v1/orders", {}),
    "all matters page": ("matters", {}),
    "all matters page, rare state": ("matters", {"state": "refused"}),
}


def _get(place: Place, path: str, wanted: dict[str, str]) -> Any:
    answer = place.client.get(f"/d/{place.code}/{path}?{urlencode(wanted)}")
    assert answer.status_code == 200, (answer.status_code, answer.content[:300])
    return answer


def _follow(place: Place, path: str, wanted: dict[str, str], pages: int) -> str:
    """The cursor of a page so far behind the first, reached through the API."""
    after = ""
    for _ in range(pages - 1):
        after = _get(place, path, wanted | {"after": after}).json()["after"]
        assert after, f"{place.code} has fewer than {pages} pages of {path} {wanted}"
    return after


def _deep_cases(place: Place) -> None:
    public = "api/v1/public/matters"
    for case, wanted, share in (
        ("public page", {}, PUBLISHED_SHARE),
        ("public page, class", {"class_code": "public"}, PUBLISHED_SHARE / 2),
        ("public page, town", {"subdistrict": SHOWN_TOWN}, SHOWN_IN_TOWN),
    ):
        pages = min(DEEP, int(place.rows * share / ROWS_PER_PAGE * 0.8))
        place.deep[case] = _follow(place, public, wanted, pages)
    place.deep["public API"] = place.deep["public page"]
    place.deep["orders page"] = _follow(place, "api/v1/orders", {"limit": "10"}, 3)


def _timed(place: Place, path: str, wanted: dict[str, str]) -> float:
    begun = time.perf_counter()
    _get(place, path, wanted)
    return (time.perf_counter() - begun) * 1000


def measure(places: Sequence[Place]) -> dict[str, dict[str, Any]]:
    """The 95th percentile of every case in every run, the districts in turn."""
    cases = [(name, *asked, False) for name, asked in CASES.items()]
    cases += [(f"{name}, deep", *CASES[name], True) for name in places[0].deep]
    found: dict[str, dict[str, Any]] = {}
    for name, path, wanted, is_deep in cases:
        runs: dict[str, list[float]] = {place.code: [] for place in places}
        for _ in range(RUNS):
            taken: dict[str, list[float]] = {place.code: [] for place in places}
            for _ in range(REQUESTS):
                for place in places:
                    after = {"after": place.deep[name.removesuffix(", deep")]} if is_deep else {}
                    taken[place.code].append(_timed(place, path, wanted | after))
            for place in places:
                runs[place.code].append(percentile(taken[place.code], 0.95))
        small, large = (statistics.median(runs[place.code]) for place in places)
        found[name] = {"p95_ms": [round(small, 2), round(large, 2)], "ratio": round(large / small, 2)}
        print(f"{name:32}{small:10.2f}{large:10.2f}{large / small:8.2f}", flush=True)
    return found


def _prepare(ours: House) -> list[Place]:
    places = []
    with ours.cluster.connect("postgres") as connection:
        for code, rows in SIZES.items():
            client, digest = _settle(code)
            begun = time.monotonic()
            load(connection, code, rows, digest)
            print(f"{code}: {rows} matters loaded in {time.monotonic() - begun:.0f} s", flush=True)
            places.append(Place(code, rows, client))
    connection.close()
    for place in places:
        _deep_cases(place)
    return places


def main() -> None:
    """Print the 95th percentiles and their ratios."""
    rules = folders.data().with_name(f"{folders.data().name}-bench-packs")
    shutil.rmtree(rules, ignore_errors=True)
    os.environ["YUANBA_PACKS"] = str(rules)
    _rules(rules)
    try:
        with house(("small", "小区县"), ("large", "大区县")) as ours:
            places = _prepare(ours)
            print(f"95th percentile in ms, median of {RUNS} runs of {REQUESTS} requests")
            print(f"{'':32}{SIZES['small']:>10}{SIZES['large']:>10}{'ratio':>8}")
            found = measure(places)
    finally:
        shutil.rmtree(rules, ignore_errors=True)
    worst = max(found, key=lambda name: found[name]["ratio"])
    print(f"worst: {worst}, {found[worst]['ratio']}; asked: at most {GOAL}")
    report("lists", {"cases": found, "ratio": found[worst]["ratio"], "asked": GOAL})


if __name__ == "__main__":
    main()
