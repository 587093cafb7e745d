"""Every promised sentence exists, in both languages, and fits the phone."""

from __future__ import annotations

import pytest
from django.utils import translation

from yuanba.messages import wording
from yuanba.messages.wording import Audience
from yuanba.rules.core.actions import ACTIONS

ROWS = [(verb, audience) for verb, action in ACTIONS.items() for audience in action.tells]
OUTCOME = {"receipt": "116493720517", "unit": "city", "unit_before": "water", "due_on": "2026-12-31"}
#: As long as a district's address in a .gov.cn zone makes it.
LINK = "https://yuanba.shizhu.gov.cn/d/shizhu/l/" + "x" * 24
# The longest names of districts in Chongqing, in characters and in letters.
SENDERS = {"zh-hans": "石柱土家族自治县院坝", "en": "Yuanba Shizhu Tujia Autonomous County"}


@pytest.mark.parametrize(("verb", "audience"), ROWS)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_says_every_promised_sentence_on_every_channel(verb: str, audience: Audience, language: str) -> None:
    sender = SENDERS[language]
    with translation.override(language):
        words = wording.sentence(verb, audience, OUTCOME)
        sms = wording.sms(verb, audience, OUTCOME, sender=sender, link=LINK)
        bare = wording.sms(verb, audience, OUTCOME, sender=sender, link="")
        mail = wording.by_mail(words, sender=sender)
        chat = wording.on_chat(words, sender=sender)

    assert len(bare.text) <= {"zh-hans": 70, "en": 160}[language], bare.text
    assert len(sms.text) <= {"zh-hans": 134, "en": 306}[language], sms.text
    assert sms.text.endswith(LINK), "a link is there whatever else is left out"
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


def test_a_short_message_keeps_its_sentence_and_its_link_and_drops_what_does_not_fit() -> None:
    def assigned(link: str) -> str:
        return wording.sms("matter.assign", Audience.RESIDENT, OUTCOME, sender="院坝", link=link).text

    with translation.override("zh-hans"):
        long, short, bare = assigned("https://" + "x" * 84), assigned("https://y.cn/1"), assigned("")

    assert long.endswith("办理。 https://" + "x" * 84)
    assert short.endswith("最晚12月31日答复您。 https://y.cn/1")
    assert bare.endswith("最晚12月31日答复您。")


def test_a_day_is_told_only_where_there_is_one() -> None:
    with translation.override("zh-hans"):
        text = wording.sentence("matter.assign", Audience.UNIT, {"receipt": "1", "due_on": None}).text

    assert "答复" not in text
