"""Every address says who may enter."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from tests.laws.house import SOURCE, modules
from yuanba.config.api import api
from yuanba.rules.core.actor import ActorKind, PositionKind

#: Pages outside every district: nobody is logged in there. The figures ask for a token, or this machine.
OUTSIDE = {
    "yuanba.home.views.public_front",
    "yuanba.home.views.set_public_look",
    "yuanba.keeping.health.live",
    "yuanba.keeping.health.ready",
    "yuanba.keeping.health.metrics",
}
#: allauth guards its own pages; sign-up is closed by our adapter unless an operator opens it.
OF_ALLAUTH = {
    "account_login",
    "account_logout",
    "account_signup",
    "account_reauthenticate",
    "account_inactive",
    "account_change_password",
    "account_set_password",
    "account_email",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_trust",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
}
#: What needs no account over JSON; the receipt's query code, or nothing private, stands behind it.
WITHOUT_ACCOUNT = {
    "matter.file",
    "matter.track",
    "matter.story",
    "matter.milestones",
    "matter.attach",
    "matter.rate",
    "matter.reply",
    "matter.urge",
    "matter.object",
    "matter.withdraw",
    "matter.public",
}


def patterns(urlconf: str) -> Iterator[URLPattern]:
    def walk(found: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
        for one in found:
            if isinstance(one, URLResolver):
                if one.namespace != "api":
                    yield from walk(one.url_patterns)
            else:
                yield one

    return walk(get_resolver(urlconf).url_patterns)


def name_of(pattern: URLPattern) -> str:
    view = pattern.callback
    return f"{view.__module__}.{view.__name__}"


def test_every_page_of_ours_says_who_may_enter() -> None:
    silent = {
        name_of(pattern)
        for urlconf in (settings.ROOT_URLCONF, settings.PUBLIC_URLCONF)
        for pattern in patterns(urlconf)
        if pattern.callback.__module__.startswith("yuanba.")
        and not getattr(pattern.callback, "open_to", None)
    }
    assert silent == OUTSIDE


def test_who_may_enter_are_kinds_that_the_table_knows() -> None:
    known = {*ActorKind, *PositionKind}
    for pattern in patterns(settings.ROOT_URLCONF):
        assert set(getattr(pattern.callback, "open_to", ())) <= known


def test_the_pages_that_are_not_ours_are_these() -> None:
    others = {
        str(pattern.name)
        for pattern in patterns(settings.ROOT_URLCONF)
        if not pattern.callback.__module__.startswith("yuanba.")
    }
    assert others <= OF_ALLAUTH


def test_every_operation_over_json_needs_an_account_but_these() -> None:
    open_ones = {
        operation["operationId"]
        for path in api.get_openapi_schema()["paths"].values()
        for operation in path.values()
        if not operation.get("security")
    }
    assert open_ones == WITHOUT_ACCOUNT


def test_every_address_of_ours_has_a_name() -> None:
    nameless = [name_of(pattern) for pattern in patterns(settings.ROOT_URLCONF) if not pattern.name]
    assert nameless == []


def test_every_public_view_has_an_address() -> None:
    """A function that says who may enter is an entrance; one without an address is left over."""
    served = {
        name_of(pattern)
        for urlconf in (settings.ROOT_URLCONF, settings.PUBLIC_URLCONF)
        for pattern in patterns(urlconf)
    }
    written = set()
    for module in modules():
        if not module.is_in("views"):
            continue
        path = ".".join(("yuanba", *module.path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(
            ".__init__"
        )
        for node in module.tree.body:
            if hasattr(node, "decorator_list") and any(
                getattr(getattr(one, "func", None), "id", "") == "open_to" for one in node.decorator_list
            ):
                written.add(f"{path}.{node.name}")
    assert written - served == set()
