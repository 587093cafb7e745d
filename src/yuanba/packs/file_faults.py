"""The sentences for faults of a pack's files: of their form, and of the shape of single values."""

from __future__ import annotations

from collections.abc import Mapping

from yuanba.rules.core.declared import Text


def _text(zh: str, en: str) -> Text:
    return Text(zh=zh, en=en)


SHAPE: Mapping[str, Text] = {
    "missing": _text("缺少这一项：请补上", "this is missing: add it"),
    "extra_forbidden": _text(
        "没有这个字段：可能拼错了，请改正或删去", "there is no such key: correct its spelling or remove it"
    ),
    "greater_than": _text("要大于{gt}：请改数值", "has to be more than {gt}: correct the number"),
    "greater_than_equal": _text("不能小于{ge}：请改数值", "has to be at least {ge}: correct the number"),
    "less_than_equal": _text("不能大于{le}：请改数值", "may be at most {le}: correct the number"),
    "too_short": _text(
        "至少要写{min_length}个，现在是{actual_length}个：请补足",
        "at least {min_length} are needed, there are {actual_length}: add more",
    ),
    "string_too_short": _text("不能为空：请填写", "may not be empty: fill it in"),
    "string_pattern_mismatch": _text(
        "写法不对，应符合 {pattern}", "is not written as it has to be: {pattern}"
    ),
    "string_type": _text("应是文字，要加引号", "has to be words in quotation marks"),
    "int_type_given": _text(
        "应是整数，如 3；现在写的是{given}", "has to be a whole number such as 3, and is {given}"
    ),
    "bool_type_given": _text(
        "应是 true 或 false；现在写的是{given}", "has to be true or false, and is {given}"
    ),
    "string_type_given": _text(
        "应是一段加引号的文字；现在写的是{given}", "has to be words in quotation marks, and is {given}"
    ),
    "bare_text": _text(
        '要写成 {{ zh = "中文", en = "English" }}（en 可以不写）；现在写的是{given}',
        'has to be {{ zh = "…", en = "…" }}, where en may be left out; it is {given}',
    ),
    "bare_term": _text(
        '时限要写成 {{ amount = 5, unit = "working_days" }}；现在写的是{given}',
        'a term is written {{ amount = 5, unit = "working_days" }}; it is {given}',
    ),
    "int_type": _text("应是整数，不加引号", "has to be a whole number, without quotation marks"),
    "bool_type": _text("应是 true 或 false，不加引号", "has to be true or false, without quotation marks"),
    "enum": _text("只能是其中之一：{expected}", "has to be one of: {expected}"),
    "literal_error": _text("只能是其中之一：{expected}", "has to be one of: {expected}"),
    "date_type": _text("应是日期，如 2026-01-01，不加引号", "has to be a day such as 2026-01-01"),
    "date_parsing": _text("应是日期，如 2026-01-01，不加引号", "has to be a day such as 2026-01-01"),
    "time_type": _text("应是时刻，如 09:00:00，不加引号", "has to be a time such as 09:00:00"),
    "time_parsing": _text("应是时刻，如 09:00:00，不加引号", "has to be a time such as 09:00:00"),
    "tuple_type": _text("应是列表，用方括号 [ ]", "has to be a list in brackets [ ]"),
    "dict_type": _text("应是一个表，用花括号 {{ }} 或 [表名]", "has to be a table: {{ }} or [name]"),
    "model_type": _text("应是一个表，用花括号 {{ }} 或 [表名]", "has to be a table: {{ }} or [name]"),
    "value_error": _text("前后不一致：{message}", "does not fit together: {message}"),
    "other": _text("填写有误：{message}", "is not as it has to be: {message}"),
}
FILES: Mapping[str, Text] = {
    "not_toml": _text(
        "这一行不合 TOML 的写法，多半是少了引号、括号或等号（{message}）",
        "this line is not TOML, most likely a quotation mark, bracket or equals sign is missing ({message})",
    ),
    "unknown_district": _text(
        "{folder} 里没有区县“{name}”的机制包；有：{known}",
        "{folder} has no pack of a district “{name}”; it has {known}",
    ),
    "unknown_item": _text(
        "{pack} 的目录里没有“{name}”；有：{known} 等",
        "{pack} has no item “{name}”; it has {known} and others",
    ),
    "unknown_day": _text(
        "{name} 在 {on} 还没有生效的机制包；生效日期：{days}",
        "{name} has no pack in force on {on}; its packs are in force from {days}",
    ),
    "chinese_sign": _text(
        "第{column}个字起有中文标点 {signs}：TOML 里要用英文的 {wanted}",
        "Chinese punctuation {signs} from column {column} on: TOML wants {wanted}",
    ),
    "no_english": _text("基准包的文字要有英文：补上 en", "texts of base are read by every district: add en"),
    "lost_bytes": _text(
        "这一行有字节损坏，不成 UTF-8：请把这一行重新写一遍",
        "bytes of this line are damaged and no UTF-8: write the line anew",
    ),
    "not_utf8": _text("不是 UTF-8 编码：请另存为 UTF-8", "not UTF-8: save it as UTF-8"),
    "no_day_name": _text(
        "文件名应是生效日期，如 2026-01-01.toml：请改文件名",
        "the file's name has to be the day from which it holds, as 2026-01-01.toml: rename it",
    ),
    "other_day": _text(
        "与文件名 {name} 不一致：改成同一天", "the file is called {name}: make them the same day"
    ),
    "other_district": _text(
        "与文件夹名 {name} 不一致：改成同一个代码", "the folder is called {name}: write the same code"
    ),
    "no_base": _text(
        "{day} 还没有生效的基准包（base）：生效日期不能早于基准包",
        "no base is in force on {day}: a pack cannot be older than base",
    ),
    "only_base": _text(
        "底线只能由基准包（base）规定：请删去这个表", "only base says the floor: remove this table"
    ),
    "no_packs": _text(
        "这里没有任何区县的机制包：检查文件夹，或设置 YUANBA_PACKS",
        "no district has a pack here: check the folder, or set YUANBA_PACKS",
    ),
}
