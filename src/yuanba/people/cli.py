"""``yuanba people …``: accounts, units, staff, positions, lost passwords and factors, program keys."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from yuanba.districts.arguments import file_or_folder, one_line
from yuanba.people import queries, services
from yuanba.people.queries import program_keys
from yuanba.rules.core.access import operator
from yuanba.rules.core.actions import verb_of
from yuanba.rules.core.programs import PROGRAM_VERBS
from yuanba.rules.time.calendar import day
from yuanba.sheets import tables
from yuanba.sheets.reports import report
from yuanba.web import entrance
from yuanba.web.dates import day_argument

_ACTOR = operator("cli")
_KEEPERS = ("system_admin", "security_admin", "audit_admin")


def add_arguments(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    people = commands.add_parser("people", help="accounts, units, staff, positions")
    verbs = people.add_subparsers(required=True)
    first = verbs.add_parser("first-account", help="open the account of an administrator")
    first.add_argument("--district", required=True)
    first.add_argument("--login", required=True)
    first.add_argument("--name", type=one_line(40), help="the person's name; it is stored sealed")
    first.add_argument("--role", choices=_KEEPERS, default="system_admin")
    first.add_argument("--password-stdin", action="store_true", help="read the password from a pipe")
    first.set_defaults(run=run_first_account)
    for name, words, run in (
        ("units", "read a CSV file of units", run_units),
        ("staff", "read a CSV file of staff and their positions", run_staff),
    ):
        taking = verbs.add_parser(name, help=f"{words}; without --commit only look")
        taking.add_argument("file", type=file_or_folder)
        taking.add_argument("--district", required=True)
        taking.add_argument("--commit", action="store_true", help="write what was read")
        taking.add_argument("--skip-refused", action="store_true", help="write the good rows all the same")
        taking.add_argument("--refused", type=file_or_folder, help="where to put the refused rows")
        taking.add_argument("--json", action="store_true")
        taking.set_defaults(run=run)
        if name == "staff":
            taking.add_argument(
                "--passwords", type=file_or_folder, help="where to put the one-time passwords"
            )
    _add_appoint(verbs)


def _add_appoint(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    appoint = verbs.add_parser("appoint", help="appoint an account to a position")
    appoint.add_argument("--district", required=True)
    appoint.add_argument("--login", required=True)
    appoint.add_argument("--position", required=True, help="its code in the rules of the district")
    appoint.add_argument("--unit", default="")
    appoint.add_argument("--area", default="")
    appoint.add_argument("--estate", default="")
    appoint.add_argument("--from", dest="from_on", type=day_argument)
    appoint.add_argument("--until", dest="until_on", type=day_argument)
    appoint.set_defaults(run=run_appoint)
    reset = verbs.add_parser("reset-password", help="print a new one-time password")
    reset.add_argument("--district", required=True)
    reset.add_argument("--login", required=True)
    reset.set_defaults(run=run_reset)
    lost = verbs.add_parser(
        "reset-second-factor", help="take a lost second factor away; print a new one-time password"
    )
    lost.add_argument("--district", required=True)
    lost.add_argument("--login", required=True)
    lost.add_argument(
        "--reason", type=one_line(1000), required=True, help="it goes on record, and the person is told"
    )
    lost.set_defaults(run=run_reset_factor)
    _add_keys(verbs)


def _add_keys(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    listed = verbs.add_parser(
        "keys", help="the keys of programs: whose, for what, until when, last used when"
    )
    listed.add_argument("--district", required=True)
    listed.set_defaults(run=run_keys)
    issue = verbs.add_parser("issue-key", help="print a new key for a program's account")
    issue.add_argument("--district", required=True)
    issue.add_argument("--login", required=True)
    issue.add_argument("--may", required=True, nargs="+", choices=[str(verb) for verb in PROGRAM_VERBS])
    issue.add_argument("--until", dest="until_on", type=day_argument, required=True)
    issue.set_defaults(run=run_issue_key)
    revoke = verbs.add_parser("revoke-key", help="end a key at once")
    revoke.add_argument("--district", required=True)
    revoke.add_argument("--key", required=True, help="its public part: the eight letters after yb_")
    revoke.add_argument("--reason", type=one_line(1000), required=True)
    revoke.set_defaults(run=run_revoke_key)


def run_first_account(arguments: argparse.Namespace) -> int:
    if arguments.password_stdin:
        password = sys.stdin.readline().rstrip("\n")
    else:
        password = getpass.getpass()
        if password != getpass.getpass("Again: "):
            print("yuanba: the two passwords differ", file=sys.stderr)
            return 2
    try:
        validate_password(password)
    except ValidationError as fault:
        print("yuanba: " + " ".join(fault.messages), file=sys.stderr)
        return 2
    services.first_account(
        actor=_ACTOR,
        login=arguments.login,
        name=arguments.name or "",
        password=password,
        title=arguments.role,
        now=entrance.now(),
    )
    print(f"opened {arguments.login} as {arguments.role}: /d/{arguments.district}/account/login/")
    return 0


def run_units(arguments: argparse.Namespace) -> int:
    with arguments.file.open("rb") as file:
        taken = services.import_units(
            actor=_ACTOR,
            file=file,
            commit=arguments.commit,
            skip_refused=arguments.skip_refused,
            now=entrance.now(),
        )
    return report(taken, sentence=arguments.sentence, as_json=arguments.json, refused_to=arguments.refused)


def run_staff(arguments: argparse.Namespace) -> int:
    target: Path = arguments.passwords or arguments.file.with_suffix(".passwords.csv")
    if arguments.commit and target.exists():
        print(f"yuanba: {target} is there already; name another with --passwords", file=sys.stderr)
        return 2
    with arguments.file.open("rb") as file:
        staff = services.import_staff(
            actor=_ACTOR,
            file=file,
            commit=arguments.commit,
            skip_refused=arguments.skip_refused,
            now=entrance.now(),
        )
    if staff.passwords:
        _write_passwords(target, staff.passwords)
        print(f"one-time passwords: {target} (only you can read it; give them out, then delete it)")
    return report(
        staff.taken, sentence=arguments.sentence, as_json=arguments.json, refused_to=arguments.refused
    )


def _write_passwords(target: Path, passwords: tuple[tuple[str, str], ...]) -> None:
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as file:
        writer = tables.CsvWriter(file)
        writer.writerow(["login", "password"])
        writer.writerows(passwords)


def run_appoint(arguments: argparse.Namespace) -> int:
    now = entrance.now()
    services.appoint(
        actor=_ACTOR,
        account_key=_key(arguments.login),
        title=arguments.position,
        unit=arguments.unit,
        area=arguments.area,
        estate=arguments.estate,
        from_on=arguments.from_on or day(now),
        until_on=arguments.until_on,
        now=now,
    )
    return 0


def run_reset(arguments: argparse.Namespace) -> int:
    print(services.reset_password(actor=_ACTOR, account_key=_key(arguments.login), now=entrance.now()))
    return 0


def run_reset_factor(arguments: argparse.Namespace) -> int:
    password = services.reset_factor(
        actor=_ACTOR, account_key=_key(arguments.login), reason=arguments.reason, now=entrance.now()
    )
    print(password)
    return 0


def run_keys(arguments: argparse.Namespace) -> int:
    today = day(entrance.now())
    for row in program_keys.every_key():
        state = "open" if row.opens_on(today) else "over"
        used = f"{row.last_used_at:%Y-%m-%d %H:%M}" if row.last_used_at else "never"
        print(f"{row.prefix}  {row.login}  {state}  until {row.until_on}  used {used}  {' '.join(row.verbs)}")
    return 0


def run_issue_key(arguments: argparse.Namespace) -> int:
    issued = services.issue_key(
        actor=_ACTOR,
        account_key=_key(arguments.login),
        verbs=[verb_of(code) for code in arguments.may],
        until_on=arguments.until_on,
        now=entrance.now(),
    )
    print(issued.text)
    return 0


def run_revoke_key(arguments: argparse.Namespace) -> int:
    services.revoke_key(actor=_ACTOR, prefix=arguments.key, reason=arguments.reason, now=entrance.now())
    return 0


def _key(login: str) -> str:
    key = queries.key_of(login)
    if not key:
        raise services.UnknownAccount
    return key
