"""The audiences of messages."""

from enum import StrEnum


class Audience(StrEnum):
    """The groups of people to whom messages are addressed, such as the resident, a unit or a co-handler."""

    RESIDENT = "resident"
    UNIT = "unit"
    UNIT_BEFORE = "unit_before"
    TRIAGER = "triager"
    ADMIN = "admin"
    DUTY = "duty"
    FOLLOWER = "follower"
    NEIGHBOUR = "neighbour"
    HELPER = "helper"
    ABOVE = "above"
    SUPERVISOR = "supervisor"
    SIGNER = "signer"
    DRAFTER = "drafter"
    TAKER = "taker"
    GUARD = "guard"
    HOLDER = "holder"
    LEADER = "leader"
