"""Receipt, order sheet and notice as PDF: the right words, the font inside, typed words stay words."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from pypdf import PdfReader

from tests import deeds, make
from tests.cast import Cast
from yuanba import papers as setting
from yuanba.exchange import papers
from yuanba.exchange.papers import OrderSheet, Slip
from yuanba.papers import NoticeSheet, notice_sheet

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
HOSTILE = (
    '#read("/etc/passwd") #sys.inputs #let x = 1 $1/0$ *bold* @ref <label> `raw` ] } " \' #image("a.png")\n'
    "= 标题\n/ 词: 义\n#pagebreak()\u202e倒转\u0000\x1b[31m"
)
SLIP = Slip(
    receipt="116493720517",
    code="048213",
    filed_at=AT,
    area="几江街道通泰门社区",
    address="https://example.invalid/d/jiangjin/m/abc",
    track_address="example.invalid/d/jiangjin/track",
)
SHEET = OrderSheet(
    receipt="116493720517",
    channel="窗口",
    matter_class="公事 · 路灯",
    from_unit="陈芳",
    unit="几江街道办事处",
    sent_at=AT,
    due_at=AT,
    is_provisional=False,
    area="几江街道通泰门社区",
    place="滨江花园1栋",
    text="路灯坏了",
    attachments=2,
    grounds=("依据一",),
    clock=("5个工作日",),
    address="https://example.invalid/d/jiangjin/matters/17",
)
NOTICE = NoticeSheet(
    number="2026-017",
    title="关于路灯修复的公示",
    paragraphs=("路灯已修复。",),
    places=("几江街道公示栏", "通泰门社区公示栏", "第一网格公示栏"),
    from_on=date(2026, 3, 6),
    until_on=date(2026, 3, 12),
    how_to_object="到社区窗口提出",
    issued_by="几江街道办事处",
    issued_on=date(2026, 3, 6),
)


def words(pdf: bytes) -> str:
    """Everything that is printed, without spaces."""
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def size(pdf: bytes) -> tuple[int, int]:
    """Width and height of the first page in millimetres."""
    box = PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    return round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)


def test_the_slip_says_what_the_resident_needs() -> None:
    made = papers.receipt_slip(SLIP, district="重庆市江津区")

    assert size(made) == (105, 148)
    for said in ("116493720517", "048213", "2026年3月2日09:00", "接下来", "没有手机", "重庆市江津区"):
        assert said in words(made)
    assert len(PdfReader(io.BytesIO(made)).pages) == 1


def test_the_order_has_the_deadline_the_grounds_and_room_to_sign() -> None:
    made = papers.order_sheets([SHEET], district="重庆市江津区", printed_at=AT)

    assert size(made) == (210, 297)
    for said in (
        "交办单",
        "几江街道办事处",
        "答复截止",
        "5个工作日",
        "依据一",
        "承办人签字",
        "单位盖章",
        "另有附件2个",
    ):
        assert said in words(made)


def test_long_words_run_over_several_pages_and_none_is_lost() -> None:
    long = OrderSheet(
        **{**{f: getattr(SHEET, f) for f in OrderSheet.__slots__}, "text": "路灯坏了三天。\n" * 300}
    )

    made = papers.order_sheets([long], district="重庆市江津区", printed_at=AT)

    assert len(PdfReader(io.BytesIO(made)).pages) > 2
    assert words(made).count("路灯坏了三天。") == 300


@pytest.mark.parametrize(("is_a3", "expected"), [(False, (210, 297)), (True, (297, 420))])
def test_the_notice_names_period_places_and_the_way_to_object(is_a3: bool, expected: tuple[int, int]) -> None:
    made = notice_sheet(NOTICE, district="重庆市江津区", is_a3=is_a3)

    assert size(made) == expected
    for said in ("公示", "2026年3月6日至2026年3月12日", "第一网格公示栏", "到社区窗口提出", "几江街道办事处"):
        assert said in words(made)


def test_the_font_is_inside() -> None:
    made = papers.receipt_slip(SLIP, district="重庆市江津区")
    fonts = [
        font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        for page in PdfReader(io.BytesIO(made)).pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    ]

    assert fonts
    for font in fonts:
        assert "NotoSansSC" in str(font["/FontName"])
        assert {"/FontFile2", "/FontFile3"} & set(font)


def test_hostile_words_are_printed_and_not_obeyed() -> None:
    hostile = OrderSheet(
        **{**{f: getattr(SHEET, f) for f in OrderSheet.__slots__}, "text": HOSTILE, "place": HOSTILE}
    )

    made = papers.order_sheets([hostile], district=HOSTILE, printed_at=AT)

    told = words(made)
    for said in (
        '#read("/etc/passwd")',
        "$1/0$",
        "*bold*",
        "@ref",
        "<label>",
        "#pagebreak()",
        "=标题",
        "倒转",
    ):
        assert said in told
    assert "root:" not in told
    assert "\u202e" not in told
    assert len(PdfReader(io.BytesIO(made)).pages) <= 2


def test_marks_above_marks_are_bounded_wherever_the_words_come_from() -> None:
    """8,000 of them on one sign took 4 GB."""
    odd = "路" + "\u0301" * 8000 + "灯"
    sheet = replace(NOTICE, title=odd, paragraphs=(odd,), how_to_object=odd, issued_by=odd)
    told = words(notice_sheet(sheet, district=odd))
    assert told.count("灯") >= 4
    assert told.count("\u0301") <= told.count("灯") * setting.MOST_MARKS


def test_what_no_paper_can_hold_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setting, "MOST_MARKS", 100_000)
    with pytest.raises(setting.PaperTooLarge):
        notice_sheet(replace(NOTICE, paragraphs=("路" + "\u0301" * 12_000,)), district="江津区")


def test_a_text_beyond_all_measure_ends_with_dots() -> None:
    told = words(notice_sheet(replace(NOTICE, paragraphs=("路灯。" * 9000,)), district="江津区"))
    assert 6000 < told.count("路灯。") <= setting.LONGEST_TEXT // 3
    assert "……" in told


def test_in_english_no_label_is_left_in_chinese() -> None:
    with translation.override("en"):
        made = papers.receipt_slip(SLIP, district="Jiangjin")

    assert "Receiptnumber" in words(made)
    assert "接下来" not in words(made)


def test_rare_characters_emoji_and_other_scripts_are_no_boxes() -> None:
    said = "𠮷田与𡒄小明😀ئۇيغۇر한국어བོད"
    made = notice_sheet(replace(NOTICE, title=said, paragraphs=("\ue123与\U000323af",)), district="江津")
    fonts = PdfReader(io.BytesIO(made)).pages[0]["/Resources"]["/Font"].values()
    used = {str(one.get_object()["/BaseFont"]) for one in fonts}
    for name in ("HanaMinB", "NotoEmoji", "NotoSansArabic", "NanumGothic", "NotoSerifTibetan"):
        assert any(name in font for font in used), name
    assert "𠮷田与𡒄小明😀" in words(made)
    assert "〔U+E123〕与〔U+323AF〕" in words(made)


def test_without_spare_fonts_rare_characters_are_spelled_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(settings, "SPARE_FONTS", tmp_path)
    assert "〔U+20BB7〕田" in words(notice_sheet(replace(NOTICE, title="𠮷田"), district="江津"))


def test_without_the_font_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "PAPER_FONTS", tmp_path)
    with pytest.raises(setting.FontMissing):
        papers.receipt_slip(SLIP, district="重庆市江津区")


def test_the_order_of_a_real_matter_is_masked_and_for_staff_only(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, text="我叫李雷，电话13800138000，路灯坏了。")
    deeds.walk(matter, people, "assign", morning)
    path = f"/d/jiangjin/matters/{matter.id}/order.pdf"
    client = Client()
    assert client.get(path).status_code == 302
    client.post("/d/jiangjin/account/login/", {"login": "zhou", "password": make.PASSWORD})

    served = client.get(path)

    assert served["Content-Type"] == "application/pdf"
    assert served["Cache-Control"] == "private, no-store"
    told = words(served.content)
    assert matter.receipt in told
    assert "13800138000" not in told
    assert "几江街道党工委" in told


def test_what_was_not_given_to_anybody_has_no_order(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning)
    client = Client()
    client.post("/d/jiangjin/account/login/", {"login": "chen", "password": make.PASSWORD})

    assert client.get(f"/d/jiangjin/matters/{matter.id}/order.pdf").status_code == 404
