from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "yuanba.matters"
    label = "matters"

    def ready(self) -> None:
        """Tell the messages where a matter is shown, and the entrances whose it is."""
        from django.urls import reverse

        from yuanba.matters import sentences
        from yuanba.matters.views.proof import of_subject
        from yuanba.messages import directory
        from yuanba.web.entrance import ask_for_proof
        from yuanba.web.sentences import speak_with

        ask_for_proof(of_subject)

        directory.place_at(
            "matter",
            resident=lambda key: "",
            staff=lambda key: reverse("matters:matter", args=[int(key)]),
        )
        speak_with(
            sentences=sentences.SENTENCES,
            statuses=sentences.STATUSES,
            grounds=sentences.GROUNDS,
            standings=sentences.STANDINGS,
        )
