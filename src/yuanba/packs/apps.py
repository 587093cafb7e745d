from django.apps import AppConfig
from django.core.checks import register


class PacksConfig(AppConfig):
    name = "yuanba.packs"
    label = "packs"

    def ready(self) -> None:
        from yuanba.packs import sentences
        from yuanba.packs.checks import packs_are_sound
        from yuanba.web.sentences import speak_with

        register(packs_are_sound, "packs")
        speak_with(sentences=sentences.SENTENCES)
