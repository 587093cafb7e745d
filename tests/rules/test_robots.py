"""Addresses of group robots, what is posted to them, and what their answers mean."""

from __future__ import annotations

import hmac
from base64 import b64decode
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

import pytest

from yuanba.rules.messages import robots
from yuanba.rules.messages.robots import NoSecret, NotARobot, RobotKind, RobotVerdict

WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7a0b-4bc4-97a0-0ec2sifa5aaa"
DINGTALK = "https://oapi.dingtalk.com/robot/send?access_token=566cc69da782ec"


def test_an_address_says_whose_robot_it_is() -> None:
    assert robots.robot(f" {WECOM} \n").kind is RobotKind.WECOM
    one = robots.robot(DINGTALK, "SEC1")
    assert (one.kind, robots.opened(one.kept)) == (RobotKind.DINGTALK, one)
    with pytest.raises(NoSecret):
        robots.robot(WECOM, "SEC1")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "hello",
        WECOM.replace("https", "http"),
        WECOM.replace("qyapi.weixin.qq.com", "qyapi.weixin.qq.com.example.com"),
        WECOM.replace("//", "//somebody@"),
        WECOM.replace("qq.com", "qq.com:8443"),
        WECOM.replace("qyapi.weixin.qq.com", "127.0.0.1"),
        WECOM.replace("qyapi.weixin.qq.com", "[::1"),
        WECOM.replace("/webhook/send", "/message/send"),
        WECOM.partition("?")[0],
        WECOM + "&more=1",
        DINGTALK.replace("oapi.dingtalk.com", "qyapi.weixin.qq.com"),
    ],
)
def test_any_other_address_is_refused(address: str) -> None:
    with pytest.raises(NotARobot):
        robots.robot(address)


def test_an_operator_may_allow_a_house_of_its_own() -> None:
    address = "http://im.example.gov.cn:8080/robot/send?access_token=1"
    assert robots.robot(address, more_hosts=["im.example.gov.cn:8080"]).kind is RobotKind.DINGTALK
    assert robots.robot(address, more_hosts=["im.example.gov.cn"]).kind is RobotKind.DINGTALK
    with pytest.raises(NotARobot):
        robots.robot(address, more_hosts=["example.gov.cn"])


def test_dingtalk_is_signed_with_the_time() -> None:
    asked = parse_qs(
        urlsplit(robots.signed_address(robots.robot(DINGTALK, "SEC1"), milliseconds=1767225600000)).query
    )
    assert asked["access_token"] == ["566cc69da782ec"]
    assert asked["timestamp"] == ["1767225600000"]
    wanted = hmac.new(b"SEC1", b"1767225600000\nSEC1", sha256).digest()
    assert b64decode(asked["sign"][0]) == wanted
    assert robots.signed_address(robots.robot(WECOM), milliseconds=1) == WECOM


def test_what_is_posted_has_the_documented_form() -> None:
    assert robots.body(RobotKind.WECOM, "新工单", calls_all=False) == {
        "msgtype": "text",
        "text": {"content": "新工单"},
    }
    danger = robots.body(RobotKind.WECOM, "险情", calls_all=True)
    assert danger["text"] == {"content": "险情", "mentioned_list": ["@all"]}
    assert robots.body(RobotKind.DINGTALK, "险情", calls_all=True)["at"] == {"isAtAll": True}
    assert len(robots.body(RobotKind.WECOM, "长" * 900, calls_all=False)["text"]["content"].encode()) <= 2048


@pytest.mark.parametrize(
    ("kind", "errcode", "verdict"),
    [
        (RobotKind.WECOM, 0, RobotVerdict.POSTED),
        (RobotKind.WECOM, 45009, RobotVerdict.SLOWER),
        (RobotKind.WECOM, 93000, RobotVerdict.STOPPED),
        (RobotKind.WECOM, 44004, RobotVerdict.REFUSED),
        (RobotKind.WECOM, -1, RobotVerdict.AGAIN),
        (RobotKind.DINGTALK, 130101, RobotVerdict.SLOWER),
        (RobotKind.DINGTALK, 310000, RobotVerdict.STOPPED),
        (RobotKind.DINGTALK, 300001, RobotVerdict.STOPPED),
        (RobotKind.DINGTALK, 430104, RobotVerdict.REFUSED),
        (RobotKind.DINGTALK, 45009, RobotVerdict.AGAIN),
    ],
)
def test_each_platform_answers_with_its_own_codes(
    kind: RobotKind, errcode: int, verdict: RobotVerdict
) -> None:
    assert robots.verdict(kind, errcode) is verdict
