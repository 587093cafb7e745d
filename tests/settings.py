"""Settings of the tests: a server of their own without fsync, and quick passwords."""

import os

os.environ.setdefault("YUANBA_FSYNC", "off")
if "YUANBA_DATA" not in os.environ:
    from tests import memory
    from yuanba.server import folders

    os.environ["YUANBA_DATA"] = str(memory.data(folders.data()))
os.environ["YUANBA_DEMO"] = "0"
os.environ.setdefault("YUANBA_LOG_LEVEL", "WARNING")  # a line for each request is noise here

from yuanba.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SECURE = False
#: Whoever tests it switches it on.
SECOND_FACTOR = False
