"""The process that answers ``/health/`` and ``/metrics`` beside the pages.

It has a port of its own, so that requests which hold every thread of the web processes, such as bodies that
come slowly, stop neither who watches nor who restarts.
"""

from __future__ import annotations

from collections.abc import Iterable
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from django.core.wsgi import get_wsgi_application
from django.db import connections

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

#: What this process answers; pages are asked for elsewhere.
ANSWERED = ("/health/", "/metrics")


class _Handler(WSGIRequestHandler):
    """One request; whoever is silent for five seconds is cut off."""

    timeout = 5

    def log_message(self, *_words: object) -> None:
        """Say nothing: the application has its own log."""


class HealthServer(ThreadingMixIn, WSGIServer):
    """A small web server with a thread for each request."""

    daemon_threads = True

    def __init__(self, host: str, port: int) -> None:
        super().__init__((host, port), _Handler)
        self.set_app(_Answers())


class _Answers:
    """The application, of which only the health checks and the metrics are served."""

    def __init__(self) -> None:
        self._application = get_wsgi_application()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not environ["PATH_INFO"].startswith(ANSWERED):
            start_response("404 Not Found", [("Content-Type", "text/plain; charset=utf-8")])
            return [b"only /health/ and /metrics are here\n"]
        try:
            return self._application(environ, start_response)
        finally:
            connections.close_all()  # the thread ends, and its connection with it


def serve(host: str, port: int) -> None:
    """Answer health checks and metrics until the process is told to end."""
    with HealthServer(host, port) as server:
        server.serve_forever()
