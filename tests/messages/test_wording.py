"""Every promised sentence exists, in both languages, and fits the phone."""

from __future__ import annotations

import pytest
from django.utils import translation

from yuanba.messages import wording
from yuanba.messages.wording import Audience
from yuanba.rules.core.actions import ACTIONS

ROWS = [(verb, audience) for verb, action in ACTIONS.items() for audience in action.tells]
OUTCOME = {"receipt": "116493720517", "unit": "city", "unit_before": "water", "due_on": "2026-12-31"}
# The longest names of districts in Chongqing, in characters and in letters.
SENDERS = {"zh-hans": "石柱土家族自治县院坝", "en": "Yuanba Shizhu Tujia Autonomous County"}


@pytest.mark.parametrize(("verb", "audience"), ROWS)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_says_every_promised_sentence_on_every_channel(verb: str, audience: Audience, language: str) -> None:
    sender = SENDERS[language]
    with translation.override(language):
        words = wording.sentence(verb, audience, OUTCOME)
        sms = wording.sms(
            verb, audience, OUTCOME, sender=sender, link="https://y.cn/d/jiangjin/m/" + "x" * 43
        )
        mail = wording.by_mail(words, sender=sender)
        chat = wording.on_chat(words, sender=sender)

    assert len(sms.text) <= {"zh-hans": 70, "en": 160}[language], sms.text
    assert sms.text.isascii() == (language == "en")
    for text in (words.title, words.text, sms.text, mail.text, chat.text):
        assert text
        assert "%(" not in text
    assert sender in sms.text
    assert sender in mail.text
    assert sender in chat.text


def test_chinese_sentences_are_chinese() -> None:
    with translation.override("zh-hans"):
        for row in wording.WORDINGS.values():
            for sentence in (row.title, row.text, row.short):
                assert any("\u4e00" <= character <= "\u9fa5" for character in str(sentence)), sentence


def test_a_short_message_keeps_its_sentence_and_drops_what_does_not_fit() -> None:
    with translation.override("zh-hans"):
        long = wording.sms(
            "matter.assign", Audience.RESIDENT, OUTCOME, sender="院坝", link="https://" + "x" * 60
        )
        short = wording.sms("matter.close", Audience.RESIDENT, OUTCOME, sender="院坝", link="https://y.cn/1")

    assert long.text.endswith("最晚12月31日答复您。")
    assert short.text.endswith("https://y.cn/1")


def test_a_day_is_told_only_where_there_is_one() -> None:
    with translation.override("zh-hans"):
        text = wording.sentence("matter.assign", Audience.UNIT, {"receipt": "1", "due_on": None}).text

    assert "答复" not in text
