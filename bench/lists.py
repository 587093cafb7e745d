"""Whether long lists stay quick: the public's and the work tables, with 1,000,000 matters as with 10,000.

    python -m bench.lists

Two districts of one server, under the same rules, loaded by COPY (`bench/lists_rows.py`). Pages and API are
asked through Django's test client in this process, the two districts in turn, as the public, as a handler of
one unit, as a triager of the district and as a lead of one town; deep pages are reached by their cursors. The
figures are the median and the 95th percentile of each case and their ratios, large to small. The floor reads
thirty of the newest matters by bare psycopg, and a page whose filter finds nothing.
"""

from __future__ import annotations

import os
import shutil
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import psycopg

from bench import lists_rows as made
from bench.house import ROOT, RUNS, House, house, percentile, report
from bench.lists_cases import CASES, HANDLER, PUBLIC, SAVED, SHOWN_TOWN, STAFF, TRIAGER
from yuanba.server import folders

if TYPE_CHECKING:
    from django.test import Client

SIZES = {"small": 10_000, "large": int(os.environ.get("BENCH_LISTS_ROWS", "1000000"))}
#: Requests of one kind to one district, per run.
REQUESTS = int(os.environ.get("BENCH_LISTS_REQUESTS", "40"))
GOAL = 1.5
#: A deep page is the two hundredth, or nearly the last where there are fewer.
DEEP, ROWS_PER_PAGE = 200, 30
#: The share of a district's matters that its second town has published.
SHOWN_IN_TOWN = 0.0375


@dataclass
class Place:
    """A district of some size, who asks there, the floor's connection, and where deep pages begin."""

    code: str
    rows: int
    clients: Mapping[str, Client]
    floor: psycopg.Connection
    deep: dict[str, str] = field(default_factory=dict)


# --- who asks -----------------------------------------------------------------------------------------


def _rules(into: Path) -> None:
    """Jiangjin's rules for both districts: only the number of matters shall differ."""
    shutil.copytree(ROOT / "packs", into)
    for code in SIZES:
        (into / code).mkdir()
        for path in (into / "jiangjin").glob("*.toml"):
            text = path.read_text(encoding="utf-8").replace('"jiangjin"', f'"{code}"')
            (into / code / path.name).write_text(text, encoding="utf-8")


def _settle(code: str, rows: int) -> tuple[dict[str, Client], made.Plan]:
    """Areas, units and people who have logged in; what the district's rows are to be made of."""
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
    units = ["code,name,kind"]
    units += [f"unit{number},{number}号单位,department" for number in range(1, made.UNITS + 1)]
    clients, keys = {PUBLIC: Client()}, {}
    with districts.inside(row):
        for take, lines in ((places.import_places, made.areas()), (people.import_units, units)):
            taken = take(actor=by, file=io.BytesIO("\n".join(lines).encode()), commit=True, now=now)
            assert taken.is_written, taken
        for login, held in STAFF.items():
            key = people.open_account(actor=by, login=login, name="测试", password="bench bench", now=now)
            for title, unit, area in held:
                people.appoint(
                    actor=by,
                    account_key=key,
                    title=title,
                    unit=unit,
                    area=area,
                    from_on=date(2025, 1, 1),
                    now=now,
                )
            clients[login] = Client()
            clients[login].force_login(get_user_model().objects.get(login=login))
            keys[login] = key
        pack = store.in_force(now.date())
        items = {
            kind: [one for one, item in pack.items.items() if item.class_code == kind]
            for kind in made.CLASSES
        }
        return clients, made.Plan(rows=rows, digest=pack.digest, items=items, handler_key=keys[HANDLER])


# --- ask ----------------------------------------------------------------------------------------------


FLOOR = "floor: thirty rows"
#: What stands once in each row: of a work table, of a public list, of a list over JSON.
ROW_MARKS = (b"data-row ", b"yb-row__title", b'"area_path"')


