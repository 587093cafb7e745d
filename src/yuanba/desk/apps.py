from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "yuanba.desk"
    label = "desk"

    def ready(self) -> None:
        """Register this app's menu entries, and its pages to which pages of lower apps link."""
        from yuanba.desk import navigation
        from yuanba.web.navigation import link_with, show_with
        from yuanba.web.slots import fill

        show_with(navigation.WAYS)
        fill("desk.first", "desk/on_desk.html")
        link_with(attachment="desk:attachment")
