"""Binary columns that state what they hold: sealed words, a digest to look them up by, or nothing secret.

To the database and to migrations each of them is a plain binary column: what it states is for the rotation of
keys, for restores and for who erases, and may change without a migration.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models


class _Stated(models.BinaryField):  # type: ignore[type-arg]
    #: The attributes that migrations do not keep.
    _states: ClassVar[tuple[str, ...]]

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.BinaryField", arguments, options

    def clone(self) -> _Stated:
        _name, _path, arguments, options = self.deconstruct()
        made: _Stated = type(self)(
            *arguments, **(options | {name: getattr(self, name) for name in self._states})
        )
        return made


class SealedField(_Stated):
    """A column of bytes that ``keyring.seal`` encrypted for one purpose; an empty value is not encrypted."""

    _states = ("purpose",)

    def __init__(self, *arguments: Any, purpose: str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.purpose = purpose


class DigestField(_Stated):
    """A column of keyed digests, by which rows are found by an encrypted value; a key rotation renews it.

    It is the digest of ``<the column before>:<the opened value of the sealed column>``.
    """

    _states = ("of", "before")

    def __init__(self, *arguments: Any, of: str, before: str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.of, self.before = of, before


class OpenField(_Stated):
    """A binary column that is neither encrypted nor a digest of anything secret; `why` gives the reason."""

    _states = ("why",)

    def __init__(self, *arguments: Any, why: str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.why = why
