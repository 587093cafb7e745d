"""Base classes for the parts of a mechanism pack (a district's rules as data)."""

from pydantic import BaseModel, ConfigDict, Field


class Declared(BaseModel):
    """Base of every part of a pack: frozen, and an unknown key is an error instead of being ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Text(Declared):
    """One text that people read, in Chinese and in English; the Chinese text is the original."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Grounded(Declared):
    """Base of the parts of a pack that name their source: `ground` is the code of a law or source text.

    Where no source settles the value, `assumed` says in words that it is our own assumption.
    """

    ground: str = ""
    assumed: str = ""
