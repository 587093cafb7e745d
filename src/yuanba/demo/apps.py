from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "yuanba.demo"
    label = "demo"
