"""The name of everything that can be done. One name per action, everywhere."""

from enum import StrEnum


class Verb(StrEnum):
    """`<noun>.<verb>`. The matter's own verbs carry no noun in code: the house is about matters."""

    FILE = "matter.file"
    IMPORT = "matter.import"
    SUGGEST = "matter.suggest"
    PUBLISH = "matter.publish"
    ASSIGN = "matter.assign"
    REASSIGN = "matter.reassign"
    REFUSE = "matter.refuse"
    ACCEPT = "matter.accept"
    RETURN = "matter.return"
    ANSWER = "matter.answer"
    CONFIRM = "matter.confirm"
    REOPEN = "matter.reopen"
    READ = "matter.read"
    UNMASK = "matter.unmask"
    PLACE_IMPORT = "place.import"
    PLACE_RENAME = "place.rename"
    PLACE_MERGE = "place.merge"
    PLACE_SPLIT = "place.split"
    UNIT_IMPORT = "unit.import"
    STAFF_IMPORT = "staff.import"
    ACCOUNT_OPEN = "account.open"
    ACCOUNT_CLOSE = "account.close"
    ACCOUNT_RESET = "account.reset_password"
    ACCOUNT_PASSWORD = "account.change_password"  # noqa: S105 - the name of an action
    POSITION_APPOINT = "position.appoint"
    POSITION_END = "position.end"
    POSITION_STAND_IN = "position.stand_in"
    MESSAGE_SEND = "message.send"
