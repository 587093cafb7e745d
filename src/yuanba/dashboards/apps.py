from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """The Django app of the supervision queues, for supervisors, leads, triagers and auditors."""

    name = "yuanba.dashboards"
    label = "dashboards"

    def ready(self) -> None:
        """Register the menu entries, message, work table and kinds of work of this app."""
        from django.urls import reverse

        from yuanba.dashboards import guidance, navigation, sentences, services, tasks, wordings
        from yuanba.dashboards.tables import SUPERVISION, TABLES
        from yuanba.desk.tables.bulk import VERBS
        from yuanba.journal import telling
        from yuanba.messages import directory
        from yuanba.messages.wording import word_with
        from yuanba.people import queries as people
        from yuanba.rules.core.actor import PositionKind
        from yuanba.web.doors import open_with
        from yuanba.web.guidance import guide_with
        from yuanba.web.navigation import land_with, show_with
        from yuanba.web.sentences import speak_with
        from yuanba.web.tables import lay_with, press_with
        from yuanba.web.tasks import queue_with

        directory.place_at(
            services.WEEK,
            resident=lambda to, at: "",
            staff=lambda key: reverse("dashboards:week"),
            within=lambda told: f"?week={told.text('week')}",
        )
        telling.subject_with(week=navigation.WEEK_NAME)
        telling.name_with("week", people.named_staff)
        word_with(wordings.WORDINGS)
        speak_with(sentences=sentences.SENTENCES, statuses=sentences.STATUSES)
        show_with(navigation.WAYS)
        guide_with(guidance.GUIDES, guidance.STEPS)
        land_with(PositionKind.AUDITOR, "dashboards:week")
        queue_with(tasks.SOURCES)
        open_with(navigation.PANORAMA)
        lay_with(TABLES)
        press_with(SUPERVISION.code, VERBS)
