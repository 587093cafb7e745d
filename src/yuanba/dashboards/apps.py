from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """The Django app for figures and queues of those who watch over the work."""

    name = "yuanba.dashboards"
    label = "dashboards"

    def ready(self) -> None:
        """Register the menu entries of this app."""
        from yuanba.dashboards import navigation
        from yuanba.web.navigation import show_with

        show_with(navigation.WAYS)
