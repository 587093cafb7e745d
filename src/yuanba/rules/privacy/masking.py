"""Masking of personal traces in text: phones, identity numbers, cards, plates, e-mail addresses, names.

The masked text has the length of the original, so that a place in one is the place in the other. It is a
filter for working copies and lists, not an erasure: the original stays sealed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WIDE = str.maketrans(
    "０１２３４５６７８９＋－＠．ｘ　（）" + "".join(chr(ord(sign) + 0xFEE0) for sign in LETTERS),
    "0123456789+-@.x ()" + LETTERS,
)
GAP = r"[ \-]?"
#: How people part a number to be read: by one or two blanks, dashes, dots.
PARTING = r"[ \-.·•—–_~]{1,2}"
BEFORE = r"(?<![\d.A-Za-z])"
AFTER = r"(?!\d|\.\d|[A-Za-z])"

ID_NUMBER = re.compile(rf"{BEFORE}[1-9]\d{{5}}{GAP}\d{{4}}{GAP}\d{{4}}{GAP}\d{{3}}[\dXx]{AFTER}")
OLD_ID_NUMBER = re.compile(rf"{BEFORE}[1-9]\d{{14}}{AFTER}")
CARD = re.compile(rf"{BEFORE}[3-6]\d{{3}}(?:{GAP}\d{{4}}){{3}}(?:{GAP}\d{{1,3}})?{AFTER}")
# The number blocks that are given out for mobiles, without those for machines.
HEAD = r"1(?:3\d|4[5-9]|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9])"
COUNTRY = rf"(?<![\d.])(?:(?:\+|00)?86{GAP})?"
MOBILE = re.compile(
    rf"{COUNTRY}(?P<head>{HEAD})"
    rf"(?:{GAP}\d{{4}}{GAP}\d{{4}}|{PARTING}\d{{4}}{PARTING}\d{{4}}|{PARTING}\d{{3}}{PARTING}\d{{5}})(?!\d|\.\d)"
)
# Four first (1380 013 8000), and digit by digit.
MOBILE_PARTED = re.compile(
    rf"{COUNTRY}(?P<head>1[3-9]\d)(?:\d{PARTING}\d{{3}}{PARTING}\d{{4}}|\d{PARTING}\d{{4}}{PARTING}\d{{3}})(?!\d|\.\d)"
    r"|(?<![\d.])(?P<slow>1(?P<sign>[ \-])[3-9](?P=sign)\d)(?:(?P=sign)\d){8}(?!\d|\.\d|(?P=sign)\d)"
)
MOBILE_IN_WORDS = re.compile(
    r"(?<![零〇一幺二两三四五六七八九十百千])[一幺][三四五六七八九][零〇一幺二两三四五六七八九]{9}"
    r"(?![零〇一幺二两三四五六七八九十百千万亿])"
)
LANDLINE = re.compile(
    r"(?<![\d.\-])[(（]?(?P<head>0(?:10|2\d|[3-9]\d{2}))[)）]?[ \-—]{0,2}"
    r"[2-8]\d{2,3}[ \-]?\d{4}(?:-\d{1,5})?(?![\d\-]|\.\d)"
)
# The letters of plates leave out I and O; six signs with a small car, seven with an electric one.
PLATE = re.compile(
    r"(?P<head>[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Za-hj-np-z])[·•. \-]?"
    r"(?=[A-Za-z\d]*\d[A-Za-z\d]*\d)"
    r"(?:[A-HJ-NP-Za-hj-np-z\d]{5,6}|[A-HJ-NP-Za-hj-np-z\d]{4}[挂学警港澳])(?![A-Za-z\d])"
)
LOCAL = re.compile(r"(?<![\d.\-])[2-8]\d{3}-?\d{3,4}(?![\d\-]|\.\d|[元块万亿%年月日号栋户㎡平米个人次度吨])")
EMAIL = re.compile(
    r"(?<![\w.+\-])[A-Za-z0-9][\w.+\-]{0,63}(?P<tail>@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+)", re.ASCII
)

# Words just before a number that say it is something else, or what it is.
OTHER_NUMBER = re.compile(
    r"(?:订单|单号|编号|工单|受理号|案号|文号|流水|运单|快递|税号|信用代码|合同号|备案|户号|表号|许可证|证号|设备|型号|批号|学号|工号|发票|回复|QQ|qq)"
    r"[^\d\n，。；,;]{0,6}$"
)
SAYS_ID = re.compile(r"(?:身份证|证件号)[^\d\n。；;]{0,8}$")
SAYS_CARD = re.compile(r"(?:卡号|账号|帐号|账户|帐户|银行卡)[^\d\n。；;]{0,8}$")
SAYS_PHONE = re.compile(
    r"(?:电话|座机|手机|致电|拨打|来电|联系方式|热线|传真|[Tt][Ee][Ll])[^\d\n。；;，,]{0,6}$"
)

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付"
    "方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞"
    "左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫"
)
NAME = rf"(?:欧阳|上官|司马|诸葛|司徒|东方|皇甫|尉迟|夏侯|[{SURNAMES}])[\u4e00-\u9fa5]{{1,2}}?"
NAME_ENDS = (
    r"(?=$|[^\u4e00-\u9fa5]|电话|手机|联系|先生|女士|同志|老师|身份|住址|地址|家住|住在"
    r"|现住|现年|性别|系|反映)"
)
NAME_AFTER_CUE = re.compile(
    r"(?:联系人|姓名|举报人|投诉人|反映人|申请人|当事人|求助人|信访人|来信人|户主|署名|我叫|本人叫|名叫|我的名字叫|我的名字是|本人姓名)"
    rf"[ \u3000:：为是叫]{{0,3}}(?P<name>{NAME}){NAME_ENDS}"
)
NAME_BEFORE_PHONE = re.compile(
    rf"(?:^|[^\u4e00-\u9fa5])(?P<name>{NAME})[ \u3000:：,，(（]{{0,2}}(?:电话|手机|联系电话)?[ :：]{{0,2}}$"
)
NAME_AFTER_PHONE = re.compile(rf"^[ \u3000,，(（]{{1,2}}(?P<name>{NAME})(?=$|[^\u4e00-\u9fa5])")
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
    plain = text.translate(WIDE)
    spans: list[Span] = []
    stars = list(text)
    for finder in FINDERS:
        for start, end, kept, kind in finder(plain, tuple(spans)):
            if any(start < span.end and span.start < end for span in spans):
                continue
            spans.append(Span(start, end, kind))
            for place in range(start, end):
                if place not in kept:
                    stars[place] = STAR
    return Masked("".join(stars), tuple(sorted(spans, key=lambda span: span.start)))


Found = Iterator[tuple[int, int, range, Personal]]
NOTHING = range(0)


def _id_numbers(text: str, _: tuple[Span, ...]) -> Found:
    for match in ID_NUMBER.finditer(text):
        digits = re.sub(r"[ \-]", "", match.group())
        if is_id_number(digits) or SAYS_ID.search(text, 0, match.start()):
            yield match.start(), match.end(), NOTHING, Personal.ID_NUMBER
    for match in OLD_ID_NUMBER.finditer(text):
        if SAYS_ID.search(text, 0, match.start()):
            yield match.start(), match.end(), NOTHING, Personal.ID_NUMBER


def _cards(text: str, _: tuple[Span, ...]) -> Found:
    for match in CARD.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        says_card = SAYS_CARD.search(text, 0, match.start())
        if says_card or (_is_luhn(digits) and not OTHER_NUMBER.search(text, 0, match.start())):
            yield match.start(), match.end(), NOTHING, Personal.BANK_CARD


def _mobiles(text: str, _: tuple[Span, ...]) -> Found:
    for finder in (MOBILE, MOBILE_PARTED, MOBILE_IN_WORDS):
        for match in finder.finditer(text):
            if not OTHER_NUMBER.search(text, 0, match.start()):
                kept = range(*match.span("head")) if match.groupdict().get("head") else NOTHING
                yield match.start(), match.end(), kept, Personal.MOBILE


def _plates(text: str, _: tuple[Span, ...]) -> Found:
    for match in PLATE.finditer(text):
        yield match.start(), match.end(), range(*match.span("head")), Personal.PLATE


def _landlines(text: str, _: tuple[Span, ...]) -> Found:
    for match in LANDLINE.finditer(text):
        if not OTHER_NUMBER.search(text, 0, match.start()):
            yield match.start(), match.end(), range(*match.span("head")), Personal.LANDLINE
    for match in LOCAL.finditer(text):
        if SAYS_PHONE.search(text, 0, match.start()):
            yield match.start(), match.end(), NOTHING, Personal.LANDLINE


def _emails(text: str, _: tuple[Span, ...]) -> Found:
    for match in EMAIL.finditer(text):
        yield match.start(), match.end(), range(*match.span("tail")), Personal.EMAIL


def _names(text: str, before: tuple[Span, ...]) -> Found:
    matches = list(NAME_AFTER_CUE.finditer(text))
    for span in before:
        if span.kind in PHONES:
            matches += filter(None, [NAME_BEFORE_PHONE.search(text[: span.start])])
            after = NAME_AFTER_PHONE.search(text[span.end :])
            if after and _is_name(after["name"]):
                start, end = (span.end + place for place in after.span("name"))
                yield start, end, range(start, start + 1), Personal.NAME
    for match in matches:
        if _is_name(match["name"]):
            start, end = match.span("name")
            yield start, end, range(start, start + 1), Personal.NAME


def _is_name(found: str) -> bool:
    return not NOT_NAMES.fullmatch(found) and not found.endswith(NO_GIVEN_NAME)


FINDERS: tuple[Callable[[str, tuple[Span, ...]], Found], ...] = (
    _id_numbers,
    _cards,
    _mobiles,
    _landlines,
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
