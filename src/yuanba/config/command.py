"""The ``yuanba`` command: prepares Django, then runs a command of one of the apps' ``cli`` modules."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

#: Apps that bring commands. Their modules are imported only once Django is set up.
COMMANDS = (
    "yuanba.config.cli",
    "yuanba.keeping.cli",
    "yuanba.keeping.keys",
    "yuanba.districts.cli",
    "yuanba.journal.cli",
    "yuanba.packs.cli",
    "yuanba.messages.cli",
    "yuanba.places.cli",
    "yuanba.people.cli",
    "yuanba.exchange.cli",
    "yuanba.demo.cli",
)
EMPTY = "数据库还没有建好，请先运行 / The database is not prepared yet, run first: yuanba upgrade"
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

    from yuanba.server import folders

    try:
        if not apps.ready:
            django.setup()
        return _run(_parser().parse_args(words))
    except folders.SetUpFault as fault:
        print(f"yuanba: {fault}", file=sys.stderr)
        return 3


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="yuanba", description="Yuanba 院坝")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name in COMMANDS:
        importlib.import_module(name).add_arguments(commands)
    return parser


def _run(parsed: argparse.Namespace) -> int:
    from django.db import OperationalError, ProgrammingError
    from psycopg.errors import UndefinedTable

    from yuanba.districts import queries
    from yuanba.matters.queries import figures
    from yuanba.rules.core.refusal import Refused
    from yuanba.server import child, postgres, supervisor
    from yuanba.web.sentences import refusal_sentence

    parsed.sentence, parsed.serve = refusal_sentence, supervisor.serve
    parsed.decisions, parsed.bound = figures.decisions, child.command
    if getattr(parsed, "without_database", False):
        return int(parsed.run(parsed))
    try:
        with postgres.running():
            if not hasattr(parsed, "district"):
                return int(parsed.run(parsed))
            row = queries.district(parsed.district)
            if row is None:
                known = ", ".join(known.code for known in queries.districts()) or "-"
                print(f"yuanba: no district {parsed.district!r}; known: {known}", file=sys.stderr)
                return 2
            parsed.row = row
            with queries.inside(row):
                return int(parsed.run(parsed))
    except Refused as refusal:
        print(f"yuanba: {refusal_sentence(refusal)}", file=sys.stderr)
        return 2
    except ProgrammingError as fault:
        if not isinstance(fault.__cause__, UndefinedTable):
            raise
        print(EMPTY, file=sys.stderr)
        return 3
    except OperationalError as fault:
        print(f"yuanba: the database does not answer: {fault}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main())