def _get(place: Place, who: str, path: str, wanted: Mapping[str, str]) -> Any:
    answer = place.clients[who].get(f"/d/{place.code}/{path}?{urlencode(wanted)}")
    assert answer.status_code == 200, (path, wanted, answer.status_code, answer.content[:300])
    return answer


def _follow(place: Place, path: str, wanted: dict[str, str], pages: int, *, who: str = PUBLIC) -> str:
    """The cursor of a page so far behind the first, reached through the API."""
    after = ""
    for _ in range(pages - 1):
        after = _get(place, who, path, wanted | {"after": after}).json()["after"]
        assert after, f"{place.code} has fewer than {pages} pages of {path} {wanted}"
    return after


def _deep_cases(place: Place) -> None:
    """Where the deep pages begin: of the public's lists as their API says, of matters as the table does."""
    public = "api/v1/public/matters"
    for case, wanted, share in (
        ("public page", {}, made.PUBLISHED_SHARE * 0.6),
        ("public page, class", {"class_code": "public"}, made.PUBLISHED_SHARE * 0.35),
        ("public page, town", {"subdistrict": SHOWN_TOWN}, SHOWN_IN_TOWN * 0.6),
    ):
        pages = min(DEEP, int(place.rows * share / ROWS_PER_PAGE * 0.8))
        place.deep[case] = _follow(place, public, wanted, pages)
    place.deep["public API"] = place.deep["public page"]
    for case in ("matters", "matters, class", "a town's matters", "matters by due", "matters by -ended"):
        place.deep[case] = _page_at(place, *CASES[case])


