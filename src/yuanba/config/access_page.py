"""Builds `docs/access.md`: who may do what, where and until when, on one page for a security officer."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from yuanba.rules.core.action import Action, Bar, Scope, Who
from yuanba.rules.core.actions import ACTIONS, verb_of
from yuanba.rules.core.actor import KEEPERS, ActorKind, PositionKind
from yuanba.rules.core.programs import NEEDS_A_PERSON, PROGRAM_VERBS
from yuanba.rules.core.verb import Verb

KINDS: tuple[Who, ...] = (*ActorKind, *PositionKind)
#: What a cell says, how far that is, in English and in Chinese.
SCOPES: dict[Scope, tuple[str, str, str]] = {
    Scope.OWN: ("own", "what is theirs: filed by them, or about their account", "本人的"),
    Scope.FOLLOWED: ("follows", "what they follow", "关注的"),
    Scope.INVITED: ("invited", "what they are invited to rate", "受邀评价的"),
    Scope.SEAT: (
        "seat",
        "the council in which they have the chair or write the minutes",
        "任召集人或者秘书的议事机构",
    ),
    Scope.UNIT: ("unit", "orders of their unit", "本单位的工单"),
    Scope.CO_UNIT: ("helps", "orders that their unit helps with", "本单位协办的"),
    Scope.POOL: ("pool", "what their unit may take up", "本单位职责内待认领的"),
    Scope.BRANCH: ("branch", "their unit and the units below it", "本单位及下属单位的"),
    Scope.AREA: ("area", "their area with everything below it, or their estate", "所辖区域（含下级）或小区"),
    Scope.DISTRICT: ("district", "the whole district", "全区"),
    Scope.ANY: ("any", "anything", "不限"),
}
BARS: dict[Bar, str] = {
    Bar.OWNER: "whom it concerns · 当事人本人",
    Bar.HANDLER: "who ever handled it · 经办过的人",
}
PARTIES = {
    ActorKind.ANONYMOUS: "nobody logged in; with a receipt and its code: owner of that one matter · 未登录",
    ActorKind.RESIDENT: "a resident with an account · 居民",
    ActorKind.STAFF: "any member of staff, whatever their position · 工作人员",
    ActorKind.SYSTEM: "the platform's own jobs, each by its name · 系统",
    ActorKind.OPERATOR: "the person with a shell on the server; acts by the `yuanba` command only · 运维",
}
HEAD = """# Who may do what · 权限总表

Generated from `src/yuanba/rules/` (`access.py`, `actions.py`) and from what pages, API and commands say of
themselves, by `yuanba docs`; do not edit. A test walks everything below with everybody (`tests/access/`).

本页由程序生成，与程序实际执行的判断一致：先看“怎么读”，再查某个动作、页面、接口或命令谁能用。

## How to read it · 怎么读

1. **A right is a pair: who, and how far.** Any one suffices. Pages hide what is not allowed; the service
   behind every page, API operation, job and command asks again, with the facts of the case.
   一项权限＝谁＋多大范围。
2. **A position counts only in its term.** It holds from its first day until its last day, both counted, by
   the legal day in China; before and after it gives nothing, from midnight on, without anybody pressing
   anything.
   A page that is open then is refused at the next press. 岗位只在任期内有效，首日和末日都算。
3. **A stand-in has the rights of the position stood in for**, within both terms; the journal names who acted.
   When a position ends, its stand-ins end with it. 代班人在代班期内享有所代岗位的权限。
4. **Area means the subtree**: a community's position reaches its grids, never its subdistrict. A position for
   an estate reaches that estate only. 区域权限含下级，不含上级。
5. **Bars come before rights**: nobody judges what they handled, and nobody raises or closes themselves.
   回避优先于权限：经办人不核查，任何人不给自己授权。
