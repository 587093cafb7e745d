"""Adapts allauth's second factor: sealed secrets, counted tries, codes that work once."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal import auth as totp
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from yuanba.districts import queries as districts
from yuanba.people import adapter, services
from yuanba.people.models import Account
from yuanba.sealing import keyring
from yuanba.sealing.seals import Sealed
from yuanba.web.entrance import now

#: What a code of the second factor is computed from, and a recovery code: rows of allauth's.
FACTOR = "people.second_factor"
SEALED = tuple(
    Sealed(table="mfa_authenticator", column="data", purpose=FACTOR, within=within)
    for within in ("secret", "seed")
)

_CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": "11", "spellcheck": "false"}


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The allauth adapter for second factors: encryption, the issuer's name, and error messages."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "This code is wrong or has expired. Wait for the next one in the app; the phone's clock "
            "must be right."
        ),
    }

    def encrypt(self, text: str) -> str:
        return keyring.seal(text, purpose=FACTOR).hex()

    def decrypt(self, encrypted_text: str) -> str:
        return keyring.unseal(bytes.fromhex(encrypted_text), purpose=FACTOR)

    def get_totp_issuer(self) -> str:
        row = districts.current()
        is_chinese = (get_language() or "zh").startswith("zh")
        return f"{gettext('Yuanba')} {(row.name if is_chinese else row.name_en) if row else ''}".strip()

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Do nothing, because second-factor changes are announced in the journal and inbox, not by mail."""


def _counted(user: Account) -> None:
    try:
        services.count_factor(account_key=user.key, now=now())
    except services.TooMany as refusal:
        adapter.note_once(user.login, factor="code")
        raise adapter.locked(refusal) from refusal


class _Counted(forms.Form):
    """A code that is counted before it is looked at, in the database, and is good once."""

    user: Account
    code = forms.CharField(label=_("Code from the app"), max_length=11, widget=forms.TextInput(attrs=_CODE))

    def clean_code(self) -> str:
        _counted(self.user)
        self.cleaned_data["code"] = services.plain_code(self.cleaned_data["code"])
        code = str(super().clean_code())  # type: ignore[misc]
        try:
            services.spend_code(account_key=self.user.key, code=code, now=now())
        except services.TooMany as refusal:
            raise ValidationError(
                gettext("This code was used already. Wait for the next one in the app.")
            ) from refusal
        services.forgive(key=services.tries_of(self.user.key))
        return code


class EnterForm(_Counted, AuthenticateForm):  # type: ignore[misc]
    """The form for a second factor's code at log-in: from the app, or a recovery code."""


class EnterAgainForm(_Counted, ReauthenticateForm):  # type: ignore[misc]
    """The form for a second factor's code before a sensitive action."""


class SetUpForm(_Counted, ActivateTOTPForm):  # type: ignore[misc]
    """The form for the first code of a new second factor, whose secret is encrypted in the session."""

    def __init__(self, *args: Any, user: Account, **kwargs: Any) -> None:
        forms.Form.__init__(self, *args, **kwargs)
        self.user = user
        kept = context.request.session.get(totp.SECRET_SESSION_KEY)
        self.secret = FactorAdapter().decrypt(kept) if kept and self.is_bound else totp.generate_totp_secret()
        if not (kept and self.is_bound):
            context.request.session[totp.SECRET_SESSION_KEY] = FactorAdapter().encrypt(self.secret)

    @property
    def key_in_groups(self) -> str:
        """Return a new second factor's secret in groups of four characters, to be typed into an app."""
        return " ".join(self.secret[place : place + 4] for place in range(0, len(self.secret), 4))
