"""Adapts allauth to this project: counted log-in attempts, closed sign-up, passwords through services."""

from __future__ import annotations

import secrets
import time
from contextlib import suppress
from typing import Any, ClassVar

from allauth.account import app_settings as of_accounts
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from yuanba.messages import services as texts
from yuanba.people import queries, services
from yuanba.people.models import Account
from yuanba.people.queries import factors, phones
from yuanba.people.services.phones import closed, opened
from yuanba.rules.core.actor import ActorKind, system
from yuanba.web.entrance import now
from yuanba.web.proxies import client_address

_WINDOW_SECONDS = 15 * 60
#: Attempts per account and per address in a window; an office shares one address.
_PER_LOGIN, _PER_ADDRESS = 8, 60
#: Who has no account yet: no row has this number, so that nothing is made before the first success.
NOBODY = 0


def locked(refusal: services.TooMany) -> ValidationError:
    """Return the form error that says how many minutes a locked-out person must wait."""
    minutes = -(-int(refusal.arguments["retry_after"]) // 60)
    words = ngettext(
        "Too many attempts. Try again in %(minutes)s minute.",
        "Too many attempts. Try again in %(minutes)s minutes.",
        minutes,
    )
    return ValidationError(words % {"minutes": minutes})


def note_once(login: str, *, factor: str) -> None:
    """Record the lock-out of a log-in name in the journal, at most once per time window."""
    key = f"lock_out.{factor}:{login.strip().lower()}"
    with suppress(services.TooMany):
        services.throttle(key=key, limit=1, window_seconds=_WINDOW_SECONDS, now=now())
        services.note_lock_out(login=login, factor=factor, now=now())


def _say_earlier(request: HttpRequest, user: Account, earlier: factors.Before) -> None:
    """Tell staff when they were last here, and anybody that others tried: only they know who it was."""
    words = []
    if earlier.at and user.kind == ActorKind.STAFF:
        last = timezone.localtime(earlier.at)
        words.append(_("You last logged in on %(when)s.") % {"when": f"{last:%Y-%m-%d %H:%M}"})
    if earlier.failures:
        words.append(
            ngettext(
                "Since then %(count)s log-in with this name failed.",
                "Since then %(count)s log-ins with this name failed.",
                earlier.failures,
            )
            % {"count": earlier.failures}
        )
    if earlier.was_locked:
        words.append(_("The log-in was locked for a while."))
    if earlier.failures or earlier.was_locked:
        words.append(_("If that was not you, change your password and tell the security administrator."))
    if words:
        level = messages.WARNING if earlier.failures or earlier.was_locked else messages.INFO
        messages.add_message(request, level, " ".join(words))


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """The allauth adapter for log-in by name and password, or by a code sent to a phone."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy("This account is closed. Ask the system administrator."),
        "enter_current_password": gettext_lazy("Type your present password."),
        "incorrect_code": gettext_lazy("This code is not right. Type the one that is shown now."),
        "incorrect_password": gettext_lazy("The password is not right."),
        "invalid_login": gettext_lazy(
            "This log-in name and password do not match. Check both, and that capitals are right."
        ),
        "too_many_login_attempts": gettext_lazy("Too many attempts. Try again later."),
        "rate_limited": gettext_lazy("Too many attempts. Try again later."),
        "username_password_mismatch": gettext_lazy(
            "This log-in name and password do not match. Check both, and that capitals are right."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(getattr(settings, "SIGNUP_OPEN", False))

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a log-in attempt before its password is checked; raise ValidationError if over a limit."""
        at = now()
        try:
            services.throttle(
                key=self._address(request), limit=_PER_ADDRESS, window_seconds=_WINDOW_SECONDS, now=at
            )
        except services.TooMany as refusal:
            raise locked(refusal) from refusal
        try:
            services.throttle(
                key=self._login(credentials), limit=_PER_LOGIN, window_seconds=_WINDOW_SECONDS, now=at
            )
        except services.TooMany as refusal:
            note_once(str(credentials.get("username", "")), factor="password")
            raise locked(refusal) from refusal

    def _rollback_login_failed_rl_usage(self) -> None:
        """Nothing to roll back: ``login`` forgives."""

    def login(self, request: HttpRequest, user: Account) -> None:
        earlier = factors.before(user.key)
        super().login(request, user)
        services.forgive(key=self._login({"username": user.login}))
        # of an address only wrong ones count: in the morning a whole office logs in behind one
        services.give_back(windows={self._address(request): _WINDOW_SECONDS}, now=now())
        _say_earlier(request, user, earlier)

    def is_safe_url(self, url: str) -> bool:
        """Return whether somebody may be sent on to this address: never where it cannot be taken apart."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Return whether the person must authenticate again before a sensitive action."""
        request = context.request
        records = get_authentication_records(request, request.user)
        return not records or time.time() - records[-1]["at"] > of_accounts.REAUTHENTICATION_TIMEOUT

    def get_reauthentication_methods(self, user: Account) -> list[dict[str, Any]]:
        """Return the methods for authenticating again: only the second factor if the account has one."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [one for one in methods if one["id"] == "mfa_reauthenticate"] or methods

    def set_password(self, user: Account, password: str) -> None:
        services.change_password(
            actor=queries.actor_of(user), account_key=user.key, password=password, now=now()
        )
        user.refresh_from_db()

    def new_user(self, request: HttpRequest) -> Account:
        return Account(kind=ActorKind.RESIDENT)

    def save_user(self, request: HttpRequest, user: Account, form: Any, commit: bool = True) -> Account:
        key = services.open_account(
            actor=system("sign_up"),
            login=form.cleaned_data["username"],
            name="",
            password=form.cleaned_data["password1"],
            kind=ActorKind.RESIDENT,
            now=now(),
        )
        user.pk = Account.objects.values_list("pk", flat=True).get(key=key)
        user.refresh_from_db()
        return user

    def clean_username(self, username: str, shallow: bool = False) -> str:
        try:
            login = services.check_login(username)
        except services.BadLogin as refusal:
            raise ValidationError(_("2 to 40 small letters, digits, dots and hyphens.")) from refusal
        return str(super().clean_username(login, shallow=shallow))

    def _address(self, request: HttpRequest) -> str:
        return f"log_in.address:{client_address(request)}"

    def _login(self, credentials: dict[str, Any]) -> str:
        return f"log_in.account:{str(credentials.get('username', '')).strip().lower()}"

    # --- residents, by a code that goes to a phone; allauth gets numbers and codes closed only ----------

    def get_user_by_phone(self, phone: str) -> Account:
        """Return the account with this phone number, or a placeholder account that cannot log in.

        An unknown number gets a code all the same, so that nobody learns who has an account.
        """
        return phones.by_phone(opened(phone)) or Account(pk=NOBODY, kind=ActorKind.RESIDENT)

    def generate_phone_verification_code(self, *, user: Account, phone: str) -> str:
        return closed(f"{secrets.randbelow(10**6):06d}")

    def send_verification_code_sms(self, user: Account, phone: str, code: str, **_more: Any) -> None:
        texts.send_code(number=opened(phone), code=opened(code), now=now())
