"""Django's entry for the home app."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Pages that belong to no other app, and what all pages share."""

    name = "yuanba.home"
    label = "home"

    def ready(self) -> None:
        """Tell the menus which pages there are."""
        from yuanba.home import navigation
        from yuanba.web.navigation import link_with, show_with

        show_with(navigation.WAYS)
        link_with(
            desk="home:desk",
            front="home:front",
            look="home:look",
            public_look="public_look",
            privacy="home:privacy",
        )
