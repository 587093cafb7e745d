"""Models of meetings: sittings of a council, agenda, drafts, speakers, and what is entered from paper."""

from __future__ import annotations

from django.db import models

from yuanba.deliberation.models.councils import Council, DueMeeting
from yuanba.deliberation.models.topics import Topic
from yuanba.rules.deliberation.meetings import BEFORE_THE_MEETING, ItemState


class CouncilMeeting(models.Model):
    """One sitting of a council: an event, posted with its agenda, and minutes that two people confirm.

    Days are copied here so that the database can see them: none meets before its notice is out long enough,
    unless an urgent ground is recorded.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="meetings")
    event = models.OneToOneField("events.Event", models.PROTECT, primary_key=True, related_name="+")
    due = models.OneToOneField(DueMeeting, models.PROTECT, null=True, related_name="meeting")
    pack_digest = models.CharField(max_length=64)
    days_before = models.PositiveSmallIntegerField()
    posted_on = models.DateField()
    meets_on = models.DateField()
    urgent_ground = models.CharField(max_length=200, blank=True)
    #: What the minutes say beside agenda and counts.
    remarks = models.TextField(blank=True)
    #: How many listened by the paper, where it was entered afterwards; who checked in is counted itself.
    listeners = models.PositiveIntegerField(default=0)
    #: Which seats sat in it, once it has ended; whoever is seated or leaves later changes no minutes.
    seat_ids = models.JSONField(null=True)
    #: Of a review: what was counted, and of how many, by metric, as the first confirmation found it.
    figures = models.JSONField(default=dict, db_default={})
    confirmed_by = models.CharField(max_length=80, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    second_by = models.CharField(max_length=80, blank=True)
    second_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="meeting_posted_early_enough",
                condition=~models.Q(urgent_ground="")
                | models.Q(
                    meets_on__gte=models.ExpressionWrapper(
                        models.F("posted_on") + models.F("days_before"), output_field=models.DateField()
                    )
                ),
            ),
            models.CheckConstraint(
                name="meeting_confirmed_by_two",
                condition=models.Q(second_by="")
                | (~models.Q(confirmed_by="") & ~models.Q(second_by=models.F("confirmed_by"))),
            ),
        ]
        indexes = [models.Index(name="meeting_by_day", fields=["meets_on", "event"])]

    def __str__(self) -> str:
        return f"meeting {self.pk} of {self.council_id}"


class AgendaItem(models.Model):
    """One item of a meeting's agenda: its place, its words as they were posted, and what came of it.

    A topic that residents raised, or a matter before the council, is deliberated in one item; where that one
    is put off, in another one.
    """

    meeting = models.ForeignKey(CouncilMeeting, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, related_name="items")
    referral = models.ForeignKey(
        "deliberation.MatterReferral", models.PROTECT, null=True, related_name="items"
    )
    state = models.CharField(max_length=10, default=str(ItemState.WAITING))
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="agenda_item_number_once", fields=["meeting", "number"]),
            models.UniqueConstraint(
                name="agenda_one_item_open",
                fields=["meeting"],
                condition=models.Q(state__in=[str(one) for one in BEFORE_THE_MEETING]),
            ),
            models.UniqueConstraint(
                name="agenda_topic_once",
                fields=["topic"],
                condition=~models.Q(state=str(ItemState.DEFERRED)),
            ),
            models.UniqueConstraint(
                name="agenda_matter_once",
                fields=["referral"],
                condition=~models.Q(state=str(ItemState.DEFERRED)),
            ),
            models.CheckConstraint(
                name="agenda_topic_or_matter", condition=models.Q(topic=None) | models.Q(referral=None)
            ),
            models.CheckConstraint(
                name="agenda_state_known", condition=models.Q(state__in=[str(one) for one in ItemState])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.meeting_id}"


class DraftVersion(models.Model):
    """One version of an item's draft resolution; an amendment is another version, and none is changed."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="drafts")
    number = models.PositiveIntegerField()
    text = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(name="draft_version_once", fields=["item", "number"])]

    def __str__(self) -> str:
        return f"draft {self.number} of {self.item_id}"


class Speech(models.Model):
    """One turn in the list of speakers: who waits for the word, who has it, and who had it.

    ``person_id`` is who the event knows as being there.
    """

    meeting = models.ForeignKey(CouncilMeeting, models.PROTECT, related_name="speeches")
    person_id = models.BigIntegerField()
    asked_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="speech_one_has_the_word",
                fields=["meeting"],
                condition=models.Q(began_at__isnull=False, ended_at=None),
            ),
            models.UniqueConstraint(
                name="speech_waits_once", fields=["meeting", "person_id"], condition=models.Q(ended_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"speech {self.pk} in {self.meeting_id}"


class PaperRecord(models.Model):
    """What one person entered of a meeting that was kept on paper; it counts once a second one agrees."""

    meeting = models.ForeignKey(CouncilMeeting, models.PROTECT, related_name="papers")
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    #: Who was there by seat, how many watched, and of each item the words and the hands.
    record = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(name="paper_record_once", fields=["meeting", "by"])]

    def __str__(self) -> str:
        return f"paper of {self.meeting_id}"
