"""``yuanba demo``: make and serve demonstration districts with invented people and matters."""

from __future__ import annotations

import argparse
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from unicodedata import east_asian_width

from django.conf import settings as django_settings
from django.db import ProgrammingError, connections

from yuanba.demo import house, play, remains, wipe
from yuanba.demo.setting import PASSWORD, Setting, setting, settings
from yuanba.districts import queries, services
from yuanba.districts.arguments import port
from yuanba.districts.queries import DistrictRow
from yuanba.packs import load
from yuanba.web import entrance


def add_arguments(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    demo = commands.add_parser("demo", help="a living demonstration: districts, invented people and matters")
    demo.add_argument("--port", type=port, default=8000)
    demo.add_argument("--district", dest="only", metavar="CODE", help="make only this one, which is quicker")
    demo.add_argument("--reset", action="store_true", help="forget what visitors did, and begin anew")
    demo.add_argument("--no-serve", action="store_true", help="only make the districts, serve nothing")
    demo.add_argument("--step", choices=("open", "seed", "wipe"), help=argparse.SUPPRESS)
    demo.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    wanted = [setting(arguments.only)] if arguments.only else _with_packs()
    if arguments.step:
        return _do(arguments.step, wanted)
    if remains.are_in_the_way():
        return 1
    # what messages say must lead somewhere
    os.environ.setdefault("YUANBA_ORIGINS", f"http://127.0.0.1:{arguments.port}")
    only = ("--district", arguments.only) if arguments.only else ()
    if arguments.reset and any(_known(one) for one in wanted):
        _tell("清除旧的示例数据", "forgetting the old demonstration")
        _owner("--step", "wipe", *only)
    _make(wanted, only, arguments.bound)
    if remains.are_in_the_way():  # what was behind could not be looked at before
        return 1
    connections.close_all()
    if arguments.no_serve:
        print(table(wanted, ""))
        return 0
    address = f"http://127.0.0.1:{arguments.port}/"
    announce = lambda: print(table(wanted, address))  # noqa: E731
    return int(arguments.serve(port=arguments.port, with_worker=True, announce=announce))


def _with_packs() -> list[Setting]:
    """Every demonstration whose mechanism lies in the folder of packs."""
    packs = load.districts_in(django_settings.PACKS)
    return [one for one in settings().values() if one.code in packs]


def _make(wanted: Sequence[Setting], only: Sequence[str], bound: Callable[..., list[str]]) -> None:
    """Bring the database up to date, open the districts and fill them; nothing where all this is done."""
    rows = [_known(one) for one in wanted]
    if any(row is None or row.head != queries.code_head() for row in rows):
        _tell("准备数据库", "preparing the database")
        _owner("--step", "open", *only)
        rows = [_known(one) for one in wanted]
    empty = [one for one, row in zip(wanted, rows, strict=True) if row and not _is_furnished(one, row)]
    connections.close_all()
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as hands:
        if any(list(hands.map(lambda one: _seed(one, bound), empty))):
            raise SystemExit(1)


def _is_furnished(one: Setting, row: DistrictRow) -> bool:
    with queries.inside(row):
        return house.is_furnished(one)


def _seed(one: Setting, bound: Callable[..., list[str]]) -> int:
    """Fill a district in a process of its own, which ends with ours."""
    _tell(f"{one.name}：写入示例数据", f"{one.name_en}: writing")
    started = time.monotonic()
    words = bound(*django_settings.COMMAND, "demo", "--district", one.code, "--step", "seed")
    status = subprocess.run(words, check=False).returncode
    if not status:
        _tell(f"{one.name}：完成", f"{one.name_en}: done in {time.monotonic() - started:.1f} s")
    return status


def _do(step: str, wanted: Sequence[Setting]) -> int:
    """One step in a process of its own."""
    if step == "wipe":
        wipe.wipe(wanted)
    elif step == "open":
        services.upgrade(tell=lambda schema: None)
        for one in wanted:
            if queries.district(one.code) is None:
                _tell(f"{one.name}：建库", f"{one.name_en}: opening")
                services.add(code=one.code, name=one.name, name_en=one.name_en, at=entrance.now())
    else:
        for one in wanted:
            row = queries.district(one.code)
            assert row, "opened before"
            with queries.inside(row):
                play.seed(one, now=entrance.now())
    return 0


def _known(one: Setting) -> DistrictRow | None:
    """The district, or nothing where there is not even a list of districts yet."""
    try:
        return queries.district(one.code)
    except ProgrammingError:
        return None


def _owner(*words: str) -> None:
    environment = {**os.environ, "YUANBA_ROLE": "owner"}
    connections.close_all()
    done = subprocess.run([*django_settings.COMMAND, "demo", *words], env=environment, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


def _tell(zh: str, en: str) -> None:
    print(f"  {zh} / {en} …", flush=True)


def table(wanted: Sequence[Setting], address: str) -> str:
    """Return the text that the terminal shows: addresses, roles to log in as, and what to try first."""
    told = _of_one(wanted[0]) if len(wanted) == 1 else _of_many(wanted, address)
    lines = ["", *told, "", f"  密码都是 / the password of all:  {PASSWORD}"]
    if address and len(wanted) == 1:
        log_in = f"{address}d/{wanted[0].code}/account/login/"
        lines.append(f"  打开 / open:  {address}    登录 / log in:  {log_in}")
    lines.append("  人物和事项均为虚构。/ All people and matters are invented.")
    return "\n".join([*lines, ""])


def _of_one(one: Setting) -> list[str]:
    head = ("账号 log-in", "身份 role", "先试什么 what to try first")
    rows = [(one.login, one.role.zh, one.first.zh, one.role.en, one.first.en) for one in one.logins]
    wide = max(_width(text) for text in (head[0], *(row[0] for row in rows)))
    role = max(_width(text) for row in rows for text in (row[1], row[3]))
    lines = [f"  {_pad(head[0], wide)}  {_pad(head[1], role)}  {head[2]}", ""]
    for login, role_zh, first_zh, role_en, first_en in rows:
        lines.append(f"  {_pad(login, wide)}  {_pad(role_zh, role)}  {first_zh}")
        lines.append(f"  {_pad('', wide)}  {_pad(role_en, role)}  {first_en}")
    return lines


def _of_many(wanted: Sequence[Setting], address: str) -> list[str]:
    wide = max(_width(f"{one.name} {one.name_en}") for one in wanted)
    shared = [one.login for one in wanted[0].logins if all(_plays(other, one.login) for other in wanted)]
    return [
        f"  打开 / open:  {address}" if address else "  区县 / districts:",
        *(f"  {_pad(f'{one.name} {one.name_en}', wide)}  {address or '/'}d/{one.code}/" for one in wanted),
        "",
        "  每个区县的登录页列出它的各种身份，点一下就登录。",
        "  Each district's log-in page lists its roles; one tap logs in.",
        f"  都有的账号 / log-ins everywhere:  {' '.join(shared)}",
    ]


def _plays(one: Setting, login: str) -> bool:
    return any(known.login == login for known in one.logins)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
