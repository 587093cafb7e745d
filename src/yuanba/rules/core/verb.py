"""The base class of verbs: a verb is the one name that an action has everywhere."""

from enum import StrEnum


class Verb(StrEnum):
    """Base of the enumerations of action names, each of the form ``<noun>.<verb>``.

    Each folder of rules declares its own in ``verbs.py``.
    """
