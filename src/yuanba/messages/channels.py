"""Sends messages over outside channels: one adapter per channel, chosen by the settings.

Outside channels are served at least once. Each message carries an id that stays the same in every
attempt; the receiving side drops what it has seen.
"""

from __future__ import annotations

import contextlib
import hmac
import http.client
import ipaddress
import json
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from types import MappingProxyType
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from yuanba.rules.messages import robots
from yuanba.rules.messages.robots import RobotVerdict
from yuanba.web.addresses import is_public
from yuanba.web.proxies import unmapped

#: For one step of the exchange, and for the whole: a row stays locked while it lasts.
TIMEOUT_SECONDS = 5.0
DEADLINE_SECONDS = 10.0


class DeliveryError(Exception):
    """Raised when a message could not be sent; ``code`` is the reason; it is not retried if ``final``.

    ``verdict`` is what the platform of a group's robot said.
    """

    def __init__(self, code: str, *, final: bool = False, verdict: RobotVerdict | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.final = final
        self.verdict = verdict


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """What the other side of a request answered: its status, and its first bytes where they are read."""

    status: int
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message as a channel's adapter gets it; its address may be passed only to the receiver's system."""

    token: str
    channel: str
    address: str
    secret: bytes
    verb: str
    at: datetime
    now: datetime
    title: str
    text: str
    link: str
    facts: Mapping[str, Any]


Adapter = Callable[[Outgoing], None]


def send(outgoing: Outgoing) -> None:
    """Send a message with the adapter set for its channel; raise DeliveryError if that fails."""
    adapter = ADAPTERS.get(settings.MESSAGE_CHANNELS.get(outgoing.channel, ""))
    if adapter is None:
        raise DeliveryError("channel.not_configured")
    adapter(outgoing)


def console(outgoing: Outgoing) -> None:
    """Print a message's channel, kind and id instead of sending it, without its text or address."""
    print(f"message {outgoing.channel} {outgoing.verb} {outgoing.token}", flush=True)


def quiet(outgoing: Outgoing) -> None:
    """Do nothing, because a demonstration shows messages on a page instead of sending them."""


def webhook(outgoing: Outgoing) -> None:
    """POST the message as signed JSON without following redirects; raise DeliveryError unless it gets 2xx."""
    status = _post_signed(outgoing.address, _body(outgoing), outgoing, outgoing.secret).status
    if not 200 <= status < 300:
        raise DeliveryError(f"webhook.status_{status}", final=status == http.HTTPStatus.GONE)


_JSON = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "Yuanba"}
#: More than this of an answer is not read.
_READ_BYTES = 4096
#: HTTP answers of a gateway that a retry would not change.
_FOR_GOOD = {400, 404, 410, 413, 422}


def gateway(outgoing: Outgoing) -> None:
    """POST a text message as signed JSON to the operator's gateway (``SMS_GATEWAY``), or raise DeliveryError.

    It gets the number, the text and nothing else of the matter; of a log-in code also the code itself,
    for gateways that know templates only. `docs/operations.md` describes both.
    """
    gate = settings.SMS_GATEWAY
    if not (gate["url"] and gate["secret"]):
        raise DeliveryError("channel.not_configured")
    said = {"id": outgoing.token, "verb": outgoing.verb, "to": outgoing.address, "text": outgoing.text}
    if "code" in outgoing.facts:
        said["code"] = str(outgoing.facts["code"])
    key = {"X-Yuanba-Key": gate["key"]}
    status = _post_signed(gate["url"], said, outgoing, gate["secret"].encode(), key).status
    if not 200 <= status < 300:
        raise DeliveryError(f"gateway.status_{status}", final=status in _FOR_GOOD)


def robot(outgoing: Outgoing) -> None:
    """Post the message to a group chat by its robot; raise DeliveryError unless its platform took it.

    The group reads the title and a link, nothing else; of a danger everyone in it is called.
    """
    try:
        one = robots.opened(outgoing.address, more_hosts=settings.MESSAGE_ROBOT_HOSTS)
    except robots.NotARobot:
        raise DeliveryError("robot.host", final=True, verdict=RobotVerdict.STOPPED) from None
    parts = _parts(robots.signed_address(one, milliseconds=int(outgoing.now.timestamp() * 1000)))
    calls_all = bool(outgoing.facts.get("outcome", {}).get("dangers"))
    body = json.dumps(robots.body(one.kind, outgoing.text, calls_all=calls_all), ensure_ascii=False).encode()
    answer = _post(parts, body, {"Host": parts.netloc, **_JSON}, most=_READ_BYTES)
    if answer.status != http.HTTPStatus.OK:
        raise DeliveryError(f"robot.status_{answer.status}")
    errcode = _errcode(answer.body)
    if errcode is None:
        raise DeliveryError("robot.unreadable", verdict=RobotVerdict.AGAIN)
    found = robots.verdict(one.kind, errcode)
    if found is not RobotVerdict.POSTED:
        is_final = found in {RobotVerdict.REFUSED, RobotVerdict.STOPPED}
        raise DeliveryError(f"robot.errcode_{errcode}", final=is_final, verdict=found)


