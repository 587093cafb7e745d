from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "yuanba.lists"
    label = "lists"

    def ready(self) -> None:
        """Register this app's sentences, reasons and menu entries with the pages."""
        from yuanba.journal import telling
        from yuanba.lists import guidance, metrics, navigation, sentences
        from yuanba.places import queries as places
        from yuanba.web.doors import open_with
        from yuanba.web.guidance import guide_with
        from yuanba.web.metrics import measure_with
        from yuanba.web.navigation import show_with
        from yuanba.web.sentences import speak_with

        telling.subject_with(list=sentences.LIST)
        telling.name_with("list", places.labels_by_code)
        speak_with(sentences=sentences.SENTENCES, grounds=sentences.GROUNDS)
        measure_with(*metrics.METRICS)
        show_with(navigation.WAYS)
        guide_with(guidance.GUIDES)
        open_with(navigation.PANORAMA)
