"""How allauth works here: counted log-ins, closed sign-up, passwords through our services."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yuanba.districts.addresses import client_address
from yuanba.districts.entrance import now
from yuanba.people import queries, services
from yuanba.people.models import Account
from yuanba.rules.actor import ActorKind, system

_WINDOW_SECONDS = 15 * 60
#: Attempts per account and per address in a window; an office shares one address.
_PER_LOGIN, _PER_ADDRESS = 8, 60


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Log-in by name and password."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(getattr(settings, "SIGNUP_OPEN", False))

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt before the password is looked at, so that a lock gives nothing away."""
        at = now()
        try:
            services.throttle(
                key=self._address(request), limit=_PER_ADDRESS, window_seconds=_WINDOW_SECONDS, now=at
            )
            services.throttle(
                key=self._login(credentials), limit=_PER_LOGIN, window_seconds=_WINDOW_SECONDS, now=at
            )
        except services.TooMany as refusal:
            minutes = -(-int(refusal.arguments["retry_after"]) // 60)
            raise ValidationError(
                ngettext(
                    "Too many attempts. Try again in %(minutes)s minute.",
                    "Too many attempts. Try again in %(minutes)s minutes.",
                    minutes,
                )
                % {"minutes": minutes}
            ) from refusal

    def _rollback_login_failed_rl_usage(self) -> None:
        """Nothing to roll back: ``login`` forgives."""

    def login(self, request: HttpRequest, user: Account) -> None:
        super().login(request, user)
        services.forgive(key=self._login({"username": user.login}))

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
