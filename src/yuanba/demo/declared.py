"""Schemas of the demonstration's files: invented matters with their steps, and an old archive."""

from __future__ import annotations

import tomllib

from pydantic import Field

from yuanba.demo.setting import Setting
from yuanba.rules.core.declared import Declared

#: The last quarter, and the lives of the year that need their own words.
FILES = ("matters.toml", "lives.toml")


class Story(Declared):
    """One invented matter and the steps of its handling, as written in a demonstration file."""

    days: int
    at: str = ""
    minutes: int = 0
    name: str = ""
    area: str
    place: str
    channel: str
    by: str = ""
    phone: str = ""
    number: str = ""
    item: str = ""
    title: str = ""
    text: str
    then: tuple[str, ...] = ()


class Archived(Declared):
    """One matter from the archive of the old hotline."""

    number: str
    days: int
    text: str
    place: str


class Stories(Declared):
    """The content of one district's demonstration files: invented matters and archived ones."""

    matter: tuple[Story, ...] = Field(min_length=1)
    archived: tuple[Archived, ...] = ()


def files(setting: Setting) -> Stories:
    """Return the individually written stories of one district, read and validated from its files."""
    read = [
        Stories.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")), strict=False)
        for path in map(setting.path, FILES)
        if path.exists()
    ]
    return Stories(
        matter=tuple(story for one in read for story in one.matter),
        archived=tuple(old for one in read for old in one.archived),
    )
