"""Base classes for the parts of a mechanism pack (a district's rules as data)."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Declared(BaseModel):
    """Base of every part of a pack: frozen, and an unknown key is an error instead of being ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Text(Declared):
    """One text that people read, in Chinese and in English; the Chinese text is the original.

    Without English, as in districts' own packs, readers of English get the Chinese.

    >>> Text.model_validate({"zh": "路灯"}).en
    '路灯'
    """

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _fall_back(cls, written: Any) -> Any:
        if isinstance(written, dict) and "en" not in written and "zh" in written:
            return {**written, "en": written["zh"]}
        return written

    @property
    def is_chinese_only(self) -> bool:
        """Return whether the English text is the Chinese one, for want of another."""
        return self.en == self.zh and any("\u4e00" <= sign <= "\u9fff" for sign in self.zh)


class Grounded(Declared):
    """Base of the parts of a pack that name their source: `ground` is the code of a law or source text.

    Where no source settles the value, `assumed` says in words that it is our own assumption.
    """

    ground: str = ""
    assumed: str = ""
