"""The name of everything that can be done. One name per action, everywhere."""

from enum import StrEnum


class Verb(StrEnum):
    """A verb is `<noun>.<verb>`; the matter's own verbs carry no noun in code, as the house is about matters."""

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
    UNIT_IMPORT = "unit.import"
    STAFF_IMPORT = "staff.import"
    ACCOUNT_OPEN = "account.open"
    POSITION_APPOINT = "position.appoint"
    POSITION_END = "position.end"
    MESSAGE_SEND = "message.send"
