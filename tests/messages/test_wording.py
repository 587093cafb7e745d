"""Every promised sentence exists, in both languages, and fits the phone."""

from __future__ import annotations

import pytest
from django.utils import translation

from yuanba.messages import wording
from yuanba.messages.wording import Audience

# From what residents and staff were promised, not derived from the table.
PROMISED = {
    "matter.file": "resident triager",
    "matter.assign": "resident unit follower",
    "matter.reassign": "resident unit unit_before",
    "matter.refuse": "resident",
    "matter.accept": "resident",
    "matter.return": "resident triager",
    "matter.answer": "resident triager follower",
    "matter.reopen": "resident unit follower",
    "matter.guide": "resident",
    "matter.take": "resident unit_before",
    "matter.settle": "resident",
    "matter.merge": "resident",
    "matter.unmerge": "resident",
    "matter.withdraw": "resident unit",
    "matter.object": "triager",
    "matter.split": "helper",
    "matter.join": "unit",
    "matter.decline": "unit",
    "matter.contribute": "unit",
    "matter.ask": "resident",
    "matter.reply": "unit",
    "matter.resume": "unit",
    "matter.ask_hold": "triager",
    "matter.ask_extend": "triager",
    "matter.grant": "resident unit",
    "matter.deny": "unit",
    "matter.urge": "unit triager",
    "matter.prioritise": "unit supervisor",
    "matter.relax": "unit",
    "matter.remind": "unit triager",
    "matter.lapse": "unit triager supervisor",
    "matter.escalate": "unit above",
    "matter.check": "resident unit",
    "matter.close": "resident unit follower",
    "matter.undo_close": "resident unit",
    "matter.correct_reporter": "resident",
    "matter.publish": "neighbour",
    "evaluation.ask": "resident",
    "notice.object": "triager",
    "notice.answer": "resident",
    "message.give_up": "admin",
    "privacy.report": "guard",
    "privacy.ask": "guard",
    "privacy.answer": "resident",
    "account.lock_out": "holder",
    "account.reset_second_factor": "holder",
    "position.hand_over": "unit taker",
}
ROWS = [(verb, Audience(who)) for verb, audiences in PROMISED.items() for who in audiences.split()]
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


def test_promises_no_more_and_no_less_than_the_table() -> None:
    assert set(ROWS) == set(wording.WORDINGS)


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

    assert long.text.endswith("将于12月31日前答复您。")
    assert short.text.endswith("https://y.cn/1")


def test_a_day_is_told_only_where_there_is_one() -> None:
    with translation.override("zh-hans"):
        text = wording.sentence("matter.assign", Audience.UNIT, {"receipt": "1", "due_on": None}).text

    assert "答复" not in text
