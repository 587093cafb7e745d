"""The names of the actions on consultations, on their statements, and on what people say of them."""

from yuanba.rules.core.verb import Verb


class OpinionVerb(Verb):
    """The names of the actions on consultations, on their statements, and on what people say of them."""

    OPEN = "consultation.open"
    CLOSE = "consultation.close"
    GROUP = "consultation.group"
    EXPORT = "consultation.export"
    ADD = "statement.add"
    ACCEPT = "statement.accept"
    REJECT = "statement.reject"
    TAKE_STANCE = "statement.take_stance"
