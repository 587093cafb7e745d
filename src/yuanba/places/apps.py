from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "yuanba.places"
    label = "places"

    def ready(self) -> None:
        """Register this app's sentences and menu entries with the pages."""
        from yuanba.journal import telling
        from yuanba.places import guidance, metrics, navigation, queries, search, sentences
        from yuanba.web.doors import open_with
        from yuanba.web.guidance import guide_with
        from yuanba.web.metrics import measure_with
        from yuanba.web.navigation import show_with
        from yuanba.web.search import search_with
        from yuanba.web.sentences import speak_with

        speak_with(sentences=sentences.SENTENCES)
        measure_with(*metrics.METRICS)
        show_with(navigation.WAYS)
        guide_with(guidance.GUIDES, guidance.STEPS)
        search_with(search.SOURCES)
        open_with(navigation.PANORAMA)
        telling.subject_with(area=sentences.AREA, estate=sentences.ESTATE, building=sentences.BUILDING)
        telling.name_with("estate", queries.estate_names)
        telling.name_with("building", queries.building_names)
        telling.name_with("area", queries.labels_by_code)
        telling.name_with("area_path", queries.labels)
        telling.part_with(**sentences.PARTS)
