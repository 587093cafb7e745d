from django.apps import AppConfig


class DutyConfig(AppConfig):
    """The Django app for patrols of grid workers and the handover of work in leave."""

    name = "yuanba.duty"
    label = "duty"

    def ready(self) -> None:
        """Register menu entries and the link on the account page."""
        from yuanba.duty import navigation
        from yuanba.web.navigation import show_with
        from yuanba.web.slots import fill

        show_with(navigation.WAYS)
        fill("account.desk", "duty/on_account.html")
