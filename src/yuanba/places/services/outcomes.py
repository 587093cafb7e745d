"""Makes the outcome of a change for the journal: what changed, and what stood there before."""

from __future__ import annotations

from collections.abc import Mapping

from yuanba.rules.core.chain import Json


def changed(before: Mapping[str, str | bool], after: Mapping[str, str | bool]) -> dict[str, Json]:
    """Return the fields that changed as they are now, and under ``before`` as a form would say them then.

    >>> changed({"name": "东苑", "is_rural": True}, {"name": "东苑", "is_rural": False})
    {'before': {'is_rural': 'on'}, 'is_rural': False}
    """
    fields = [field for field in after if before[field] != after[field]]
    said = {field: _said(before[field]) for field in fields}
    return {"before": said, **{field: after[field] for field in fields}}


def _said(value: str | bool) -> str:
    return value if isinstance(value, str) else "on" if value else ""
