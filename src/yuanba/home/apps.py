"""Django's configuration of the home app."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The Django app of the front pages, public matters, statements, rules page and choice of appearance."""

    name = "yuanba.home"
    label = "home"

    def ready(self) -> None:
        """Register this app's menu entries, its part of 我的, and names by which apps link to its pages."""
        from yuanba.home import guidance, metrics, navigation, tasks
        from yuanba.web.doors import open_with
        from yuanba.web.guidance import guide_with
        from yuanba.web.metrics import measure_with
        from yuanba.web.navigation import link_with, show_with
        from yuanba.web.own import own_with
        from yuanba.web.slots import fill

        measure_with(*metrics.METRICS)
        show_with(navigation.WAYS)
        guide_with(guidance.GUIDES, guidance.STEPS)
        own_with(raised=tasks.RAISED)
        open_with(navigation.PANORAMA)
        fill("foot", "home/foot.html")
        link_with(
            desk="home:desk",
            front="home:front",
            look="home:look",
            public_look="public_look",
            privacy="home:privacy",
            public_matter="home:public_matter",
        )
