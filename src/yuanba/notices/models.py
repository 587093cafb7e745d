"""Models of public notices (公示), the places where they hang, and objections to them."""

from enum import StrEnum

from django.db import models

from yuanba.rules.pack import Level
from yuanba.sealing.fields import SealedField


class NoticeState(StrEnum):
    """The state of a notice: posted, ended at the end of its period, or withdrawn earlier."""

    POSTED = "posted"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


class PostingMedium(StrEnum):
    """The medium of a posting: on these pages, or on a physical board."""

    ONLINE = "online"
    BOARD = "board"


class Ruling(StrEnum):
    """The ruling on an objection: upheld or dismissed."""

    UPHELD = "upheld"
    DISMISSED = "dismissed"


def _code_at(level: int) -> models.Func:
    """A code in the area path, which begins with a slash; empty where the path ends above it."""
    return models.Func(
        "area_path",
        template=f"split_part(%(expressions)s, '/', {level + 1})::varchar(40)",
        output_field=models.CharField(max_length=40),
    )


#: The code of the notice's town or subdistrict, and of its community.
TOWN_CODE, COMMUNITY_CODE = _code_at(2), _code_at(3)
_NEWEST = (models.F("posted_at").desc(), models.F("id").desc())


class Notice(models.Model):
    """One public notice (公示) of a result, posted up to a last day; a subject has one at a time.

    ``subject_kind`` and ``subject_key`` say what it is about; the notice does not know what that is.
    """

    subject_kind = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=80)
    title = models.CharField(max_length=120)
    text = models.TextField()
    area_path = models.CharField(max_length=200)
    pack_digest = models.CharField(max_length=64)
    class_code = models.CharField(max_length=40)
    posted_at = models.DateTimeField()
    from_on = models.DateField()
    until_on = models.DateField()
    #: Who handled what this is about: they answer no objection to it.
    barred_keys = models.JSONField(default=list)
    #: When the last day is over.
    until_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=str(NoticeState.POSTED))
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="notice_one_at_a_time",
                fields=["subject_kind", "subject_key"],
                condition=models.Q(state=str(NoticeState.POSTED)),
            ),
            models.CheckConstraint(
                name="notice_state_known", condition=models.Q(state__in=[str(one) for one in NoticeState])
            ),
            models.CheckConstraint(
                name="notice_period_forward", condition=models.Q(until_on__gte=models.F("from_on"))
            ),
            models.CheckConstraint(
                name="notice_over_with_moment",
                condition=models.Q(state=str(NoticeState.POSTED), ended_at=None)
                | (~models.Q(state=str(NoticeState.POSTED)) & models.Q(ended_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(
                name="notice_running",
                fields=["until_at", "id"],
                condition=models.Q(state=str(NoticeState.POSTED)),
            ),
            models.Index(name="notice_of_subject", fields=["subject_kind", "subject_key"]),
            models.Index(name="notice_newest", fields=["-posted_at", "-id"]),
            models.Index(name="notice_by_end", fields=["until_at", "id"]),
            models.Index(TOWN_CODE, *_NEWEST, name="notice_of_town"),
            models.Index(COMMUNITY_CODE, *_NEWEST, name="notice_of_community"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind}:{self.subject_key} until {self.until_on}"


class Posting(models.Model):
    """One posting of a notice in an area, online or on a board; staff confirm that a board has it."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="postings")
    level = models.CharField(max_length=12)
    area_code = models.CharField(max_length=40)
    area_path = models.CharField(max_length=200)
    medium = models.CharField(max_length=10)
    posted_at = models.DateTimeField(null=True)
    posted_by = models.CharField(max_length=80, blank=True)
    #: Where on the board the notice hangs, or why it was put up late.
    note = models.CharField(max_length=200, blank=True)
    #: A picture of it, small and whole: names of files of the district.
    proof = models.CharField(max_length=64, blank=True)
    proof_small = models.CharField(max_length=64, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="posting_once_per_place", fields=["notice", "area_code", "medium"]),
            models.CheckConstraint(
                name="posting_level_known", condition=models.Q(level__in=[str(one) for one in Level])
            ),
            models.CheckConstraint(
                name="posting_medium_known",
                condition=models.Q(medium__in=[str(one) for one in PostingMedium]),
            ),
        ]
        indexes = [
            models.Index(
                name="posting_to_do",
                fields=["area_path", "id"],
                condition=models.Q(posted_at=None),
                opclasses=["varchar_pattern_ops", "int8_ops"],
            ),
            models.Index(name="posting_in_area", fields=["area_path"], opclasses=["varchar_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return f"{self.medium} in {self.area_code}"


class Objection(models.Model):
    """One objection to a notice: encrypted, with a masked copy for staff, a deadline and an answer.

    ``token`` is the address under which who objected reads the answer.
    """

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="objections")
    token = models.CharField(max_length=32)
    #: An account's or a receipt's key; of who left only an address, ``contact:`` and its digest.
    by_key = models.CharField(max_length=80)
    #: Who wrote it down, where that was staff.
    taken_by = models.CharField(max_length=80, blank=True)
    sealed = SealedField(purpose="notices.objection")
    text = models.TextField()
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True)
    ruling = models.CharField(max_length=10, blank=True)
    sealed_answer = SealedField(purpose="notices.objection", default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="objection_token_once", fields=["token"]),
            models.UniqueConstraint(
                name="objection_open_once",
                fields=["notice", "by_key"],
                condition=models.Q(answered_at=None),
            ),
            models.CheckConstraint(
                name="objection_answered_with_ruling",
                condition=models.Q(answered_at=None, ruling="")
                | (
                    models.Q(answered_at__isnull=False)
                    & models.Q(ruling__in=[str(one) for one in Ruling])
                    & ~models.Q(answered_by="")
                ),
            ),
        ]
        indexes = [
            models.Index(name="objection_of_person", fields=["by_key", "-id"]),
            models.Index(
                name="objection_to_answer", fields=["due_at", "id"], condition=models.Q(answered_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"objection {self.pk} to {self.notice_id}"


class Bulletin(models.Model):
    """One everyday notice (社区通知) of a place, such as a water cut; it ends by itself at ``until_at``."""

    kind = models.CharField(max_length=40)
    pack_digest = models.CharField(max_length=64)
    area_path = models.CharField(max_length=200)
    #: Where in the area: estates, buildings, a room.
    place = models.CharField(max_length=200, blank=True)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    to_do = models.CharField(max_length=500)
    call_name = models.CharField(max_length=40)
    call_number = models.CharField(max_length=20)
    posted_at = models.DateTimeField()
    posted_by = models.CharField(max_length=80)
    retracted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="bulletin_once",
                fields=["kind", "area_path", "place", "from_at"],
                condition=models.Q(retracted_at=None),
            ),
            models.CheckConstraint(
                name="bulletin_forward", condition=models.Q(until_at__gt=models.F("from_at"))
            ),
        ]
        indexes = [
            models.Index(name="bulletin_lasts", fields=["until_at"], condition=models.Q(retracted_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} in {self.area_path}"
