"""The whole site behind a real socket, as a browser or another program meets it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application

from yuanba.server.room import with_room


class Silent(WSGIRequestHandler):
    """The server says nothing while tests run."""

    def log_message(self, line: str, *args: object) -> None:
        return


@contextmanager
def served() -> Iterator[str]:
    """The address of Jiangjin on a server of this process; what it reads must have been committed."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), Silent)
    server.set_app(partial(with_room, get_wsgi_application()))
    # it looks at each turn whether it should end
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/d/jiangjin"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
