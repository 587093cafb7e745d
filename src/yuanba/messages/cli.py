"""``yuanba messages status`` and ``yuanba messages retry``: inspect the outbox, send failures again."""

from __future__ import annotations

import argparse
import json

from yuanba.messages import queries, services
from yuanba.rules.core.actor import operator
from yuanba.web import entrance


def add_arguments(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    messages = commands.add_parser("messages", help="messages by state; send again what failed")
    verbs = messages.add_subparsers(required=True)
    status = verbs.add_parser("status", help="how many are in which state, and what is stuck")
    status.add_argument("--district", required=True)
    status.add_argument("--json", action="store_true")
    status.set_defaults(run=run_status)
    retry = verbs.add_parser("retry", help="send again what failed or was given up")
    retry.add_argument("--district", required=True)
    retry.set_defaults(run=run_retry)


def run_status(arguments: argparse.Namespace) -> int:
    counts = queries.counts()
    stuck = queries.outbox(operator("cli"), at=entrance.now())
    if arguments.json:
        rows = [{"id": row.id, "channel": row.channel, "fault": row.fault} for row in stuck]
        print(json.dumps({"counts": counts, "stuck": rows}))
        return 0
    for state, number in counts.items():
        print(f"{state:<10} {number:>7}")
    for row in stuck:
        print(f"{row.state:<10} {row.channel:<8} {row.masked:<20} {row.fault} ×{row.attempts}  #{row.id}")
    return 0


def run_retry(arguments: argparse.Namespace) -> int:
    count = services.retry(actor=operator("cli"), now=entrance.now())
    print(f"{arguments.row.code}: {count} to be sent again")
    return 0
