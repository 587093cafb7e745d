from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """What comes from other systems and goes back to them: archives, chats, orders of platforms."""

    name = "yuanba.exchange"
    label = "exchange"
