from django.apps import AppConfig


class DistrictsConfig(AppConfig):
    name = "yuanba.districts"
    label = "districts"
