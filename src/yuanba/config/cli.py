"""The commands ``yuanba serve``, ``work``, ``status``, ``jobs``, ``docs`` and ``manage``."""

from __future__ import annotations

import argparse
import sys

from django.conf import settings
from django.core import checks
from django.core.management import execute_from_command_line
from django.db import ProgrammingError, connection, connections

from yuanba.config import documents, worker
from yuanba.demo import remains
from yuanba.districts import queries
from yuanba.districts.arguments import port
from yuanba.keeping import health_server
from yuanba.packs.checks import owed_to_residents
from yuanba.rules.core.actor import operator
from yuanba.rules.time.calendar import day
from yuanba.server import postgres
from yuanba.web import entrance

#: Who gives commands about the whole installation.
OPERATOR = operator("cli")


NOBODYS = (
    "居民要能看到谁在运行这个平台。请在 {folder} 里补上，写法见 packs/README.md 的 [site] / "
    "residents must be able to read who runs these pages: write it in {folder}, "
    "see [site] in packs/README.md:"
)


def add_arguments(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    serve = commands.add_parser("serve", help="serve the pages")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=port, default=8000)
    serve.add_argument("--with-worker", action="store_true", help="and work off the jobs")
    serve.add_argument(
        "--health-port", type=port, help="where /health/ and /metrics are answered apart; else the next port"
    )
    serve.set_defaults(run=run_serve, without_database=True)
    health = commands.add_parser("health", help="answer /health/ and /metrics, apart from the pages")
    health.add_argument("--host", default="127.0.0.1")
    health.add_argument("--port", type=port, default=8001)
    health.set_defaults(run=run_health, without_database=True)  # which may be what is away
    work = commands.add_parser("work", help="work off the jobs")
    work.set_defaults(run=run_work)
    status = commands.add_parser("status", help="districts, versions, jobs, journal")
    status.set_defaults(run=run_status)
    jobs = commands.add_parser("jobs", help="jobs by state; retry what failed")
    jobs.add_argument("--retry-failed", action="store_true")
    jobs.set_defaults(run=run_jobs)
    docs = commands.add_parser("docs", help="write the generated documents")
    docs.add_argument("--check", action="store_true", help="only say whether they are true")
    docs.set_defaults(run=run_docs, without_database=True)
    manage = commands.add_parser("manage", help="a command of Django's own")
    manage.add_argument("words", nargs=argparse.REMAINDER)
    manage.set_defaults(run=run_manage)


def run_serve(arguments: argparse.Namespace) -> int:
    """Run the web server; print faults and return 1 where settings or packs are wrong.

    Also where a demonstration left data behind.
    """
    faults = [str(message) for message in checks.run_checks() if message.is_serious()]
    if faults:
        print("\n".join(faults), file=sys.stderr)
        return 1
    with postgres.running():
        if remains.are_in_the_way() or is_nobodys():
            return 1
        connections.close_all()
        served = arguments.serve(
            host=arguments.host,
            port=arguments.port,
            with_worker=arguments.with_worker,
            health_port=arguments.health_port or arguments.port + 1,
        )
        return int(served)


def is_nobodys() -> bool:
    """Return whether a district does not say who runs its pages, after printing what to write where."""
    if settings.DEMO:
        return False
    today = day(entrance.now())
    try:
        told = [line for row in queries.districts() for line in owed_to_residents(row.code, today)]
    except ProgrammingError:  # nothing was installed yet
        return False
    if told:
        print("\n".join([NOBODYS.format(folder=settings.PACKS), *told]), file=sys.stderr)
    return bool(told)


def run_health(arguments: argparse.Namespace) -> int:
    health_server.serve(arguments.host, arguments.port)
    return 0


def run_work(arguments: argparse.Namespace) -> int:
    if remains.are_in_the_way():
        return 1
    worker.work()
    return 0


def run_status(arguments: argparse.Namespace) -> int:
    for row in queries.districts():
        state = "ok" if row.head == queries.code_head() else "needs `yuanba upgrade`"
        with queries.inside(row), connection.cursor() as cursor:
            cursor.execute(
                "select (select count(*) from matters_matter), (select count(*) from journal_entry), "
                "(select count(*) from journal_waiting)"
            )
            matters, entries, waiting = cursor.fetchone()
        print(
            f"{row.code:<16} {row.name:<10} {state:<8} matters {matters}  journal {entries}"
            f"  waiting {waiting}"
        )
    return run_jobs(argparse.Namespace(retry_failed=False))


def run_jobs(arguments: argparse.Namespace) -> int:
    with queries.outside(), connection.cursor() as cursor:
        if arguments.retry_failed:
            cursor.execute("select id from procrastinate_jobs where status = 'failed'")
            for (job,) in cursor.fetchall():
                worker.retry(job)
        cursor.execute(
            "select status::text, task_name, count(*) from procrastinate_jobs group by 1, 2 order by 1, 2"
        )
        rows = cursor.fetchall()
    for status, name, count in rows:
        print(f"{status:<10} {count:>7}  {name}")
    if not rows:
        print("no jobs", file=sys.stderr)
    return 0


def run_docs(arguments: argparse.Namespace) -> int:
    return documents.write(check=arguments.check)


def run_manage(arguments: argparse.Namespace) -> int:
    execute_from_command_line(["yuanba manage", *arguments.words])
    return 0
