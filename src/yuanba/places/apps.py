from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "yuanba.places"
    label = "places"
