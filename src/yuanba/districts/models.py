"""Our tables in the shared schema: the list of districts, and what is set aside in them."""

from django.core.validators import RegexValidator
from django.db import models


class District(models.Model):
    """One district: its code, its names, and the database schema that holds all its data.

    Its schema is its own, so that it may leave with it.
    """

    code = models.SlugField(max_length=40, unique=True, validators=[RegexValidator(r"^[a-z][a-z0-9]{1,39}$")])
    schema_name = models.CharField(max_length=63, unique=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    #: What the schema was last migrated to; another value than the code's own means "do not serve".
    head = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="district_code_plain", condition=models.Q(code__regex=r"^[a-z][a-z0-9]{1,39}$")
            ),
        ]

    def __str__(self) -> str:
        return self.code


class SetAside(models.Model):
    """One part of a district's work, or one thing in it, that failed: it waits, and is tried again later.

    Codes and ids only: what failed, where in the code, how often, and when it is tried next.
    """

    district = models.CharField(max_length=40)
    part = models.CharField(max_length=80)
    key = models.CharField(max_length=80, blank=True)
    fault = models.CharField(max_length=200)
    tries = models.IntegerField()
    since_at = models.DateTimeField()
    retry_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="set_aside_once", fields=["district", "part", "key"]),
        ]

    def __str__(self) -> str:
        return f"{self.district} {self.part} {self.key}".rstrip()
