from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """The Django app for data of other systems: archives, chats, external orders."""

    name = "yuanba.exchange"
    label = "exchange"