6. **Districts know nothing of each other**: accounts, cookies and data of one open nothing in another.
7. **Packs narrow, never widen**: they map local titles to these kinds of position.
"""


def access() -> str:
    """Return the text of `docs/access.md`: every right, page, API operation and command."""
    parts = [HEAD, *_words(), *_administrators(), *_actions(), *_programs(), *_pages()]
    parts += [*_operations(), *_commands()]
    return "\n".join(parts)


def _words() -> Iterator[str]:
    yield "| In a cell | How far |\n| --- | --- |"
    yield "\n".join(f"| {sign} | {en} · {zh} |" for sign, en, zh in SCOPES.values())
    yield "\n| Party | Who that is |\n| --- | --- |"
    yield "\n".join(f"| *{kind}* | {PARTIES[kind]} |" for kind in ActorKind)


def _administrators() -> Iterator[str]:
    yield "\n## Three administrators · 三员分立\n"
    yield (
        "Nobody holds two of them, and none holds any other position: the service refuses it by hand and by "
        "file, the database refuses two at once. None reads matters. An administrator's password is reset "
        "only by the operator.\n"
    )
    yield "| Administrator | May |\n| --- | --- |"
    for keeper in PositionKind:
        if keeper in KEEPERS:
            verbs = ", ".join(f"`{verb}` {ACTIONS[verb].label.zh}" for verb in _verbs_of(keeper))
            yield f"| {keeper} | {verbs} |"


def _verbs_of(who: Who) -> list[Verb]:
    return [verb for verb, action in ACTIONS.items() if who in action.who]


def _actions() -> Iterator[str]:
    yield "\n## Actions · 动作\n"
    yield "Whoever stands in no column may not. States and grounds of each action: [actions.md](actions.md)."
    groups: dict[str, list[Verb]] = {}
    for verb in ACTIONS:
        groups.setdefault(verb.partition(".")[0], []).append(verb)
    for noun, verbs in groups.items():
        columns = [kind for kind in KINDS if any(kind in ACTIONS[verb].who for verb in verbs)]
        yield f"\n### {noun}\n"
        yield f"| Action | | {' | '.join(map(_name, columns))} | never |"
        yield "| --- " * (len(columns) + 3) + "|"
        for verb in verbs:
            action = ACTIONS[verb]
            cells = " | ".join(_cell(action, kind) for kind in columns)
            bars = "; ".join(BARS[bar] for bar in sorted(action.barred))
            yield f"| `{verb}` | {action.label.zh} | {cells} | {bars} |"


def _name(who: Who) -> str:
    return f"*{who.value}*" if isinstance(who, ActorKind) else who.value


def _cell(action: Action, kind: Who) -> str:
    reach = {scope for who, scope in action.rights if who is kind}
    return ", ".join(SCOPES[scope][0] for scope in Scope if scope in reach)


def _programs() -> Iterator[str]:
    yield "\n## Programs · 程序\n"
    yield (
        "A program acts as its own account, by a key ([api.md](api.md)): it may do what its key names "
        "**and** the account's positions allow. A key can name these, and nothing else; what comes new "
        "needs a person until it is put here.\n"
    )
    yield "| Action | |\n| --- | --- |"
    yield "\n".join(f"| `{verb}` | {label.zh} · {label.en} |" for verb, label in PROGRAM_VERBS.items())
    yield "\nOf what is done about matters, this needs a person:\n"
    yield "| Action | | Because |\n| --- | --- | --- |"
    for verb, ground in NEEDS_A_PERSON.items():
        yield f"| `{verb}` | {ACTIONS[verb].label.zh} | {ground.en} · {ground.zh} |"


def _pages() -> Iterator[str]:
    yield "\n## Pages · 页面\n"
    yield (
        "Under `/d/<district>`. Who stands here may enter; what they see and can press there is what the "
        "actions above allow. Everybody else is sent to the log-in, or is refused.\n"
    )
    yield "| Address | Name | May enter |\n| --- | --- | --- |"
    for address, name, pattern in sorted(pages()):
        yield f"| `/{_readable(address)}` | {name} | {_may_enter(pattern)} |"


def pages() -> Iterator[tuple[str, str, URLPattern]]:
    """Yield the address, the name and the URL pattern of every page of a district."""
    yield from _walk(get_resolver(settings.ROOT_URLCONF).url_patterns, "", "")


def _walk(
    found: Iterable[URLPattern | URLResolver], before: str, space: str
) -> Iterator[tuple[str, str, URLPattern]]:
    for one in found:
        address = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield address, f"{space}{one.name}", one
        elif one.namespace != "api":
            yield from _walk(one.url_patterns, address, f"{one.namespace}:" if one.namespace else space)


def _readable(address: str) -> str:
    return address.replace("^", "").replace("$", "").replace("\\Z", "").replace("|", "\\|")


def _may_enter(pattern: URLPattern) -> str:
    who = getattr(pattern.callback, "open_to", None)
    if who is None:
        return "the log-in's own pages: anyone, or the account itself"
    if set(who) >= set(ActorKind):
        return "anyone"
    return ", ".join(_name(kind) for kind in KINDS if kind in who)


def _operations() -> Iterator[str]:
    from yuanba.config.api import api

    yield "\n## API · 接口\n"
    yield "Under `/d/<district>/api/v1`. The rights are those of the action of the same name.\n"
    yield "| Operation | Request | Needs | Who may |\n| --- | --- | --- | --- |"
    paths = api.get_openapi_schema(path_prefix="/")["paths"]
    for path, methods in sorted(paths.items()):
        for method, operation in sorted(methods.items()):
            verb = operation["operationId"].removesuffix("_at_desk")
            needs = "nothing, or a receipt's code"
            if operation.get("security"):
                is_for_programs = method == "get" or verb in PROGRAM_VERBS
                needs = "an account, or a key" if is_for_programs else "an account"
            who = _who(ACTIONS[verb_of(verb)]) if verb in ACTIONS else "whoever may read it: `matter.read`"
            yield f"| `{operation['operationId']}` | {method.upper()} `{path}` | {needs} | {who} |"


def _who(action: Action) -> str:
    return ", ".join(f"{_name(kind)} ({_cell(action, kind)})" for kind in KINDS if kind in action.who)


def _commands() -> Iterator[str]:
    yield "\n## Commands · 命令\n"
    yield (
        "Only who has a shell on the server, as the account that owns the data folder; every change is in "
        "the journal as done by the operator.\n"
    )
    yield "| Command | What it does |\n| --- | --- |"
    yield "\n".join(f"| `yuanba {words}` | {told} |" for words, told in commands())
    yield ""


def commands() -> list[tuple[str, str]]:
    """Return every `yuanba` command with its help text, sorted."""
    from yuanba.config.command import add_all

    parser = argparse.ArgumentParser(prog="yuanba")
    add_all(parser.add_subparsers())
    return sorted(_leaves(parser, ""))


def _leaves(parser: argparse.ArgumentParser, words: str, told: str = "") -> Iterator[tuple[str, str]]:
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not below:
        yield words.strip(), told
    for action in below:
        helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
        for name, child in action.choices.items():
            yield from _leaves(child, f"{words} {name}", helps.get(name, ""))
