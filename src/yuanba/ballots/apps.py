from django.apps import AppConfig


class BallotsConfig(AppConfig):
    """The Django app for votes: it brings `yuanba ballot`."""

    name = "yuanba.ballots"
    label = "ballots"
