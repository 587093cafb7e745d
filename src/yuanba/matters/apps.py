from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "yuanba.matters"
    label = "matters"
