from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "yuanba.notices"
    label = "notices"

    def ready(self) -> None:
        """Register with messages which pages show a notice and an objection."""
        from django.urls import reverse

        from yuanba.messages import directory

        directory.place_at(
            "notice",
            resident=lambda key: "",
            staff=lambda key: reverse("notices:desk_notice", args=[int(key)]),
        )
        directory.place_at(
            "objection",
            resident=lambda key: "",
            staff=lambda key: reverse("notices:objections"),
        )
