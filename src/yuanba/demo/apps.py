from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "yuanba.demo"
    label = "demo"

    def ready(self) -> None:
        """Register the texts of this app's refusals, and its fragments on the log-in and front pages."""
        from yuanba.demo import sentences
        from yuanba.web.sentences import speak_with
        from yuanba.web.slots import fill

        speak_with(sentences=sentences.SENTENCES)
        fill("login", "demo/logins.html")
        fill("front", "demo/hint.html")
        fill("public_front", "demo/front.html")
