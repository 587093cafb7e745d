from django.apps import AppConfig


class WorksConfig(AppConfig):
    """The Django app for projects that resolutions become."""

    name = "yuanba.works"
    label = "works"

    def ready(self) -> None:
        """Register this app's sentences, menu entries, help, figures, door, tasks and parts of pages."""
        from django.urls import reverse

        from yuanba.journal import telling
        from yuanba.messages import directory
        from yuanba.web.addresses import public_address
        from yuanba.web.doors import open_with
        from yuanba.web.guidance import guide_with
        from yuanba.web.metrics import measure_with
        from yuanba.web.navigation import show_with
        from yuanba.web.sentences import speak_with
        from yuanba.web.slots import fill
        from yuanba.web.tasks import queue_with
        from yuanba.works import guidance, metrics, navigation, queries, sentences, tasks

        directory.place_at(
            queries.KIND,
            resident=lambda to, at: public_address(f"/projects/{to.key}"),
            staff=lambda key: reverse("works:desk_project", args=[int(key)]),
        )
        telling.subject_with(project=sentences.PROJECT)
        telling.name_with(queries.KIND, queries.titles)
        speak_with(sentences=sentences.SENTENCES, statuses=sentences.STATUSES)
        measure_with(*metrics.METRICS)
        show_with(navigation.WAYS)
        guide_with(guidance.GUIDES)
        queue_with(tasks.SOURCES)
        open_with(navigation.PANORAMA)
        for place in ("matter.desk", "matter.own", "matter.public"):
            fill(place, "works/on_matter.html", order=16)
