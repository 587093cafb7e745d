from django.apps import AppConfig


class DutyConfig(AppConfig):
    """The Django app for grid workers' notes and for handing work over during a leave."""

    name = "yuanba.duty"
    label = "duty"

    def ready(self) -> None:
        """Register the app's menu entries, and its parts of the work queue and of pages of accounts."""
        from yuanba.duty import guidance, navigation
        from yuanba.web.doors import open_with
        from yuanba.web.guidance import guide_with
        from yuanba.web.navigation import show_with
        from yuanba.web.slots import fill

        show_with(navigation.WAYS)
        guide_with(guidance.GUIDES, guidance.STEPS)
        fill("tasks.first", "duty/on_tasks.html")
        open_with(navigation.PANORAMA)
        fill("account.desk", "duty/on_account.html")
        fill("person.desk", "duty/on_person.html")
