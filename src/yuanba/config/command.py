"""The ``yuanba`` command: prepares Django, then runs a command of one of the apps' ``cli`` modules."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from importlib.util import find_spec

EMPTY = "数据库还没有建好，请先运行 / The database is not prepared yet, run first: yuanba upgrade"
ODD = "yuanba: 参数中有看不见或无法识别的字符 / an argument has characters that are unseen or no text"
#: What is said when the database is in trouble, by `districts.faults.Trouble`.
AWAY = {
    "away": "数据库没有应答 / the database does not answer",
    "read_only": "数据库现在只能读 / the database takes no writes now",
    "refused": "数据库不接受这个用户、密码或权限 / the database refuses this user, password or right",
    "busy": "数据库现在忙，请再试一次 / the database is busy, try once more",
}
#: Commands that change the schema run as the database's owner.
OWNERS = {"upgrade", "district", "backup", "restore"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; a refusal is printed as a sentence, without a traceback."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] and words[0] in OWNERS:
        os.environ["YUANBA_ROLE"] = "owner"
    if words[:1] == ["demo"]:
        os.environ["YUANBA_DEMO"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuanba.config.settings")

    import django
    from django.apps import apps

    from yuanba.config import logs
    from yuanba.rules.core.words import plain
    from yuanba.server import folders

    try:
        if not apps.ready:
            django.setup()
        if arguments is None:
            logs.hook()
        odd = next((word for word in words if plain(word) != word), None)
        if odd is not None:
            print(f"{ODD}: {ascii(odd)[:80]}", file=sys.stderr)
            return 2
        return _run(_parser().parse_args(words))
    except folders.SetUpFault as fault:
        print(f"yuanba: {fault}", file=sys.stderr)
        return 3
    except OSError as fault:  # a file that is named or needed, a port that is taken
        where = f"{fault.filename}: " if fault.filename else ""
        print(f"yuanba: {where}{fault.strerror or fault}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="yuanba", description="Yuanba 院坝")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add_all(commands)
    return parser


def add_all(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of this package, and those of every installed app that has a module ``cli``."""
    from django.apps import apps

    names = [f"{app.name}.cli" for app in apps.get_app_configs() if find_spec(f"{app.name}.cli")]
    for module in map(import_module, ["yuanba.config.cli", *names]):
        if hasattr(module, "add_arguments"):
            module.add_arguments(commands)


def _unknown(parsed: argparse.Namespace, known: list[str]) -> int:
    told = f"no district {parsed.district!r}; known: {', '.join(known) or '-'}"
    print(f"yuanba: {told}", file=sys.stderr)
    if getattr(parsed, "json", False):
        fault = {"place": "--district", "code": "district.unknown", "text": told}
        print(json.dumps({"faults": [fault]}, ensure_ascii=False))
    return 2


def _run(parsed: argparse.Namespace) -> int:
    from django.conf import settings
    from django.core.management import CommandError
    from django.db import Error

    from yuanba.districts import queries
    from yuanba.matters.queries import figures
    from yuanba.rules.core.refusal import Refused
    from yuanba.server import child, postgres, supervisor
    from yuanba.web.sentences import refusal_sentence

    parsed.sentence = refusal_sentence
    parsed.serve = partial(
        supervisor.serve,
        application=":".join(settings.WSGI_APPLICATION.rsplit(".", 1)),
        work=(*settings.COMMAND, "work"),
        health=(*settings.COMMAND, "health"),
    )
    parsed.decisions, parsed.bound = figures.decisions, child.command
    if getattr(parsed, "without_database", False):
        return int(parsed.run(parsed))
    try:
        with postgres.running():
            if not hasattr(parsed, "district"):
                return int(parsed.run(parsed))
            row = queries.district(parsed.district)
            if row is None:
                return _unknown(parsed, [known.code for known in queries.districts()])
            parsed.row = row
            with queries.inside(row):
                return int(parsed.run(parsed))
    except Refused as refusal:
        print(f"yuanba: {refusal_sentence(refusal)}", file=sys.stderr)
        return 2
    except Error as fault:
        said = _sentence(fault)
        if not said:
            raise
        print(said, file=sys.stderr)
        return 3
    except CommandError as fault:  # Django's own sentence for who commands, such as on migrations that clash
        print(f"yuanba: {fault}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _sentence(fault: BaseException) -> str:
    """What a fault of the database means to who commands; "" where it is a mistake of ours.

    At the door, where nothing was asked yet, the server's own words are told; later they may quote a value.
    """
    from psycopg.errors import UndefinedTable

    from yuanba.districts import faults

    if isinstance(fault.__cause__, UndefinedTable):
        return EMPTY
    if not faults.is_passing(fault):
        return ""
    reason = "" if getattr(fault.__cause__, "sqlstate", None) else f": {str(fault).strip()}"
    return f"yuanba: {AWAY[str(faults.trouble_of(fault))]}{reason}"


if __name__ == "__main__":
    raise SystemExit(main())
