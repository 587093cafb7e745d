from django.apps import AppConfig
from django.core.checks import register


class PacksConfig(AppConfig):
    name = "yuanba.packs"
    label = "packs"

    def ready(self) -> None:
        from yuanba.packs.checks import packs_are_sound

        register(packs_are_sound, "packs")
