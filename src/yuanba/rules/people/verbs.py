"""The names of the actions on accounts, positions, units, kin, program keys and the journal."""

from yuanba.rules.core.verb import Verb


class PeopleVerb(Verb):
    """The names of the actions on accounts, positions, units, kin, program keys and the journal."""

    KIN_DECLARE = "kin.declare"
    KIN_RETRACT = "kin.retract"
    UNIT_IMPORT = "unit.import"
    STAFF_IMPORT = "staff.import"
    ACCOUNT_OPEN = "account.open"
    ACCOUNT_CLOSE = "account.close"
    ACCOUNT_RESET = "account.reset_password"
    ACCOUNT_PASSWORD = "account.change_password"  # noqa: S105 - the name of an action
    ACCOUNT_LOG_IN = "account.log_in"
    ACCOUNT_LOG_OUT = "account.log_out"
    ACCOUNT_FAIL_LOG_IN = "account.fail_log_in"
    ACCOUNT_KEEP_RECEIPT = "account.keep_receipt"
    ACCOUNT_LOCK_OUT = "account.lock_out"
    ACCOUNT_SET_FACTOR = "account.set_second_factor"
    ACCOUNT_DROP_FACTOR = "account.drop_second_factor"
    ACCOUNT_ASK_RESET = "account.ask_reset"
    ACCOUNT_RESET_FACTOR = "account.reset_second_factor"
    KEY_ISSUE = "key.issue"
    KEY_REVOKE = "key.revoke"
    KEY_SEE = "key.see"
    ACCESS_SEE = "access.see"
    JOURNAL_READ = "journal.read"
    JOURNAL_EXPORT = "journal.export"
    POSITION_APPOINT = "position.appoint"
    POSITION_END = "position.end"
    POSITION_STAND_IN = "position.stand_in"
    POSITION_HAND_OVER = "position.hand_over"
