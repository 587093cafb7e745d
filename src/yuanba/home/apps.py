"""Django's entry for the home app."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Pages that belong to no other app, and what all pages share."""

    name = "yuanba.home"
    label = "home"
