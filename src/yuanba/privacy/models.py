"""Models of data requests, for what people ask about their data beyond self-service."""

from django.db import models

from yuanba.rules.privacy import RequestOutcome
from yuanba.sealing.fields import SealedField


class DataRequest(models.Model):
    """One data request (个人信息申请): encrypted text, a masked copy for staff, a deadline and an answer."""

    #: An account's or a receipt's key.
    by_key = models.CharField(max_length=80)
    #: Who wrote it down, where that was staff.
    taken_by = models.CharField(max_length=80, blank=True)
    receipt = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=40)
    pack_digest = models.CharField(max_length=64)
    sealed = SealedField(purpose="privacy.request")
    text = models.TextField()
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True)
    outcome = models.CharField(max_length=10, blank=True)
    sealed_answer = SealedField(purpose="privacy.request", default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="datarequest_open_once",
                fields=["by_key", "kind"],
                condition=models.Q(answered_at=None),
            ),
            models.CheckConstraint(
                name="datarequest_answered_with_outcome",
                condition=models.Q(answered_at=None, outcome="")
                | (
                    models.Q(answered_at__isnull=False)
                    & models.Q(outcome__in=[str(one) for one in RequestOutcome])
                ),
            ),
        ]
        indexes = [
            models.Index(
                name="datarequest_to_answer", fields=["due_at", "id"], condition=models.Q(answered_at=None)
            ),
            models.Index(name="datarequest_of_person", fields=["by_key", "id"]),
            models.Index(
                name="datarequest_answered",
                fields=["answered_at", "id"],
                condition=models.Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}: {self.kind}"
