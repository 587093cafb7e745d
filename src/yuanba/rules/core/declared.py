"""Base classes for the parts of a mechanism pack (a district's rules as data)."""

from pydantic import BaseModel, ConfigDict, Field


class Declared(BaseModel):
    """Base of every part of a pack: frozen, and an unknown key is an error instead of being ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Text(Declared):
    """One text for people in Chinese and English; the Chinese is the original."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Grounded(Declared):
    """Base of a pack value that names its source: `ground` is a code of a law or source text.

    Where no source settles the value, `assumed` says in words that it is our own assumption.
    """

    ground: str = ""
    assumed: str = ""
