"""What Django says of log-ins becomes entries of the journal. Connected once, when the apps are ready."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from yuanba.districts import queries as districts
from yuanba.districts.entrance import now
from yuanba.people import queries, services


def connect() -> None:
    """Listen."""
    user_logged_in.connect(_came, dispatch_uid="people.came")
    user_logged_out.connect(_went, dispatch_uid="people.went")
    user_login_failed.connect(_failed, dispatch_uid="people.failed")


def _came(sender: object, user: Any, **_more: object) -> None:
    services.note_log_in(actor=queries.actor_of(user), now=now())


def _went(sender: object, user: Any, **_more: object) -> None:
    if user is not None:
        services.note_log_out(actor=queries.actor_of(user), now=now())


def _failed(sender: object, credentials: dict[str, Any], **_more: object) -> None:
    if districts.current():
        services.note_failure(login=str(credentials.get("username") or ""), now=now())
