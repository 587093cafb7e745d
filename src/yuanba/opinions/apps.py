from django.apps import AppConfig


class OpinionsConfig(AppConfig):
    """The Django app for opinions: it brings `yuanba opinions`."""

    name = "yuanba.opinions"
    label = "opinions"
