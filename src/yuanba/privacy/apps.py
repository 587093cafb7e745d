from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "yuanba.privacy"
    label = "privacy"
