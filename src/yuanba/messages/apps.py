from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """The Django app of messages; its label is not ``messages``, which Django's flash messages have taken."""

    name = "yuanba.messages"
    label = "yuanba_messages"
