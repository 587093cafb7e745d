from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    """The Django app for what centres offer each week."""

    name = "yuanba.activities"
    label = "activities"

    def ready(self) -> None:
        """Register its sentences, menu entries, help, figures and door, and follow events and bookings."""
        from yuanba.activities import guidance, metrics, navigation, queries, sentences, services
        from yuanba.events.services import planning
        from yuanba.journal import telling
        from yuanba.venues.services import answering
        from yuanba.web.doors import open_with
        from yuanba.web.guidance import guide_with
        from yuanba.web.metrics import measure_with
        from yuanba.web.navigation import show_with
        from yuanba.web.sentences import speak_with

        telling.subject_with(offering=sentences.OFFERING, menu=sentences.MENU, session=sentences.SESSION)
        telling.name_with(queries.OFFERING, queries.offering_titles)
        speak_with(sentences=sentences.SENTENCES, statuses=sentences.STATUSES)
        measure_with(*metrics.METRICS)
        show_with(navigation.WAYS)
        guide_with(guidance.GUIDES)
        open_with(navigation.PANORAMA)
        planning.follow_with("activities", moves=services.room_moves, goes=services.room_goes)
        answering.follow_with("activities", moves=services.session_moves)
