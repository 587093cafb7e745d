"""Robots of group chats: what their addresses look like, what is posted to them, and what they answer.

企业微信 (WeCom) and 钉钉 (DingTalk) give a group a robot with an address that carries its key. Whoever has
the address can post, so it is kept like a password.
"""

from __future__ import annotations

import hmac
import re
from base64 import b64encode
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType
from typing import Any, ClassVar

from yuanba.rules.core.refusal import Refused

#: Both platforms take twenty messages a minute from a robot; one is left for a trial.
A_MINUTE = timedelta(minutes=1)
MOST_A_MINUTE = 19
#: How long 钉钉 shuts out a robot that posted too fast; 企业微信 says nothing of it.
SHUT_OUT = timedelta(minutes=10)
#: What one message may hold: 企业微信 takes 2,048 bytes of text.
MOST_BYTES = 2048


class RobotKind(StrEnum):
    """The platform of a robot; also the name of its channel."""

    WECOM = "wecom"
    DINGTALK = "dingtalk"


class NotARobot(Refused):
    """Raised when an address is not that of a robot of 企业微信 or 钉钉, or its host is not allowed."""

    code: ClassVar[str] = "robots.not_a_robot"


class NoSecret(Refused):
    """Raised when a secret is given for a robot that does not sign, or is not one of 钉钉's."""

    code: ClassVar[str] = "robots.no_secret"


class RobotVerdict(StrEnum):
    """What follows from a robot's answer: it was posted, is tried again, later, never, or the robot stops."""

    POSTED = "posted"
    AGAIN = "again"
    SLOWER = "slower"
    REFUSED = "refused"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Robot:
    """One robot: its platform, its address with the key, and the secret with which 钉钉 wants it signed."""

    kind: RobotKind
    address: str
    secret: str = ""

    @property
    def kept(self) -> str:
        """Return address and secret as one text, to be sealed; the part after # is never sent anywhere."""
        return f"{self.address}#{self.secret}" if self.secret else self.address


@dataclass(frozen=True, slots=True, kw_only=True)
class _Platform:
    host: str
    path: str
    key: str
    slower: frozenset[int]
    refused: frozenset[int]
    stopped: frozenset[int]


#: What both kinds of addresses have in common: nobody's name, one key, nothing behind it.
_ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?P<host>[A-Za-z0-9.-]+(?::[0-9]{1,5})?)(?P<path>/[a-z/-]+)"
    r"\?(?P<key>[a-z_]+)=[A-Za-z0-9_-]+"
)
#: From the platforms' own pages on robots of groups and on their error codes.
_PLATFORMS: Mapping[RobotKind, _Platform] = MappingProxyType(
    {
        RobotKind.WECOM: _Platform(
            host="qyapi.weixin.qq.com",
            path="/cgi-bin/webhook/send",
            key="key",
            slower=frozenset({45009, 45033}),
            refused=frozenset({40008, 44004, 45002}),
            stopped=frozenset({93000, 93004, 93008}),
        ),
        RobotKind.DINGTALK: _Platform(
            host="oapi.dingtalk.com",
            path="/robot/send",
            key="access_token",
            slower=frozenset({130101, 410100}),
            refused=frozenset({40035, 400105, 430101, 430102, 430103, 430104}),
            stopped=frozenset({300001, 300005, 310000, 400013, 400101, 400102, 400106}),
        ),
    }
)


def robot(address: str, secret: str = "", *, more_hosts: Collection[str] = ()) -> Robot:
    """Return the robot with this address; raise NotARobot or NoSecret if there can be none.

    It has to be https at the platform's own host; ``more_hosts`` are those that the operator allows besides,
    as host or host:port, where http will do.

    >>> robot("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1b2c").kind.value
    'wecom'
    """
    address, secret = "".join(address.split()), "".join(secret.split())
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise NotARobot
    host, name = found["host"].lower(), found["host"].lower().partition(":")[0]
    for kind, platform in _PLATFORMS.items():
        is_own = found["scheme"] == "https" and host == platform.host
        is_named = host in more_hosts or name in more_hosts
        if (is_own or is_named) and (found["path"], found["key"]) == (platform.path, platform.key):
            if secret and kind is not RobotKind.DINGTALK:
                raise NoSecret
            return Robot(kind, address, secret)
    raise NotARobot


def opened(kept: str, *, more_hosts: Collection[str] = ()) -> Robot:
    """Return the robot that was kept as one text; raise NotARobot where its host is no longer allowed."""
    address, _mark, secret = kept.partition("#")
    return robot(address, secret, more_hosts=more_hosts)


def signed_address(one: Robot, *, milliseconds: int) -> str:
    """Return where to post at this moment: 钉钉 wants the time and its signature with a robot's secret.

    >>> signed_address(Robot(RobotKind.DINGTALK, "https://d/x?access_token=1", "SEC"), milliseconds=1)[:42]
    'https://d/x?access_token=1&timestamp=1&sig'
    """
    if not one.secret:
        return one.address
    said = f"{milliseconds}\n{one.secret}".encode()
    sign = b64encode(hmac.new(one.secret.encode(), said, sha256).digest()).decode()
    quoted = sign.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D")
    return f"{one.address}&timestamp={milliseconds}&sign={quoted}"


def body(kind: RobotKind, text: str, *, calls_all: bool) -> dict[str, Any]:
    """Return what is posted: plain text, which every version of the two apps shows, and links open from it.

    ``calls_all``: everyone in the group is named (@所有人), so that a muted group rings.
    """
    text = text.encode()[:MOST_BYTES].decode(errors="ignore")
    if kind is RobotKind.WECOM:
        everyone = {"mentioned_list": ["@all"]} if calls_all else {}
        return {"msgtype": "text", "text": {"content": text, **everyone}}
    return {"msgtype": "text", "text": {"content": text}, "at": {"isAtAll": calls_all}}


def verdict(kind: RobotKind, errcode: int) -> RobotVerdict:
    """Return what follows from the code with which a platform answers; what it does not list is tried again.

    >>> verdict(RobotKind.WECOM, 93000).value
    'stopped'
    """
    platform = _PLATFORMS[kind]
    if errcode == 0:
        return RobotVerdict.POSTED
    if errcode in platform.slower:
        return RobotVerdict.SLOWER
    if errcode in platform.refused:
        return RobotVerdict.REFUSED
    return RobotVerdict.STOPPED if errcode in platform.stopped else RobotVerdict.AGAIN


def tail(address: str) -> str:
    """Return the end of a robot's key, by which whoever set it up recognises it."""
    return address.partition("#")[0][-4:]
