"""Masking of personal traces in text: phones, identity numbers, cards, plates, e-mail addresses, names.

The masked text has the length of the original, so that a place in one is the place in the other. It is a
filter for working copies and lists, not an erasure: the original stays sealed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yuanba.rules.core import signs
from yuanba.rules.people import phone

STAR = "*"


class Personal(StrEnum):
    """The kinds of personal data that are masked in a text, such as mobile numbers and names."""

    ID_NUMBER = "id_number"
    BANK_CARD = "bank_card"
    MOBILE = "mobile"
    LANDLINE = "landline"
    PLATE = "plate"
    EMAIL = "email"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Span:
    """The position and kind of one piece of personal data in a text: `text[start:end]`."""

    start: int
    end: int
    kind: Personal


@dataclass(frozen=True, slots=True)
class Masked:
    """One text with its personal data replaced by stars, and the positions of those data."""

    text: str
    spans: tuple[Span, ...]


GAP = r"[ \-]?"
BEFORE = r"(?<![\d.A-Za-z])"
AFTER = r"(?!\d|\.\d|[A-Za-z])"

ID_NUMBER = re.compile(rf"{BEFORE}[1-9]\d{{5}}{GAP}\d{{4}}{GAP}\d{{4}}{GAP}\d{{3}}[\dXx]{AFTER}")
OLD_ID_NUMBER = re.compile(rf"{BEFORE}[1-9]\d{{14}}{AFTER}")
CARD = re.compile(rf"{BEFORE}[3-6]\d{{3}}(?:{GAP}\d{{4}}){{3}}(?:{GAP}\d{{1,3}})?{AFTER}")
# The letters of plates leave out I and O; six signs with a small car, seven with an electric one.
PLATE = re.compile(
    r"(?P<head>[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Za-hj-np-z])[·•. \-]?"
    r"(?=[A-Za-z\d]*\d[A-Za-z\d]*\d)"
    r"(?:[A-HJ-NP-Za-hj-np-z\d]{5,6}|[A-HJ-NP-Za-hj-np-z\d]{4}[挂学警港澳])(?![A-Za-z\d])"
)
EMAIL = re.compile(
    r"(?<![\w.+\-])[A-Za-z0-9][\w.+\-]{0,63}(?P<tail>@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+)", re.ASCII
)

# Words just before a number that say what it is.
SAYS_ID = re.compile(r"(?:身份证|证件号)[^\d\n。；;]{0,8}$")
SAYS_CARD = re.compile(r"(?:卡号|账号|帐号|账户|帐户|银行卡)[^\d\n。；;]{0,8}$")
#: Such words and names are looked for in so many signs before a number.
LOOKED_AT = 24

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付"
    "方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞"
    "左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫"
)
# Surnames that are no other word's beginning, but rare: believed only after a word that announces a name.
RARE_SURNAMES = (
    "仝亓仉逄禤佘郄郗郜邬邸邰鄢亢佟冼刁卞厉庹弋戎扈揭敖昝晁殳汲湛琚甄"
    "璩睢瞿竺笪綦缑臧荀蒯蔺虞訾谌谯逯郅郇酆钭钮闵阚隗雍鞠嵇"
)
# Chinese characters, those of names that Unicode took in later among them (𠮷, 𡒄, 㐂).
RARE = r"\u3400-\u4dbf\u9fa6-\u9fff\uf900-\ufaff\U00020000-\U000323af\u3007"
HAN = rf"\u4e00-\u9fa5{RARE}"
NAME = rf"(?:欧阳|上官|司马|诸葛|司徒|东方|皇甫|尉迟|夏侯|[{SURNAMES}])[{HAN}]{{1,2}}?"
# 阿依古丽·买买提, and names with a character that stands in names only.
DOTTED = rf"[{HAN}]{{1,12}}(?:[·•・‧∙][{HAN}]{{1,12}}){{1,3}}"
SINGULAR = rf"(?:[{RARE}][{HAN}]{{1,3}}|[{HAN}][{RARE}][{HAN}]{{0,2}}|[{HAN}]{{2}}[{RARE}][{HAN}]?)"
TOLD_NAME = rf"(?:{DOTTED}|{NAME}|[{RARE_SURNAMES}][{HAN}]{{1,2}}?|{SINGULAR})"
NAME_ENDS = (
    rf"(?=$|[^{HAN}]|电话|手机|联系|先生|女士|同志|老师|身份|住址|地址|家住|住在"
    r"|现住|现年|性别|系|反映)"
)
NAME_AFTER_CUE = re.compile(
    r"(?:联系人|姓名|举报人|投诉人|反映人|申请人|当事人|求助人|信访人|来信人|户主|署名|我叫|本人叫|名叫|我的名字叫|我的名字是|本人姓名)"
    rf"[ \u3000:：为是叫]{{0,3}}(?P<name>{TOLD_NAME}){NAME_ENDS}"
)
NAME_BEFORE_PHONE = re.compile(
    rf"(?:^|[^{HAN}·])(?P<name>{DOTTED}|{NAME}|{SINGULAR})"
    r"[ \u3000:：,，(（]{0,2}(?:电话|手机|联系电话)?[ :：]{0,2}$"
)
NAME_AFTER_PHONE = re.compile(rf"[ \u3000,，(（]{{1,2}}(?P<name>{DOTTED}|{NAME}|{SINGULAR})(?=$|[^{HAN}])")
# Words that begin like a surname.
NOT_NAMES = re.compile(
    r"方式|方法|方便|方面|谢谢|谢了|高度|安全|安排|成立|成为|万分|万一|时间|时候|关于"
    r"|关注|关心|关系|任何|任意|向上|连续|路口|路上|路边|农村|农民|管理|解决|解释|文明"
    r"|严重|严格|金额|史无|白天|石头|何时|何人|何处|武汉|江津|江北|华府|华润|阳光|阳台"
    r"|简单|景区|车主|车位|车辆|房东|房主|房子|房产|单元|单位|古镇|游客|游乐|蓝天|成本"
    r"|时常|马上|马路|江边|江苏|温馨|安置|安心|党员|党委|司法|司机|卫生|项目|连接|包括"
    r"|包含|万元|都是|和谐|许多|许可|应该|金科"
)
# A surname with a title or with 某 points at nobody.
NO_GIVEN_NAME = ("先生", "女士", "小姐", "某", "总", "局", "书记")
PHONES = (Personal.MOBILE, Personal.LANDLINE)


def mask(text: str) -> Masked:
    """Return the text with the personal data found in it replaced by stars, at the same length.

    Kept: the first three digits of a mobile, the area code of a landline, the place of a plate, the domain of
    an address, the first character of a name.

    >>> mask("联系人：李雷，电话13800138000").text
    '联系人：李*，电话138********'
    """
    plain, places = signs.bare(text)
    spans: list[Span] = []
    readable: set[int] = set()
    taken = bytearray(len(plain))
    for finder in FINDERS:
        for start, end, kept, kind in finder(plain, tuple(spans)):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                spans.append(Span(start, end, kind))
                readable.update(places[at] for at in kept)
    stars, found = list(text), []
    for span in sorted(spans, key=lambda span: span.start):
        start, end = places[span.start], places[span.end - 1] + 1
        found.append(Span(start, end, span.kind))
        stars[start:end] = [text[at] if at in readable else STAR for at in range(start, end)]
    return Masked("".join(stars), tuple(found))


def hide(text: str) -> str:
    """Return the text with every sign replaced by a star, except blanks and line ends.

    For what is personal as a whole, such as what stood in a column of telephone numbers.

    >>> hide("023-47520003 转 801")
    '************ * ***'
    """
    return re.sub(r"\S", STAR, text)


Found = Iterator[tuple[int, int, range, Personal]]
NOTHING = range(0)


def _id_numbers(text: str, _: tuple[Span, ...]) -> Found:
    for match in ID_NUMBER.finditer(text):
        digits = re.sub(r"[ \-]", "", match.group())
        if is_id_number(digits) or _says(SAYS_ID, text, match.start()):
            yield match.start(), match.end(), NOTHING, Personal.ID_NUMBER
    for match in OLD_ID_NUMBER.finditer(text):
        if _says(SAYS_ID, text, match.start()):
            yield match.start(), match.end(), NOTHING, Personal.ID_NUMBER


def _cards(text: str, _: tuple[Span, ...]) -> Found:
    for match in CARD.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        says_card = _says(SAYS_CARD, text, match.start())
        if says_card or (_is_luhn(digits) and not phone.is_called_otherwise(text, match.start())):
            yield match.start(), match.end(), NOTHING, Personal.BANK_CARD


def _phones(text: str, _: tuple[Span, ...]) -> Found:
    for one in phone.in_text(text):
        yield one.start, one.end, one.head, Personal.MOBILE if one.is_mobile else Personal.LANDLINE


def _plates(text: str, _: tuple[Span, ...]) -> Found:
    for match in PLATE.finditer(text):
        yield match.start(), match.end(), range(*match.span("head")), Personal.PLATE


def _emails(text: str, _: tuple[Span, ...]) -> Found:
    for match in EMAIL.finditer(text):
        yield match.start(), match.end(), range(*match.span("tail")), Personal.EMAIL


def _names(text: str, before: tuple[Span, ...]) -> Found:
    matches = list(NAME_AFTER_CUE.finditer(text))
    for span in before:
        if span.kind in PHONES:
            before_it = NAME_BEFORE_PHONE.search(text, max(span.start - LOOKED_AT, 0), span.start)
            after_it = NAME_AFTER_PHONE.match(text, span.end)
            matches += filter(None, [before_it, after_it])
    for match in matches:
        if _is_name(match["name"]):
            start, end = match.span("name")
            yield start, end, range(start, start + 1), Personal.NAME


def _says(words: re.Pattern[str], text: str, before: int) -> bool:
    return words.search(text, max(before - LOOKED_AT, 0), before) is not None


def _is_name(found: str) -> bool:
    return not NOT_NAMES.fullmatch(found) and not found.endswith(NO_GIVEN_NAME)


FINDERS: tuple[Callable[[str, tuple[Span, ...]], Found], ...] = (
    _id_numbers,
    _cards,
    _phones,
    _plates,
    _emails,
    _names,
)


def is_id_number(digits: str) -> bool:
    """Return whether 18 characters are an identity number: a real birthday and the right check digit.

    The check digit is ISO 7064 MOD 11-2, as GB 11643 prescribes.
    """
    try:
        date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(digits[:17]))
    return "10X98765432"[total % 11] == digits[17].upper()


def _is_luhn(digits: str) -> bool:
    doubled = (sum(divmod(int(digit) * 2, 10)) for digit in digits[-2::-2])
    return (sum(int(digit) for digit in digits[::-2]) + sum(doubled)) % 10 == 0
