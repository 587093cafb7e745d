"""The settings of the tests with one more app, as whoever installs it would add it."""

from pathlib import Path

from yuanba import rules

#: In the house this is one more folder of `src/yuanba/rules`.
rules.__path__.append(str(Path(__file__).parent / "rules"))

from tests.settings import *  # noqa: E402, F403
from tests.settings import INSTALLED_APPS, TENANT_APPS  # noqa: E402

TENANT_APPS = [*TENANT_APPS, "tests.toy.ladders"]
INSTALLED_APPS = [*INSTALLED_APPS, "tests.toy.ladders"]
ROOT_URLCONF = "tests.toy.urls"
