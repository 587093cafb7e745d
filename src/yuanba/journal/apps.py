from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "yuanba.journal"
    label = "journal"
