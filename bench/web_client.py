"""A web client that costs almost nothing: raw sockets kept alive, one thread, no library in the way."""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

ENOUGH = 65536
#: An acknowledgement that is held back may keep the rest of an answer waiting, where the system can send it.
QUICKACK = getattr(socket, "TCP_QUICKACK", None)


@dataclass
class Line:
    """One client: it sends the next request when the answer to the last one is whole."""

    socket: socket.socket
    begun: float = 0.0
    heard: bytearray = field(default_factory=bytearray)


def request(method: str, path: str, *, host: str, body: bytes = b"", headers: Sequence[str] = ()) -> bytes:
    """The bytes of a request."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", *headers]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


def drive(
    port: int,
    *,
    clients: int,
    warm_seconds: float,
    seconds: float,
    draw: Callable[[], bytes],
    expected: bytes,
) -> list[float]:
    """Send what ``draw`` gives from so many clients at once; how long each answer took after warming up."""
    lines = [Line(socket.create_connection(("127.0.0.1", port))) for _ in range(clients)]
    taken: list[float] = []
    starts = time.monotonic() + warm_seconds
    ends = starts + seconds
    with selectors.DefaultSelector() as selector:
        for line in lines:
            line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            selector.register(line.socket, selectors.EVENT_READ, line)
            _send(line, draw())
        while lines:
            for key, _ in selector.select(30):
                line = key.data
                if not _whole(line, expected):
                    continue
                now = time.monotonic()
                if line.begun >= starts:
                    taken.append(now - line.begun)
                if now < ends:
                    _send(line, draw())
                else:
                    selector.unregister(line.socket)
                    line.socket.close()
                    lines.remove(line)
    return taken


def _send(line: Line, request: bytes) -> None:
    line.begun = time.monotonic()
    line.heard.clear()
    line.socket.sendall(request)


def _whole(line: Line, expected: bytes) -> bool:
    """Read what has come; whether the answer is whole. Any other status than the expected ends the bench."""
    part = line.socket.recv(ENOUGH)
    if QUICKACK is not None:  # holds for one answer
        line.socket.setsockopt(socket.IPPROTO_TCP, QUICKACK, 1)
    line.heard += part
    head, found, body = line.heard.partition(b"\r\n\r\n")
    if not part or (found and not head.startswith(expected)):
        raise SystemExit(f"expected {expected!r}, got {bytes(line.heard)[:600]!r}")
    if not found:
        return False
    fields = head.lower().split(b"\r\n")
    length = next(int(line.split(b":")[1]) for line in fields if line.startswith(b"content-length:"))
    return len(body) >= length
