"""The WSGI entry point that granian serves; a web worker ends with the server that forked it."""

import gc
import os
from collections.abc import Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

from yuanba.config import logs
from yuanba.server import child
from yuanba.server.room import with_room
from yuanba.web.last_resort import LastResort, StartResponse

child.die_with_parent()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuanba.config.settings")
_answer = LastResort(get_wsgi_application())
logs.hook()


def application(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    """Answer a request, with room on the stack of whichever thread it came to."""
    return with_room(_answer, environ, start_response)


# What is loaded by now stays: the garbage collector need not walk through it while somebody waits for a
# receipt, and looks only after as many new objects as some dozen requests make (bench `filing`).
gc.collect()
gc.freeze()
gc.set_threshold(20_000)
