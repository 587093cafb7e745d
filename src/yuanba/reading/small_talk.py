"""Recognises greetings, thanks and "us too" in a chat: what people say without reporting anything."""

from __future__ import annotations

import re

from yuanba.rules.core import signs

#: Whoever writes more than this says something.
LONGEST = 200
FACE = re.compile(r"\[[\u4e00-\u9fa5A-Za-z]{1,5}\]|[\U0001F000-\U0001FAFF\u2600-\u27bf\ufe0f\u200d]")
_ADDRESSED = re.compile(r"@\S{1,20}[\s\u2005]?")
_BLANK = re.compile(r"[\s,。!?.~、…:;'\"“”]+")
#: Small talk is made of these, one after the other. None of them repeats what another one repeats, so that no
#: text is read in more ways than it has signs.
_UNITS = tuple(
    re.compile(words)
    for words in (
        r"(?:大家|各位|业主|邻居们?|群主|书记|主任|你|您|请问){0,6}(?:早上?|上午|中午|下午|晚上?)?好[呀啊的吗]?",
        r"早安?|晚安",
        r"(?:非常|十分|太|多|万分)?(?:感谢|谢谢|谢)"
        r"(?:了|您|你|大家|各位|邻居|业主|支持|理解|书记|主任|社区|师傅|们|的|啊|哈){0,8}",
        r"辛苦(?:了|您|你|们|大家){0,6}",
        r"收到|好的?[呢吧啊呀哈]?|[嗯哦哈]|ok|行|可以|知道了|明白|在吗|同意|支持|赞|顶|\+1|有人吗|是的|对|不客气|没事",
        r"(?:我们?|已经?)?马上(?:就)?(?:安排|处理|去看|来看|过来|过去|到|解决|联系)(?:人|师傅|一下|了){0,4}",
        r"(?:我们?(?:家|栋|楼|单元)?|这边)?也(?:是|一样|有|这样|听得到|遇到过?|听到了?|深受其害)(?:的|了|啊)?",
    )
)


def is_small_talk(text: str) -> bool:
    """Return whether a message is only a greeting, thanks, consent, "us too", stickers, or nothing at all.

    >>> is_small_talk("大家早上好！"), is_small_talk("哈哈哈[微笑]"), is_small_talk("好的，路灯坏了")
    (True, True, False)
    """
    words = _BLANK.sub("", signs.alike(FACE.sub("", _ADDRESSED.sub("", text))))
    return not words or (len(words) <= LONGEST and _is_made_of_units(words))


def _is_made_of_units(words: str) -> bool:
    """Whether one unit after the other leads to the end; each place is looked at once."""
    reached = {0}
    for at in range(len(words)):
        if at in reached:
            reached |= {found.end() for unit in _UNITS if (found := unit.match(words, at))}
    return len(words) in reached
