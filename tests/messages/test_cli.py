"""Operators see how messages fare and send again what is stuck."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from yuanba.districts.queries import DistrictRow
from yuanba.messages import cli, queries, services
from yuanba.messages.services import MessageChannel
from yuanba.rules.core.actor import system
from yuanba.web import entrance


def _run(row: DistrictRow, *words: str) -> int:
    parser = argparse.ArgumentParser()
    cli.add_arguments(parser.add_subparsers())
    parsed = parser.parse_args(["messages", *words, "--district", row.code])
    parsed.row = row
    found: int = parsed.run(parsed)
    return found


def test_status_names_what_is_stuck_without_its_address_and_retry_frees_it(
    jiangjin: DistrictRow,
    happen: Callable[..., int],
    morning: datetime,
    capsys: pytest.CaptureFixture[str],
) -> None:
    services.add_contact(
        kind="matter", key="17", channel=MessageChannel.WEBHOOK, address="https://10.0.0.1/secret", at=morning
    )
    happen("matter.assign", unit="city")
    services.read_journal()
    services.deliver(actor=system("test"), now=entrance.now() + timedelta(minutes=1))

    assert _run(jiangjin, "status") == 0
    told = capsys.readouterr().out
    assert "webhook.private_target" in told
    assert "10.0.0.1/…" in told
    assert "secret" not in told
    assert _run(jiangjin, "status", "--json") == 0
    assert json.loads(capsys.readouterr().out)["counts"]["given_up"] == 1
    assert _run(jiangjin, "retry") == 0
    assert capsys.readouterr().out == "jiangjin: 1 to be sent again\n"
    assert queries.counts()["waiting"] == 1
