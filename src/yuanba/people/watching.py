"""Turns Django's log-in signals into journal entries."""

from __future__ import annotations

from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_removed
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_save

from yuanba.districts import queries as districts
from yuanba.people import queries, services, timeout
from yuanba.web.entrance import now


def connect() -> None:
    """Connect the signal handlers that journal log-ins, log-outs, failures and second factors."""
    user_logged_in.connect(_came, dispatch_uid="people.came")
    user_logged_out.connect(_went, dispatch_uid="people.went")
    user_login_failed.connect(_failed, dispatch_uid="people.failed")
    post_save.connect(_set_up, sender=Authenticator, dispatch_uid="people.factor_set")
    authenticator_removed.connect(_gave_up, dispatch_uid="people.factor_dropped")


def _came(sender: object, user: Any, request: Any, **_more: object) -> None:
    timeout.begin(request.session)
    services.note_log_in(actor=queries.actor_of(user), now=now())


def _went(sender: object, user: Any, **_more: object) -> None:
    if user is not None:
        services.note_log_out(actor=queries.actor_of(user), now=now())


def _failed(sender: object, credentials: dict[str, Any], **_more: object) -> None:
    if districts.current():
        services.note_failure(login=str(credentials.get("username") or ""), now=now())


def _set_up(sender: object, instance: Authenticator, created: bool, **_more: object) -> None:
    """In the same transaction; who has just shown the first code need not show another to go on."""
    if not created:
        return
    if instance.type == Authenticator.Type.TOTP and context.request is not None:
        record_authentication(context.request, instance.user, "mfa", type=instance.type)
    services.note_factor_set(actor=queries.actor_of(instance.user), what=instance.type, now=now())


def _gave_up(sender: object, user: Any, request: Any, authenticator: Authenticator, **_more: object) -> None:
    """No session has shown anything any more: the others end, and this one sets the next factor up now."""
    if authenticator.type == Authenticator.Type.TOTP:
        records = get_authentication_records(request, user)
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            one for one in records if one.get("method") != "mfa"
        ]
        services.note_factor_dropped(actor=queries.actor_of(user), now=now())
        user.refresh_from_db(fields=["factors_dropped"])
        update_session_auth_hash(request, user)