def _page_at(place: Place, who: str, path: str, wanted: dict[str, str]) -> str:
    """The cursor behind the rows of many pages of a work table."""
    from django.contrib.auth import get_user_model

    from yuanba.districts import queries as districts
    from yuanba.people import queries as people
    from yuanba.web.tables import TableReader, asked, registry

    table = registry.known(path)
    row = districts.district(place.code)
    assert row
    assert table
    with districts.inside(row):
        account = get_user_model().objects.get(login=who)
        reader = TableReader(actor=people.actor_of(account), now=datetime.now(UTC))
        limit = min(DEEP * ROWS_PER_PAGE, table.count(reader, asked.read(table, {})) // 2)
        return table.rows(
            reader, asked.read(table, {name: [one] for name, one in wanted.items()}), limit
        ).after


def _thirty(place: Place) -> None:
    place.floor.execute(
        "select * from matters_matter order by filed_at desc, id desc limit %s", [ROWS_PER_PAGE]
    ).fetchall()


@dataclass(frozen=True)
class Taken:
    """What one request took, of it in the database, both in milliseconds; and how many rows it showed."""

    ms: float
    database_ms: float
    rows: int


def _timed(ask: Callable[[], Any]) -> Taken:
    """Ask once and look at the clock, also around each statement."""
    from django.db import connection

    spent = 0.0

    def note(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        nonlocal spent
        begun = time.perf_counter()
        try:
            return execute(sql, parameters, many, context)
        finally:
            spent += time.perf_counter() - begun

    begun = time.perf_counter()
    with connection.execute_wrapper(note):
        answer = ask()
    taken = time.perf_counter() - begun
    shown = answer.content if answer is not None else b""
    rows = max(map(shown.count, ROW_MARKS)) if answer is not None else ROWS_PER_PAGE
    return Taken(taken * 1000, spent * 1000, rows)


def _asks(name: str, place: Place) -> Callable[[], Any]:
    """What one request of a case is, in one district."""
    if name == FLOOR:
        return lambda: _thirty(place)
    plain = name.removesuffix(", deep")
    who, path, wanted = CASES[plain]
    if plain != name:
        wanted = wanted | {"after": place.deep[plain]}
    return lambda: _get(place, who, path, wanted)


def measure(places: Sequence[Place], cases: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The 95th percentile of every case, of the page and of the database's part, the districts in turn.

    Where the small district has less than the large one to fill a page with, a full page of its same list is
    what the large one is compared with, or where that has none, its page of all matters.
    """
    found: dict[str, dict[str, Any]] = {}
    full: dict[str, float] = {}
    for name in cases:
        runs: dict[str, list[list[float]]] = {place.code: [] for place in places}
        rows = []
        for _ in range(RUNS):
            taken: dict[str, list[Taken]] = {place.code: [] for place in places}
            for _ in range(REQUESTS):
                for place in places:
                    taken[place.code].append(_timed(_asks(name, place)))
            for code, each in taken.items():
                runs[code].append(
                    [
                        percentile([one.ms for one in each], 0.5),
                        percentile([one.ms for one in each], 0.95),
                        percentile([one.database_ms for one in each], 0.95),
                    ]
                )
            rows = [each[0].rows for each in taken.values()]
        small, large = (
            [round(statistics.median(figures), 1) for figures in zip(*runs[place.code], strict=True)]
            for place in places
        )
        path = CASES[name.removesuffix(", deep")][1] if name != FLOOR else name
        if rows[0] == ROWS_PER_PAGE:
            full.setdefault(path, small[1])
        is_short = rows[0] < rows[1] and bool(full.keys() & {path, "matters"})
        base = max(small[1], full.get(path, full.get("matters", 0))) if is_short else small[1]
        found[name] = {
            "p50_ms": [small[0], large[0]],
            "p95_ms": [small[1], large[1]],
            "database_p95_ms": [small[2], large[2]],
            "rows": rows,
            "ratio": round(large[1] / base, 2),
        }
        print(
            f"{name:38}{small[0]:8.1f}{large[0]:8.1f}{small[1]:8.1f}{large[1]:8.1f}{large[1] / base:7.2f}"
            f"{'*' if is_short else ' '}{small[2]:8.1f}{large[2]:8.1f}{rows[0]:5}{rows[1]:5}",
            flush=True,
        )
    return found


def _prepare(ours: House) -> list[Place]:
    places = []
    for code, rows in SIZES.items():
        clients, plan = _settle(code, rows)
        begun = time.monotonic()
        with ours.cluster.connect("postgres") as connection:
            made.load(connection, code, plan)
        print(f"{code}: {rows} matters loaded in {time.monotonic() - begun:.0f} s", flush=True)
        floor = ours.cluster.connect("postgres")
        floor.execute(f"set search_path = d_{code}, public")
        place = Place(code, rows, clients, floor)
        _keep_views(place)
        places.append(place)
    for place in places:
        _deep_cases(place)
    return places


def _keep_views(place: Place) -> None:
    """The views of the menu, saved by the triager as anybody would."""
    for number, wanted in enumerate(SAVED):
        said = {"name": f"视图{number}", "share": "", "table": "matters", "query": urlencode(wanted)}
        answer = place.clients[TRIAGER].post(f"/d/{place.code}/views/save", said)
        assert answer.status_code == 302, answer.content[:300]


def main() -> None:
    """Print the figures and their ratios."""
    rules = folders.data().with_name(f"{folders.data().name}-bench-packs")
    shutil.rmtree(rules, ignore_errors=True)
    os.environ["YUANBA_PACKS"] = str(rules)
    _rules(rules)
    try:
        with house(("small", "小区县"), ("large", "大区县")) as ours:
            places = _prepare(ours)
            print(f"in ms, median of {RUNS} runs of {REQUESTS} requests; * of a full page of the small one")
            heads = ("p50", "p50", "p95", "p95")
            print(f"{'':38}{''.join(f'{head:>8}' for head in heads)}  ratio   database p95   rows")
            found = measure(places, [FLOOR, *CASES, *(f"{name}, deep" for name in places[0].deep)])
            for place in places:
                place.floor.close()
    finally:
        shutil.rmtree(rules, ignore_errors=True)
    worst = max(found, key=lambda name: found[name]["ratio"])
    print(f"worst: {worst}, {found[worst]['ratio']}; asked: at most {GOAL}")
    report("lists", {"cases": found, "ratio": found[worst]["ratio"], "asked": GOAL})


if __name__ == "__main__":
    main()
