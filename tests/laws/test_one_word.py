"""One word for one thing: what people read calls a thing by one name, and a name that was given up is gone.

Read are the Chinese catalogue, the texts of code that stand in both languages (`Text(zh=…)`), the templates
outside the catalogue, the packs' texts and the glossary. Keys of packs stay, as does what a district's
own source calls something.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from tests.laws.house import ROOT, modules, template_name, templates
from yuanba.config import catalogue

CATALOGUE, CODE, PACKS = "catalogue", "code", "packs"
EVERYWHERE = frozenset({CATALOGUE, CODE, PACKS})
OURS = frozenset({CATALOGUE, CODE})


@dataclass(frozen=True, slots=True)
class Cluster:
    """Words that were given up, as a pattern, and the word that is kept."""

    given_up: str
    kept: str
    where: frozenset[str] = EVERYWHERE


CLUSTERS = (
    Cluster("受理号|回执编号", "回执号"),
    Cluster("(?:您的|您反映的|您关注的)事项|您的反映|这件事项|您的话", "您反映的事 · 这件事"),
    Cluster("(?:事项|查询|异议)页面|凭号查询", "“查进度”"),
    Cluster("返工|重新办理", "退回重办 · 第n次重办"),
    Cluster("并案|拆案", "合并办理 · 取消合并"),
    Cluster("逾期", "超期"),
    Cluster(r"(?<!环节)(?<!分流)(?<!接单)(?<!核查)(?<!待办)超时|超过时限|超时限", "超期 · 环节超时"),
    Cluster("(?:接单|分流|核查|答复|补充|评价|回访|返工|重办|办理)期限", "时限 · 截止"),
    Cluster("紧急工作时|不分昼夜|工作时(?!间)|(?<!个)工作小时", "小时（昼夜连续计算） · 个工作小时"),
    Cluster(
        "计时已暂停|(?<!期限)(?<!经批准)暂停(?!计时|计算|一下)|暂缓(?!办理)", "挂起 · 暂缓办理 · 暂停计时"
    ),
    Cluster("接办|大事池|池子|事项池", "待认领 · 认领"),
    Cluster("当场办理|现场办结", "当场办结 · 当场办好"),
    Cluster("研判|受理审查", "重新审核 · 重新看一遍"),
    Cluster("挂牌督办", "督办 · 列入督办清单"),
    Cluster("督办人员|督查员", "督办员"),
    Cluster("裁定", "报上一级 · 提级"),
    Cluster("承办机构|责任主体|机构职能|职责部门|主管部门", "承办单位"),
    Cluster("牵头机构", "牵头单位"),
    Cluster("贵单位", "您单位"),
    Cluster("无需", "不用"),
    Cluster("分流人员", "分流员 · 受理人员"),
    Cluster("街镇|街道和镇", "镇街"),
    Cluster("本区(?!域)|全区(?!域)", "本地 · 全部辖区", OURS),
    Cluster("任命|授予|任职", "分配岗位 · 收回岗位"),
    Cluster("安全保密员|安全审计员", "安全管理员 · 审计管理员"),
    Cluster("代岗|代替|代理", "代班", OURS),
    Cluster("登录名|账号名", "用户名"),
    Cluster("登录第二步|第二步|动态码", "二次验证 · 动态验证码", OURS),
    Cluster("原文", "原话 · 公开报道"),
    Cluster("图片|录音", "照片 · 语音"),
    Cluster("带走", "导出"),
    Cluster("(?<!到期)(?<!到期自动)(?<!到期会自动)清除", "删除 · 到期清除", OURS),
    Cluster("回复(?!格式)|补充说明", "补充 · 答复", OURS),
    Cluster("目录条目|条目|这一条", "目录事项"),
    Cluster("来由|凭什么", "理由 · 依据 · 事由"),
    Cluster("(?<!出处与)假定|本包|本基准", "由本地暂定"),
    Cluster("张(?:工单|疑似)|勾选[^，。]*张|一张也没有", "件", OURS),
    Cluster("是否已有|可能已经有|疑似已经有|很可能是同一件", "疑似重复", OURS),
    Cluster("不管(?:这些|有问题|的)行|的列不管", "跳过", OURS),
    Cluster("(?<!服务)机器(?!人)", "系统建议 · 电脑", OURS),  # 群机器人 is what 企业微信 and 钉钉 call theirs
    Cluster("设备", "手机或电脑", OURS),
    Cluster("评价主体|评价人员|涉事主体|利益相关群众", "评价人 · 当事人"),
    Cluster("(?<!很)很满意", "非常满意"),
    Cluster("不想活了", "心里难受、想不开", OURS),
    Cluster("将于|[日s]前答复", "最晚……", OURS),
    Cluster("官方", "the registered signature", OURS),
    Cluster("死者|予以|尚未(?!公布|更换|开始|写入)", "softer and plainer words", OURS),
)
#: What a district's own published account, or a law, calls something; file, word.
OF_THE_SOURCE = frozenset(
    {
        ("packs/panlian", "挂牌督办"),  # 复杂的联动多部门挂牌督办
        ("packs/panlian", "现场办结"),  # 简单的现场办结
        ("packs/fengdu", "接办"),  # 按“职责对应、业务对口”筛选接办
        ("packs/zhucheng", "研判"),  # 网格联席会研判立项
        ("packs/kaizhou", "利益相关群众"),  # who rates at the 评议点
        ("packs/base", "死者"),  # 《个人信息保护法》第四十九条
    }
)


def test_a_word_that_was_given_up_is_gone() -> None:
    found = {
        f"{place}: {sentence} ({match[0]}: write {cluster.kept})"
        for kind, place, sentence in sentences()
        for cluster in CLUSTERS
        if kind in cluster.where
        for match in re.finditer(cluster.given_up, sentence)
        if (place.rpartition("/")[0], match[0]) not in OF_THE_SOURCE
    }
    assert sorted(found) == []


def test_figures_stand_without_spaces() -> None:
    """拨打12345: spaces stand only inside a grouped number, and around commands and Latin names."""
    han, number = "[\u4e00-\u9fff，。：；、（）]", r"(?:\d+|%\((?:n|count|number|most|days|row|digits)\)s)"
    loose = re.compile(f"{han} {number}|(?<![A-Za-z0-9-]){number} {han}")
    grouped = re.compile(r"\d{3,4}(?: \d{4})+")
    found = {
        f"{place}: {sentence}"
        for kind, place, sentence in sentences()
        if kind == CATALOGUE and loose.search(grouped.sub("", sentence))
    }
    assert sorted(found) == []


def sentences() -> Iterator[tuple[str, str, str]]:
    """Every Chinese text that people read: its kind, its place, and the text."""
    for message in catalogue.join(catalogue.parts()):
        told = [message.string] if isinstance(message.string, str) else list(message.string)
        for sentence in told if message.id else ():
            yield CATALOGUE, str(message.locations[0][0]), sentence
    for module in modules():
        for text in _bilingual(module.tree):
            yield CODE, module.name, text
    for path in templates():
        words = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"))
        for line in re.findall(r"[^<>{}%]*[\u4e00-\u9fff][^<>{}%]*", words):
            yield CODE, template_name(path), line.strip()
    for path in sorted((ROOT / "packs").glob("*/2*.toml")):
        for text in _texts(tomllib.loads(path.read_text(encoding="utf-8"))):
            yield PACKS, str(path.relative_to(ROOT)), text
    for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines():
        yield CODE, "docs/glossary.md", line.split("|")[1] if line.startswith("|") else ""


def _bilingual(tree: ast.AST) -> Iterator[str]:
    """The Chinese of `Text(zh=…)` and `_text("…", "…")`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id == "Text":
            given = [keyword.value for keyword in node.keywords if keyword.arg == "zh"]
        elif node.func.id in {"_text", "_unknown"}:
            given = list(node.args[:1])
        else:
            continue
        for value in given:
            for part in ast.walk(value):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def _texts(value: object, key: str = "") -> Iterator[str]:
    """The texts of a pack; what residents may type (keywords, examples, words) is theirs."""
    if isinstance(value, str):
        yield from [value] if key in {"zh", "assumed"} else []
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in {"keywords", "examples", "words"}:
                yield from _texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, key)


def test_the_law_reads_what_people_read() -> None:
    kinds = [kind for kind, _place, _sentence in sentences()]
    assert min(kinds.count(kind) for kind in EVERYWHERE) > 300
