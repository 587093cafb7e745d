from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "yuanba.matters"
    label = "matters"

    def ready(self) -> None:
        """Register with messages and the web layer which page shows a matter and who owns it."""
        from django.urls import reverse

        from yuanba.matters.views.proof import of_subject
        from yuanba.messages import directory
        from yuanba.web.entrance import ask_for_proof

        ask_for_proof(of_subject)

        directory.place_at(
            "matter",
            resident=lambda key: "",
            staff=lambda key: reverse("matters:matter", args=[int(key)]),
        )
