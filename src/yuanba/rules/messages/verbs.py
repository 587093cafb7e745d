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
    WISH = "contact.wish"
    SET_POLICY = "message.set_policy"
    SMS_WARN = "sms.warn"
    SMS_END = "sms.end"
    ROBOT_SET = "robot.set"
    ROBOT_TRY = "robot.try"
    ROBOT_DROP = "robot.drop"
    ROBOT_STOP = "robot.stop"
