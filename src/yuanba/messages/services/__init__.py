"""Turning journal entries into messages. The only way into the outbox and the inboxes."""

from __future__ import annotations


def read_journal() -> int:
    """Turn new entries of the journal into messages and inbox items, once each; says how many it read."""
    return 0
