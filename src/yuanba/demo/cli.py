"""``yuanba demo``: a district that lives, for whoever wants to try it."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from datetime import datetime
from unicodedata import east_asian_width

from django.db import ProgrammingError, connections

from yuanba.demo import play, wipe
from yuanba.demo.logins import DISTRICT, LOGINS, NAME, NAME_EN, PASSWORD
from yuanba.districts import entrance, queries
from yuanba.districts.queries import DistrictRow

#: Changing the schema is the owner's, and which role we have is settled before settings load.
YUANBA = (sys.executable, "-m", "yuanba.config.command")


def add_arguments(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    demo = commands.add_parser("demo", help="a living demonstration: 江津区, invented people and matters")
    demo.add_argument("--port", type=int, default=8000)
    demo.add_argument("--reset", action="store_true", help="forget what visitors did, and begin anew")
    demo.add_argument("--no-serve", action="store_true", help="only make the district, serve nothing")
    demo.add_argument("--wipe", action="store_true", help=argparse.SUPPRESS)
    demo.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if arguments.wipe:
        wipe.wipe()
        return 0
    if arguments.reset and _known():
        _tell("清除旧的示例数据", "forgetting the old demonstration")
        _owner("demo", "--wipe")
    _make(entrance.now())
    connections.close_all()
    if arguments.no_serve:
        print(table(""))
        return 0
    address = f"http://127.0.0.1:{arguments.port}/"
    return int(arguments.serve(port=arguments.port, with_worker=True, announce=lambda: print(table(address))))


def _make(now: datetime) -> None:
    """Bring the database up to date, open the district and fill it; nothing where all this is done."""
    row = _known()
    if row is None or row.head != queries.code_head():
        _tell("准备数据库", "preparing the database")
        _owner("upgrade")
        row = queries.district(DISTRICT)
    if row is None:
        _owner("district", "add", DISTRICT, "--name", NAME, "--name-en", NAME_EN)
        row = queries.district(DISTRICT)
    assert row, "just added"
    started = time.monotonic()
    with queries.inside(row):
        if play.seed(now=now, tell=lambda step: _tell(f"写入示例数据：{ZH[step]}", step)):
            _tell("完成", f"done in {time.monotonic() - started:.1f} s")


ZH = {
    "areas, units, log-ins": "区域、单位、账号",
    "matters": "事项",
    "journal, messages": "日志、消息",
}


def _known() -> DistrictRow | None:
    """The district, or nothing where there is not even a list of districts yet."""
    try:
        return queries.district(DISTRICT)
    except ProgrammingError:
        return None


def _owner(*words: str) -> None:
    environment = {**os.environ, "YUANBA_ROLE": "owner"}
    connections.close_all()
    done = subprocess.run([*YUANBA, *words], env=environment, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


def _tell(zh: str, en: str) -> None:
    print(f"  {zh} / {en} …", flush=True)


def table(address: str) -> str:
    """Who can be played, and what to try first, as a table for the terminal."""
    head = ("账号 log-in", "身份 role", "先试什么 what to try first")
    rows = [(one.login, one.role.zh, one.first.zh, one.role.en, one.first.en) for one in LOGINS]
    wide = max(_width(text) for text in (head[0], *(row[0] for row in rows)))
    role = max(_width(text) for row in rows for text in (row[1], row[3]))
    lines = ["", f"  {_pad(head[0], wide)}  {_pad(head[1], role)}  {head[2]}", ""]
    for login, role_zh, first_zh, role_en, first_en in rows:
        lines.append(f"  {_pad(login, wide)}  {_pad(role_zh, role)}  {first_zh}")
        lines.append(f"  {_pad('', wide)}  {_pad(role_en, role)}  {first_en}")
    lines += ["", f"  密码都是 / the password of all:  {PASSWORD}"]
    if address:
        lines.append(f"  打开 / open:  {address}    登录 / log in:  {address}d/{DISTRICT}/account/login/")
    lines.append("  人物和事项均为虚构。/ All people and matters are invented.")
    return "\n".join([*lines, ""])


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
