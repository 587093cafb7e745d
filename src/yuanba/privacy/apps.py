from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "yuanba.privacy"
    label = "privacy"

    def ready(self) -> None:
        """Register with messages which page shows a data request (个人信息申请)."""
        from django.urls import reverse

        from yuanba.messages import directory

        directory.place_at(
            "request",
            resident=lambda key: "",
            staff=lambda key: reverse("privacy:answer", args=[int(key)]),
        )
