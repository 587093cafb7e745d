"""Reads who follows what: contact points by the subjects, units and accounts that they follow."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from yuanba.messages.models import ContactPoint, MessageChannel


def followers(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[ContactPoint]]:
    """Return these subjects' contact points as a dict by (kind, key), without subjects that have none.

    A robot that was stopped is left out: what happened meanwhile is in the inbox, and not posted later.
    """
    keys: dict[str, set[str]] = {}
    for kind, key in pairs:
        keys.setdefault(kind, set()).add(key)
    wanted = Q(pk__in=[])
    for kind, some in keys.items():
        wanted |= Q(kind=kind, key__in=some)
    found: dict[tuple[str, str], list[ContactPoint]] = {}
    told = ContactPoint.objects.filter(wanted, fault="").exclude(channel=MessageChannel.NONE)
    for contact in told.order_by("id"):
        found.setdefault((contact.kind, contact.key), []).append(contact)
    return found


def followed(kind: str) -> list[str]:
    """Return the keys of the subjects of this kind that anybody follows, in order."""
    found = ContactPoint.objects.filter(kind=kind).order_by("key")
    return list(found.values_list("key", flat=True).distinct())


def duty_phone(account_key: str) -> str:
    """Return the masked mobile number at which somebody is called when on duty, or an empty string."""
    found = ContactPoint.objects.filter(kind="account", key=account_key, channel=MessageChannel.SMS)
    return found.values_list("masked", flat=True).first() or ""


def reachable(kind: str, keys: Iterable[str]) -> frozenset[str]:
    """Return those of these subjects that a message reaches outside this system, such as by telephone."""
    within = (MessageChannel.NONE, MessageChannel.INBOX, MessageChannel.PAPER)
    found = ContactPoint.objects.filter(kind=kind, key__in=list(keys)).exclude(channel__in=within)
    return frozenset(found.values_list("key", flat=True))


def is_told(kind: str, key: str, owner: str) -> bool:
    """Return whether somebody has left a contact point to be told about a subject."""
    found = ContactPoint.objects.filter(kind=kind, key=key, owner=owner).exclude(channel=MessageChannel.NONE)
    return found.exists()
