"""A browser in another district than Jiangjin: its pack over Kaizhou's empty schema, in a database alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from tests.serving import served
from yuanba.districts import queries as districts
from yuanba.districts.queries import DistrictRow
from yuanba.people.models import Account
from yuanba.server import postgres


def move_in(code: str, name: str) -> DistrictRow:
    """Give Kaizhou's row the code of another district: its own database is dropped after the test."""
    arguments = postgres.connect_arguments("owner", os.environ["YUANBA_DATABASE"])
    with psycopg.connect(**arguments, autocommit=True) as owner:  # type: ignore[arg-type]
        owner.execute(
            "update public.districts_district set code = %s, name = %s, name_en = %s where code = 'kaizhou'",
            (code, name, code),
        )
    found = districts.district(code)
    assert found
    return found


@contextmanager
def site_in(code: str, name: str) -> Iterator[str]:
    """The address of that district on a real server."""
    move_in(code, name)
    with served() as address:
        yield address.replace("/d/jiangjin", f"/d/{code}")


def aside(code: str, deed: Callable[[], object]) -> None:
    """Do something with the database beside the browser, which keeps this thread's event loop."""

    def run() -> None:
        row = districts.district(code)
        assert row
        with districts.inside(row):
            deed()
        connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(run).result()


@contextmanager
def opened(
    browser: Browser, site: str, code: str, login: str = "", *, width: int = 1440, height: int = 900
) -> Iterator[Page]:
    """A page of that district, with somebody logged in, at a desk or on a phone."""
    context: BrowserContext = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    if login:
        client, name = Client(), settings.SESSION_COOKIE_NAME
        aside(code, lambda: client.force_login(Account.objects.get(login=login)))
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])
    yield context.new_page()
    context.close()
