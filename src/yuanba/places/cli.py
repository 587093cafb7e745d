"""``yuanba places import``: import areas, estates and buildings from a CSV file."""

from __future__ import annotations

import argparse

from yuanba.districts.arguments import file_or_folder
from yuanba.places import services
from yuanba.rules.core.access import operator
from yuanba.sheets.reports import report
from yuanba.web import entrance


def add_arguments(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    places = commands.add_parser("places", help="areas, estates, buildings")
    verbs = places.add_subparsers(required=True)
    taking = verbs.add_parser("import", help="read a CSV file of places; without --commit only look")
    taking.add_argument("file", type=file_or_folder)
    taking.add_argument("--district", required=True)
    taking.add_argument("--commit", action="store_true", help="write what was read")
    taking.add_argument("--skip-refused", action="store_true", help="write the good rows all the same")
    taking.add_argument("--refused", type=file_or_folder, help="where to put the refused rows")
    taking.add_argument("--json", action="store_true")
    taking.set_defaults(run=run_import)


def run_import(arguments: argparse.Namespace) -> int:
    with arguments.file.open("rb") as file:
        taken = services.import_places(
            actor=operator("cli"),
            file=file,
            commit=arguments.commit,
            skip_refused=arguments.skip_refused,
            now=entrance.now(),
        )
    return report(taken, sentence=arguments.sentence, as_json=arguments.json, refused_to=arguments.refused)
