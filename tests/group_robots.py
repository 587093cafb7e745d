"""A stand-in for the platforms of group robots, 企业微信 and 钉钉, on the loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Platforms:
    """What was posted to the groups, by address; and what each key's robot answers (0: taken)."""

    host: str = ""
    answers: dict[str, int] = field(default_factory=dict)
    got: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def wecom(self, key: str = "k1") -> str:
        """Return the address of a robot of 企业微信."""
        return f"http://{self.host}/cgi-bin/webhook/send?key={key}"

    def dingtalk(self, key: str = "t1") -> str:
        """Return the address of a robot of 钉钉."""
        return f"http://{self.host}/robot/send?access_token={key}"

    def texts(self) -> list[str]:
        """Return the texts that were posted, in order."""
        return [said["text"]["content"] for _path, said in self.got]


@contextmanager
def standing_in() -> Iterator[Platforms]:
    """Yield both platforms behind a real socket; the caller allows the host and its network."""
    found = Platforms()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            found.got.append((self.path, said))
            errcode = next((code for key, code in found.answers.items() if f"={key}" in self.path), 0)
            answer = json.dumps({"errcode": errcode, "errmsg": "ok" if not errcode else "?"}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    found.host = f"127.0.0.1:{server.server_port}"
    try:
        yield found
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
