from django.apps import AppConfig


class DistrictsConfig(AppConfig):
    name = "yuanba.districts"
    label = "districts"

    def ready(self) -> None:
        """Let every connection to the database read stored dates of whatever year."""
        from django.db.backends.signals import connection_created

        from yuanba.districts import dates

        connection_created.connect(dates.read_on, dispatch_uid="districts.dates")
