"""No form speaks in Django's own words: every sentence that a field can give stands in our catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest
from django import forms
from django.apps import apps
from django.test import Client
from django.utils.functional import Promise

from yuanba.config import catalogue
from yuanba.districts.queries import DistrictRow
from yuanba.people.adapter import AccountAdapter
from yuanba.people.second_factor import FactorAdapter
from yuanba.web.forms import CHECKS, SENTENCES

#: What allauth's adapters say on the pages that we open.
SAID_BY_ALLAUTH = {
    AccountAdapter: {
        "account_inactive",
        "enter_current_password",
        "incorrect_code",
        "incorrect_password",
        "invalid_login",
        "rate_limited",
        "too_many_login_attempts",
        "username_password_mismatch",
    },
    FactorAdapter: {"incorrect_code"},
}
#: Rooms whose forms our pages show.
OPENED = (
    "yuanba.",
    "allauth.account.",
    "allauth.mfa.base.",
    "allauth.mfa.totp.",
    "allauth.mfa.recovery_codes.",
)


@pytest.fixture(scope="module")
def ours() -> set[str]:
    """Every message id of the catalogue."""
    joined = catalogue.join(catalogue.parts())
    return {one.id if isinstance(one.id, str) else one.id[0] for one in joined if one.id}


def _every_form() -> Iterator[type[forms.BaseForm]]:
    """The forms of all our rooms, and those of allauth that they are made from."""
    for app in apps.get_app_configs():
        if app.name.startswith("yuanba."):
            for name in ("forms", "views"):
                try:
                    module = import_module(f"{app.name}.{name}")
                except ModuleNotFoundError:
                    continue
                for part in walk_packages(getattr(module, "__path__", ()), f"{module.__name__}."):
                    import_module(part.name)
    waiting: list[type[forms.BaseForm]] = [forms.BaseForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form.__module__.startswith(OPENED):
            yield form


def _msgid(said: object) -> str:
    """What a lazy sentence asks the catalogue for; of one with a number the singular."""
    if isinstance(said, Promise):
        return str(said._args[0] if said._args else said._kw["singular"])  # type: ignore[attr-defined]
    return str(said)


def _sentences(field: forms.Field) -> Iterator[object]:
    yield from field.error_messages.values()
    yield from (check.message for check in field.validators if hasattr(check, "message"))


def test_every_sentence_of_every_field_is_in_the_catalogue(ours: set[str]) -> None:
    found = {
        f"{form.__module__}.{form.__name__}.{name}: {_msgid(said)}"
        for form in _every_form()
        for name, field in getattr(form, "base_fields", {}).items()
        for said in _sentences(field)
        if _msgid(said) not in ours
    }
    assert not found, "\n".join(sorted(found))


def test_no_kind_of_field_is_left_to_django(ours: set[str]) -> None:
    """Also one that no form uses yet."""
    said = [words for kind in SENTENCES.values() for words in kind.values()] + list(CHECKS.values())
    assert {_msgid(words) for words in said} <= ours
    for kind, words in SENTENCES.items():
        assert words.items() <= kind.default_error_messages.items()
    for check, words in CHECKS.items():
        assert check.message is words  # type: ignore[attr-defined]


def test_what_the_log_in_says_is_ours_too(ours: set[str]) -> None:
    for adapter, codes in SAID_BY_ALLAUTH.items():
        for code in codes:
            assert _msgid(adapter.error_messages[code]) in ours, code


@pytest.mark.parametrize(
    ("typed", "said", "english"),
    [
        ({"text": "", "key": "k"}, "至少写一句", "Write at least one sentence"),
        (
            {"text": "路灯坏了", "key": "k" * 81},
            "最多80个字，现在有81个，请删短一些。",
            "At most 80 characters",
        ),
        (
            {"text": "路灯坏了", "key": "k", "naming": "x"},
            "没有这个选项，请重新选择。",
            "not one of the choices",
        ),
    ],
)
def test_a_fault_is_told_in_the_readers_language(
    client: Client, jiangjin: DistrictRow, typed: dict[str, str], said: str, english: str
) -> None:
    assert said in client.post("/d/jiangjin/file", typed).content.decode()
    client.post("/d/jiangjin/look", {"language": "en"})
    assert english in client.post("/d/jiangjin/file", typed).content.decode()
