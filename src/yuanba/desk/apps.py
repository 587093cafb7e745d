from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "yuanba.desk"
    label = "desk"

    def ready(self) -> None:
        """Register this app's menu entries, kinds of work, work tables, and pages that lower apps link to."""
        from yuanba.desk import guidance, metrics, navigation, search, tasks
        from yuanba.desk.tables.bulk import VERBS
        from yuanba.desk.tables.lists import TABLES
        from yuanba.web.doors import open_with
        from yuanba.web.guidance import guide_with
        from yuanba.web.metrics import measure_with
        from yuanba.web.navigation import link_with, show_with
        from yuanba.web.search import search_with
        from yuanba.web.slots import fill
        from yuanba.web.tables import lay_with, press_with
        from yuanba.web.tasks import queue_with

        measure_with(*metrics.METRICS)
        show_with(navigation.WAYS)
        guide_with(guidance.GUIDES, guidance.STEPS)
        search_with(search.SOURCES)
        queue_with(tasks.SOURCES)
        open_with(navigation.PANORAMA)
        lay_with(TABLES)
        for table in TABLES:
            press_with(table.code, VERBS)
        fill("desk.first", "desk/on_desk.html")
        fill("desk.last", "desk/palette.html")
        link_with(
            attachment="desk:attachment",
            matters="desk:list",
            tasks="desk:tasks",
            find="desk:find",
            waiting="desk:waiting",
        )
