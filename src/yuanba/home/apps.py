"""Django's configuration of the home app."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The Django app of the front pages, the statements, the rules page and the choice of appearance."""

    name = "yuanba.home"
    label = "home"
