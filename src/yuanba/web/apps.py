from django.apps import AppConfig


class WebConfig(AppConfig):
    """The app of what all pages share: base templates, components, tags, sentences, navigation."""

    name = "yuanba.web"
    label = "web"
