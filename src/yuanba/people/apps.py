from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "yuanba.people"
    label = "people"
