"""Django's configuration of the home app."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The Django app of the front pages, the statements, the rules page and the choice of appearance."""

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
            public_matter="home:public_matter",
        )
