"""Model of a saved view of a work table."""

from django.db import models


class SavedView(models.Model):
    """A view (视图): the state of a work table that somebody saved under a name, and with whom it is shared.

    What it shows is always as much as whoever opens it may read. An empty unit and an empty area path mean
    that only its owner sees it.
    """

    owner_key = models.CharField(max_length=80)
    name = models.CharField(max_length=40)
    table = models.CharField(max_length=40)
    #: The query string of the table's address.
    query = models.CharField(max_length=1500, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    area_path = models.CharField(max_length=200, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="saved_view_named_once", fields=["owner_key", "name"]),
            models.CheckConstraint(name="saved_view_has_name", condition=~models.Q(name="")),
            models.CheckConstraint(
                name="saved_view_shared_with_one", condition=models.Q(unit="") | models.Q(area_path="")
            ),
        ]
        indexes = [
            models.Index(name="saved_view_of_unit", fields=["unit"], condition=~models.Q(unit="")),
            models.Index(name="saved_view_of_area", fields=["area_path"], condition=~models.Q(area_path="")),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.table}"
