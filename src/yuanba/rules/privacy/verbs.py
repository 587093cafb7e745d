"""The names of the actions on personal data, and of an operator's work on the installation."""

from yuanba.rules.core.verb import Verb


class PrivacyVerb(Verb):
    """The names of the actions on personal data, and of an operator's work on the installation."""

    SEE = "privacy.see"
    CORRECT = "privacy.correct"
    EXPORT = "privacy.export"
    ERASE = "privacy.erase"
    ASK = "privacy.ask"
    ANSWER = "privacy.answer"
    RETAIN = "privacy.retain"
    REPORT = "privacy.report"
    WATCH = "privacy.watch"
    HOUSE_BACK_UP = "house.back_up"
    HOUSE_RESTORE = "house.restore"
    HOUSE_ROTATE = "house.rotate_keys"
