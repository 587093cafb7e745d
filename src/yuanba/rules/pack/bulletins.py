"""Kinds of everyday notices of a community: a water cut, a meeting."""

from pydantic import Field

from yuanba.rules.core.declared import Grounded, Text

LONGEST_HOURS = 31 * 24


class BulletinKind(Grounded):
    """One kind of everyday notice (社区通知): how long it usually lasts, and what people are asked to do."""

    title: Text
    hours: int = Field(gt=0, le=LONGEST_HOURS)
    to_do: Text
