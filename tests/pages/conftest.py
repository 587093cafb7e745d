"""A site that a real browser can open, with Jiangjin's cast in a database of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.utils import translation
from playwright.sync_api import Browser, Page, sync_playwright

from tests import cast
from tests.chromium import CHROMIUM
from tests.serving import served
from yuanba.districts.queries import DistrictRow


@pytest.fixture(autouse=True)
def _chinese_again() -> Iterator[None]:
    """A request leaves its language to the thread; no test leaves it to the next one."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def site(own_database: DistrictRow) -> Iterator[str]:
    """The address of Jiangjin on a real server; its places and people are there."""
    cast.assemble(now=datetime.now(UTC))
    with served() as address:
        yield address


@contextmanager
def _running(loop: asyncio.AbstractEventLoop | None) -> Iterator[None]:
    """Playwright's loop stays in this thread, and where Django sees one it refuses the database."""
    before = asyncio._get_running_loop()
    asyncio._set_running_loop(loop)
    try:
        yield
    finally:
        asyncio._set_running_loop(before)


@pytest.fixture(scope="session")
def chromium() -> Iterator[tuple[Browser, asyncio.AbstractEventLoop]]:
    """One Chromium for all tests of this process, and the loop that drives it."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--use-fake-device-for-media-stream",  # a microphone that hums
                "--use-fake-ui-for-media-stream",
            ],
        )
        loop = asyncio.get_running_loop()
        with _running(None):
            yield opened, loop
        opened.close()


@pytest.fixture
def browser(site: str, chromium: tuple[Browser, asyncio.AbstractEventLoop]) -> Iterator[Browser]:
    """Chromium with nothing open; whatever a test opens is closed before the site goes away."""
    opened, loop = chromium
    with _running(loop):
        yield opened
        for context in opened.contexts:
            context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A phone 390 px wide, in Chinese. A fault on its console, such as a refused script, fails the test."""
    said: list[str] = []
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    page = context.new_page()
    page.on("console", lambda line: said.append(line.text) if line.type in {"error", "warning"} else None)
    page.on("pageerror", lambda fault: said.append(str(fault)))
    yield page
    context.close()
    assert not said, said
