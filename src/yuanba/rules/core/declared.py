"""What every part of a pack has in common."""

from pydantic import BaseModel, ConfigDict, Field


class Declared(BaseModel):
    """A frozen part of a pack. An unknown key is an error, never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Text(Declared):
    """Words for people, in both languages. Chinese is the original."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Grounded(Declared):
    """A value that says where it comes from: a row of the source, or our own assumption."""

    ground: str = ""
    assumed: str = ""
