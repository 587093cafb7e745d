"""What is starred out, and what must stay readable. All people here are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanba.rules.privacy.masking import Personal, Span, is_id_number, mask

MASKED = [
    ("请打13800138000找我", "请打138********找我"),
    ("手机：138-0013-8000。", "手机：138**********。"),
    ("+86 13800138000", "****138********"),
    ("１３８００１３８０００", "１３８********"),
    ("座机023-47521234", "座机023*********"),
    ("座机(023)47521234转8", "座机*023*********转8"),
    ("办公电话：47521234", "办公电话：********"),
    ("身份证11010519491231002X", "身份证******************"),
    ("号码11010519491231002X", "号码******************"),
    ("身份证号：110105194912310021", "身份证号：******************"),
    ("身份证：110105491231002", "身份证：***************"),
    ("写信到 lilei.88@example.com 谢谢", "写信到 ********@example.com 谢谢"),
    ("卡号6222020200001234567", "卡号*******************"),
    ("转到6222 0212 3456 7894", "转到*******************"),
    ("联系人：李雷，电话面谈", "联系人：李*，电话面谈"),
    ("我叫欧阳修远，住在江津", "我叫欧***，住在江津"),
    ("投诉人：韩梅梅", "投诉人：韩**"),
    ("李雷13800138000", "李*138********"),
    ("138.0013.8000", "138**********"),
    ("138  0013  8000", "138************"),
    ("138 001 38000", "138**********"),
    ("1380-013-8000", "138**********"),
    ("138—0013—8000", "138**********"),
    ("1 3 8 0 0 1 3 8 0 0 0", "*********************"),
    ("１３８　００１３　８０００", "１３８**********"),
    ("一三八零零一三八零零零", "***********"),
    ("座机023-4752 1234", "座机023**********"),
    ("号码110105-19491231-002X", "号码********************"),
    ("车牌渝C·12345挡路", "车牌渝C******挡路"),
    ("渝AD12345、川a9b123", "渝A******、川a*****"),
    ("13800138000（韩梅梅）", "138********（韩**）"),
]
KEPT = [
    "2025年10月01日到2026年02月23日",
    "工资13800元，共拖欠138001380.00元",
    "订单号13800138000一直没有发货",
    "快递单号：13800138000",
    "户号47521234",
    "面积4752.1234平方米，电话没人接",
    "热线12345打不通，拨打110",
    "编号6222021234567894",
    "号码110105194913310021",
    "号码110105491231002共十五位",
    "编号023-47521234",
    "每天6200000000000001次",
    "联系人方式不明",
    "投诉人：李先生",
    "400-800-1234，谢谢！",
    "第116493720517号回执",
    "道路红线12345678米",
    "请联系方便的时间",
    "联系人：Li",
    "一三五七九",
    "第13 800 号",
    "渝A区",
    "湘江ABCDEF",
]


@pytest.mark.parametrize(("words", "masked"), MASKED)
def test_what_points_at_a_person_is_starred_out(words: str, masked: str) -> None:
    assert mask(words).text == masked


@pytest.mark.parametrize("words", KEPT)
def test_what_points_at_nobody_stays(words: str) -> None:
    assert mask(words).text == words


def test_the_spans_say_what_was_where() -> None:
    found = mask("联系人：李雷，电话13800138000")
    assert found.spans == (Span(4, 6, Personal.NAME), Span(9, 20, Personal.MOBILE))


def test_a_name_is_masked_once_though_two_signs_point_at_it() -> None:
    assert mask("我叫李雷13800138000").spans == (
        Span(2, 4, Personal.NAME),
        Span(4, 15, Personal.MOBILE),
    )
    assert mask("13800138000，谢谢").text == "138********，谢谢"


def test_the_check_digit_of_an_identity_number() -> None:
    assert is_id_number("11010519491231002X")
    assert is_id_number("11010519491231002x")
    assert not is_id_number("110105194912310020")
    assert not is_id_number("11010519491331002X")


@given(st.text("138 0-１三李：电话联系人@.a身份证号Xx卡62()，\n", max_size=80))
def test_a_masked_text_has_the_length_of_the_original_and_nothing_left_to_mask(words: str) -> None:
    masked = mask(words)
    assert len(masked.text) == len(words)
    for span in masked.spans:
        assert 0 <= span.start < span.end <= len(words)
    ends = [0, *(place for span in masked.spans for place in (span.start, span.end)), len(words)]
    assert ends == sorted(ends)
    for start, end in zip(ends[::2], ends[1::2], strict=True):
        assert masked.text[start:end] == words[start:end]
