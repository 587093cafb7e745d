"""The documents in `docs/` that are generated from the code; the build compares them with `--check`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from django.conf import settings

from yuanba.config.access_page import SCOPES, access
from yuanba.rules.core.actions import ACTIONS, Action, Bar, Scope, Who
from yuanba.rules.core.actor import ActorKind

BARS: dict[Bar, str] = {
    Bar.OWNER: "whom it concerns themselves",
    Bar.HANDLER: "who ever handled the matter",
}
HEAD = """# Actions

Generated from `src/yuanba/rules/core/actions.py` by `yuanba docs`; do not edit.

Everything that can be done has one name: the journal's verb, the service, the page, the test and the
heading here. A right needs a position whose term covers the day; a stand-in has the rights of whom they
stand in for. Packs map local titles to these kinds and may only narrow them.
"""


def actions() -> str:
    """Return the text of `docs/actions.md`: every action with its rights, states and conditions."""
    parts = [HEAD]
    for verb, action in ACTIONS.items():
        parts.append(f"## {verb.value}\n\n{action.label.zh} · {action.label.en}\n")
        parts.append("\n".join(_facts(action)) + "\n")
    return "\n".join(parts)


def _facts(action: Action) -> list[str]:
    lines = ["| Who | How far |", "| --- | --- |"]
    for scope in Scope:
        kinds = sorted(_name(who) for who, reach in action.rights if reach is scope)
        if kinds:
            lines.append(f"| {', '.join(kinds)} | {SCOPES[scope][1]} |")
    lines.append("")
    if action.barred:
        lines.append(f"- Never: {'; '.join(BARS[bar] for bar in sorted(action.barred))}")
    if action.from_states:
        lines.append(f"- From: {', '.join(sorted(state.value for state in action.from_states))}")
    if action.pack_keys:
        lines.append(f"- Reads of the pack: {', '.join(action.pack_keys)}")
    if action.needs_reason:
        lines.append("- Needs a reason in words.")
    while lines[-1] == "":
        lines.pop()
    return lines


def _name(who: Who) -> str:
    return f"*{who.value}*" if isinstance(who, ActorKind) else who.value


def openapi() -> str:
    """Return the description of a district's JSON API as text (OpenAPI 3.1)."""
    from yuanba.config.api import api

    schema = api.get_openapi_schema(path_prefix="/")
    schema["servers"] = [
        {
            "url": "/d/{district}/api/v1",
            "variables": {"district": {"default": "district", "description": "The code of the district"}},
        }
    ]
    return json.dumps(schema, ensure_ascii=False, indent=1, default=str) + "\n"


def generated() -> Mapping[str, Callable[[], str]]:
    """Return the functions that make the text of the generated documents, by file name in `docs/`."""
    return {"access.md": access, "actions.md": actions, "openapi.json": openapi}


def write(*, check: bool, folder: Path | None = None) -> int:
    """Write the generated documents, or with `check` print which are out of date; return the exit code."""
    folder = folder or settings.CHECKOUT / "docs"
    untrue = 0
    for name, make in generated().items():
        path, text = folder / name, make()
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        if check:
            print(f"docs/{name} is not what the code says: run `yuanba docs`", file=sys.stderr)
            untrue = 1
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"docs/{name}")
    return untrue
