"""Commands that read a file: each fault that its reader knows is said in a sentence."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest
from django.utils.functional import Promise

from yuanba.ballots import cli as ballots
from yuanba.ballots.wordings import FAULTS as OF_BALLOTS
from yuanba.opinions import cli as opinions
from yuanba.opinions.wordings import FAULTS as OF_OPINIONS
from yuanba.reading import opinion_votes
from yuanba.rules.ballots import ballot_file, presets
from yuanba.rules.core import json_form, json_text
from yuanba.sheets import file_commands

FORMS = (
    ((json_text, json_form, file_commands), file_commands.FAULTS),
    ((ballot_file, presets, ballots), OF_BALLOTS),
    ((opinion_votes, opinions), OF_OPINIONS),
)


def _texts(node: ast.AST) -> set[str]:
    return {
        one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }


@pytest.mark.parametrize(("modules", "own"), FORMS)
def test_every_fault_has_its_sentence_and_every_sentence_its_fault(
    modules: tuple[ModuleType, ...], own: Mapping[str, Promise]
) -> None:
    """A code is the second argument of `tell` and `fault`, the last of `member`, or is called `code`."""
    trees = [ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8")) for module in modules]
    codes: set[str] = set()
    for call in (one for tree in trees for one in ast.walk(tree) if isinstance(one, ast.Call)):
        name = ast.unparse(call.func).rpartition(".")[2]
        at = {"tell": 1, "fault": 1, "DistinctNames": 1, "member": 4}.get(name)
        if at is not None and at < len(call.args):
            codes |= _texts(call.args[at])
        codes |= {text for word in call.keywords if word.arg == "code" for text in _texts(word.value)}
    codes.discard("")
    assert codes <= {*own, *file_commands.FAULTS}
    assert set(own) <= set().union(*map(_texts, trees))
    assert own is file_commands.FAULTS or not own.keys() & file_commands.FAULTS.keys()
