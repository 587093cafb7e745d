"""The base class of verbs: the one name that each action has everywhere."""

from enum import StrEnum


class Verb(StrEnum):
    """Base of all verbs: names of the form ``<noun>.<verb>``.

    Each folder of rules declares its own in ``verbs.py``.
    """
