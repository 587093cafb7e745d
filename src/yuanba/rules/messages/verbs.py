"""The names of the actions on messages and contact points."""

from yuanba.rules.core.verb import Verb


class MessageVerb(Verb):
    """The names of the actions on messages and contact points."""

    SEND = "message.send"
    READ = "message.read"
    RETRY = "message.retry"
    GIVE_UP = "message.give_up"
    TELL = "message.tell"
    DUTY_PHONE = "contact.duty_phone"
    CONTACT_DROP = "contact.drop"
