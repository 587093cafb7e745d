from django.apps import AppConfig


class WebConfig(AppConfig):
    """What the pages of all apps share: base templates, components, tags, sentences, navigation."""

    name = "yuanba.web"
    label = "web"
