from django.apps import AppConfig


class DeliberationConfig(AppConfig):
    """The Django app for votes: it brings `yuanba ballot`."""

    name = "yuanba.deliberation"
    label = "deliberation"