def _errcode(body: bytes) -> int | None:
    """The code in the platform's answer; none in one that is not the platform's."""
    try:
        said = json.loads(body)
        return int(said["errcode"])
    except (ValueError, KeyError, TypeError):
        return None


def _post_signed(
    address: str,
    said: Mapping[str, Any],
    outgoing: Outgoing,
    secret: bytes,
    more: Mapping[str, str] = MappingProxyType({}),
) -> HttpAnswer:
    parts = _parts(address)
    body = json.dumps(said, ensure_ascii=False, sort_keys=True).encode()
    stamp = str(int(outgoing.now.timestamp()))
    headers = {
        "Host": parts.netloc.rpartition("@")[2],
        **_JSON,
        "X-Yuanba-Message": outgoing.token,
        "X-Yuanba-Time": stamp,
        "X-Yuanba-Signature": signature(body, stamp=stamp, secret=secret),
        **more,
    }
    return _post(parts, body, headers)


def signature(body: bytes, *, stamp: str, secret: bytes) -> str:
    """Return the hex HMAC-SHA-256 signature of a time stamp, a dot and a message body."""
    return hmac.new(secret, stamp.encode() + b"." + body, sha256).hexdigest()


ADAPTERS: Mapping[str, Adapter] = {
    "console": console,
    "quiet": quiet,
    "webhook": webhook,
    "gateway": gateway,
    "robot": robot,
}


def _body(outgoing: Outgoing) -> dict[str, Any]:
    return {
        "id": outgoing.token,
        "verb": outgoing.verb,
        "at": outgoing.at.isoformat(),
        "title": outgoing.title,
        "text": outgoing.text,
        "link": outgoing.link,
        **outgoing.facts,
    }


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was looked at, so that a second look-up cannot lead elsewhere."""

    def __init__(self, address: str, parts: SplitResult) -> None:
        super().__init__(parts.hostname or "", _port(parts), timeout=TIMEOUT_SECONDS)
        self._address = address
        self._tls = ssl.create_default_context() if parts.scheme == "https" else None

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), TIMEOUT_SECONDS)
        if self._tls:
            self.sock = self._tls.wrap_socket(self.sock, server_hostname=self.host)

    def abort(self) -> None:
        """Close the socket of an HTTP request that takes too long; called from another thread."""
        if self.sock:
            with contextlib.suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


def _post(parts: SplitResult, body: bytes, headers: Mapping[str, str], *, most: int = 0) -> HttpAnswer:
    """The answer, with so many of its bytes at most: of most answers only the status matters."""
    try:
        connection = _Pinned(_address(parts), parts)
        deadline = threading.Timer(DEADLINE_SECONDS, connection.abort)
        deadline.start()
        try:
            connection.request("POST", f"{parts.path or '/'}?{parts.query}".rstrip("?"), body, headers)
            answer = connection.getresponse()
            return HttpAnswer(answer.status, answer.read(most) if most else b"")
        finally:
            deadline.cancel()
            connection.close()
    except TimeoutError:
        raise DeliveryError("webhook.timeout") from None
    except (OSError, UnicodeError, http.client.HTTPException):
        raise DeliveryError("webhook.unreachable") from None


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        is_web = parts.scheme in {"https", "http"} and bool(parts.hostname) and _port(parts) > 0
    except ValueError:
        is_web = False
    if not is_web:
        raise DeliveryError("webhook.bad_address", final=True)
    return parts


def _address(parts: SplitResult) -> str:
    """The address to connect to. Ours and private ones only where the operator named their network."""
    found = socket.getaddrinfo(parts.hostname, _port(parts), type=socket.SOCK_STREAM)
    address = unmapped(ipaddress.ip_address(found[0][4][0]))
    named = any(address in ipaddress.ip_network(network) for network in settings.MESSAGE_PRIVATE_NETWORKS)
    if not named and not is_public(address):
        raise DeliveryError("webhook.private_target", final=True)
    if not named and parts.scheme != "https":
        raise DeliveryError("webhook.not_encrypted", final=True)
    return str(address)


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)
