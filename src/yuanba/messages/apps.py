from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """Its label is not ``messages``: Django's own flash messages have that one."""

    name = "yuanba.messages"
    label = "yuanba_messages"
