"""Models of the lists: what a community or subdistrict takes from the item directory, version by version."""

from django.db import models

from yuanba.rules.time.deadline import TermUnit


class CommunityList(models.Model):
    """One version of a community's list (社区清单), or of the directory that its subdistrict issues.

    Rows never change: each revision adds a version.
    """

    area_code = models.CharField(max_length=40)
    area_path = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    #: The mechanism whose directory it was derived from.
    pack_digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="community_list_version_once", fields=["area_code", "number"]),
        ]
        indexes = [models.Index(name="community_list_newest", fields=["area_path", "-number"])]

    def __str__(self) -> str:
        return f"{self.area_code} no. {self.number}"


class ListLine(models.Model):
    """One item in a version of a community's list; an empty field stands for the directory's value."""

    version = models.ForeignKey(CommunityList, models.PROTECT, related_name="lines")
    item_code = models.CharField(max_length=40)
    wording = models.CharField(max_length=60, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    post = models.CharField(max_length=40, blank=True)
    amount = models.PositiveSmallIntegerField(null=True)
    term_unit = models.CharField(max_length=20, blank=True)
    note = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="list_line_once", fields=["version", "item_code"]),
            models.CheckConstraint(
                name="list_line_whole_term",
                condition=models.Q(amount=None, term_unit="")
                | models.Q(amount__gt=0, term_unit__in=[str(one) for one in TermUnit]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_code} in {self.version_id}"
