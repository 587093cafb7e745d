"""Model of a matter: its state, words, place, deadlines and owner."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.lookups import Exact, PostgresOperatorLookup
from psycopg import sql

from yuanba.rules.core.state import ENDS, OPEN, RUNNING, State
from yuanba.rules.matters.naming import Naming
from yuanba.sealing.fields import OpenField, SealedField

#: Named one by one, as the index by state finds them.
LIVING = models.Q(state__in=sorted(str(state) for state in frozenset(State) - ENDS))
#: Matters whose words speak of a danger and that wait for somebody to act on it.
IN_DANGER = ~models.Q(dangers="") & models.Q(
    state__in=sorted(str(state) for state in (State.FILED, *RUNNING))
)


def _code_at(level: int) -> models.Func:
    """A code in a matter's area path, which begins with a slash; empty where the path ends above it."""
    return models.Func(
        "area_path",
        template=f"split_part(%(expressions)s, '/', {level + 1})::varchar(40)",
        output_field=models.CharField(max_length=40),
    )


#: The code of the matter's community, and of its grid.
COMMUNITY_CODE, GRID_CODE = _code_at(3), _code_at(4)
#: How the work table is read by default: the newest first.
NEWEST = ("-filed_at", "-id")

#: States in which a matter may still have no class.
WITHOUT_CLASS = (
    State.FILED,
    State.REFUSED,
    State.GUIDED,
    State.WITHDRAWN,
    State.MERGED,
    State.ARCHIVED,
)


@SearchVectorField.register_lookup
class Holds(PostgresOperatorLookup):
    """The database lookup ``words__holds``, which matches a search vector against a ``tsquery`` text.

    For example ``words__holds="'路灯' & '灯坏'"``.
    """

    lookup_name = "holds"
    postgres_operator = "@@"

    def process_rhs(self, compiler: Any, connection: Any) -> tuple[str, tuple[()]]:
        """A literal: in prepared statements too the planner is to see which words are meant."""
        return sql.Literal(self.rhs).as_string().replace("%", "%%"), ()


@models.BigAutoField.register_lookup
class Among(PostgresOperatorLookup):
    """The database lookup ``id__among=[1, 2]``, which sends any number of numbers as one parameter."""

    lookup_name = "among"
    postgres_operator = "= any"
    prepare_rhs = False

    def process_rhs(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "(%s)", (self.rhs,)


def _down(name: str) -> models.expressions.OrderBy:
    """The order of an index by an expression, as a name says it."""
    return models.F(name.removeprefix("-")).desc()


def _is_none(code: models.Func) -> models.Q:
    """The condition that a matter's path ends above a level."""
    return models.Q(Exact(code, models.Value("")))


class Matters(models.Manager["Matter"]):
    """The manager of matters; it does not load the search vector, which only the database index needs."""

    def get_queryset(self) -> models.QuerySet["Matter"]:
        return super().get_queryset().defer("words")


class Matter(models.Model):
    """A matter (事项): something that a resident reported, with its state, text, place and deadlines.

    The words themselves are sealed; ``text`` and ``place`` are the masked working copies that staff
    read. The public reads ``title`` and ``summary``, which staff wrote and approved.
    """

    receipt = models.CharField(max_length=12)
    token = models.CharField(max_length=32)
    code_digest = OpenField(why="a lasting digest", max_length=32)
    state = models.CharField(max_length=20)
    channel = models.CharField(max_length=40)
    #: The number that another system gave an imported matter or external order; unique per channel.
    source_number = models.CharField(max_length=80, blank=True)
    owner_key = models.CharField(max_length=80)
    sealed = SealedField(purpose="matter.words")
    text = models.TextField()
    place = models.TextField(blank=True)
    #: The pairs of characters of text and place, and the numbers; ``reading.bigrams``.
    words = SearchVectorField(db_default="")
    #: The area as it was on the filing day; later successions do not move a matter.
    area_code = models.CharField(max_length=40, blank=True)
    area_path = models.CharField(max_length=200, blank=True)
    subdistrict_code = models.CharField(max_length=40, blank=True)
    said_at = models.DateTimeField()
    filed_at = models.DateTimeField()
    pack_digest = models.CharField(max_length=64)
    suggestion = models.JSONField(null=True)
    #: A dispatch that waits for a second signature; see ``rules.matters.dispatching.Submitted``.
    draft = models.JSONField(null=True)
    class_code = models.CharField(max_length=40, blank=True)
    item_code = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    since_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    #: The deadline that the sending platform gave an external order; our own is ``due_at``.
    outside_due_at = models.DateTimeField(null=True)
    is_provisional = models.BooleanField(default=False)
    title = models.CharField(max_length=60, blank=True)
    summary = models.CharField(max_length=300, blank=True)
    #: What was done, in the words that staff released to everyone; empty until they do.
    public_answer = models.CharField(max_length=1000, default="", db_default="", blank=True)
    published_at = models.DateTimeField(null=True)
    #: Who may learn the name of whoever filed the matter; see ``rules.matters.naming``.
    naming = models.CharField(max_length=10, default=str(Naming.HANDLER), db_default=str(Naming.HANDLER))
    #: The state deadline: when the present state should end, or ends by itself.
    until_at = models.DateTimeField(null=True)
    #: The community list's version at the assignment, and its promised time if shorter than the directory's.
    local_list = models.ForeignKey(
        "lists.CommunityList", models.PROTECT, null=True, db_index=False, related_name="+"
    )
    local_amount = models.PositiveSmallIntegerField(null=True)
    #: The highest level to which the matter was assigned or escalated so far.
    level = models.CharField(max_length=20, default="", db_default="", blank=True)
    returns = models.PositiveSmallIntegerField(default=0, db_default=0)
    reworks = models.PositiveSmallIntegerField(default=0, db_default=0)
    urges = models.PositiveSmallIntegerField(default=0, db_default=0)
    objections = models.PositiveSmallIntegerField(default=0, db_default=0)
    #: Under supervision (挂牌督办).
    is_prioritised = models.BooleanField(default=False, db_default=False)
    #: The codes of the dangers that the words mention, separated by spaces.
    dangers = models.CharField(max_length=200, default="", db_default="", blank=True)
    #: The matter that this one was merged into, and its state before that.
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, db_index=False, related_name="merged")
    state_before = models.CharField(max_length=20, default="", db_default="", blank=True)
    #: The closed matter of which this one says that it is broken again (又坏了).
    again_of = models.ForeignKey("self", models.PROTECT, null=True, db_index=False, related_name="again")
    ended_at = models.DateTimeField(null=True)
    #: When the words were erased: at the person's request, or at the end of their retention.
    emptied_at = models.DateTimeField(null=True)

    objects = Matters()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="matter_receipt_once", fields=["receipt"]),
            models.UniqueConstraint(name="matter_token_once", fields=["token"]),
            models.UniqueConstraint(
                name="matter_source_once",
                fields=["channel", "source_number"],
                condition=~models.Q(source_number=""),
            ),
            models.CheckConstraint(
                name="matter_state_known", condition=models.Q(state__in=[str(s) for s in State])
            ),
            models.CheckConstraint(
                name="matter_draft_while_open",
                condition=models.Q(draft__isnull=True) | models.Q(state__in=[str(s) for s in OPEN]),
            ),
            models.CheckConstraint(
                name="matter_naming_known", condition=models.Q(naming__in=[str(n) for n in Naming])
            ),
            models.CheckConstraint(
                name="matter_has_class_once_assigned",
                condition=models.Q(state__in=[str(s) for s in WITHOUT_CLASS]) | ~models.Q(class_code=""),
            ),
            models.CheckConstraint(
                name="matter_merged_into_another",
                condition=(models.Q(state="merged", merged_into__isnull=False) & ~models.Q(state_before=""))
                | (~models.Q(state="merged") & models.Q(merged_into=None, state_before="")),
            ),
            models.CheckConstraint(
                name="matter_published_has_title",
                condition=models.Q(published_at=None) | ~models.Q(title=""),
            ),
            models.CheckConstraint(
                name="matter_said_before_filed", condition=models.Q(said_at__lte=models.F("filed_at"))
            ),
        ]
        indexes = [
            # read backwards it is the order in which matters are triaged
            models.Index(name="matter_by_state", fields=["state", "-filed_at", "-id"]),
            models.Index(
                name="matter_public",
                fields=["-published_at", "-id"],
                condition=~models.Q(published_at=None),
            ),
            models.Index(
                name="matter_public_by_class",
                fields=["class_code", "-published_at", "-id"],
                condition=~models.Q(published_at=None),
            ),
            models.Index(
                name="matter_public_by_place",
                fields=["subdistrict_code", "-published_at", "-id"],
                condition=~models.Q(published_at=None),
            ),
            models.Index(name="matter_of_owner", fields=["owner_key", "-id"]),
            models.Index(name="matter_newest", fields=["-filed_at", "-id"]),
            GinIndex(name="matter_words", fields=["words"]),
            models.Index(
                name="matter_step", fields=["until_at", "id"], condition=models.Q(until_at__isnull=False)
            ),
            models.Index(name="matter_in_danger", fields=["id"], condition=IN_DANGER),
            models.Index(
                name="matter_open_due",
                fields=["due_at", "id"],
                condition=LIVING & models.Q(due_at__isnull=False),
            ),
            models.Index(
                name="matter_prioritised",
                fields=["-filed_at", "-id"],
                condition=models.Q(is_prioritised=True),
            ),
            models.Index(
                name="matter_to_empty",
                fields=["ended_at", "id"],
                condition=models.Q(emptied_at=None, ended_at__isnull=False),
            ),
            models.Index(
                name="matter_drafted",
                fields=["until_at", "id"],
                condition=models.Q(draft__isnull=False),
            ),
            # the work table, by what it is filtered by, the newest first; none holds matters that have
            # nothing of the kind, so that filing enters few
            models.Index(name="matter_of_unit", fields=["unit", *NEWEST], condition=~models.Q(unit="")),
            models.Index(
                name="matter_of_class", fields=["class_code", *NEWEST], condition=~models.Q(class_code="")
            ),
            models.Index(
                name="matter_of_item", fields=["item_code", *NEWEST], condition=~models.Q(item_code="")
            ),
            models.Index(name="matter_of_channel", fields=["channel", *NEWEST]),
            models.Index(
                name="matter_in_town",
                fields=["subdistrict_code", *NEWEST],
                condition=~models.Q(subdistrict_code=""),
            ),
            models.Index(name="matter_open_in_town", fields=["subdistrict_code"], condition=LIVING),
            models.Index(
                COMMUNITY_CODE,
                *map(_down, NEWEST),
                name="matter_in_community",
                condition=~_is_none(COMMUNITY_CODE),
            ),
            models.Index(
                GRID_CODE, *map(_down, NEWEST), name="matter_in_grid", condition=~_is_none(GRID_CODE)
            ),
            # and in its other orders
            models.Index(
                name="matter_by_due", fields=["due_at", "id"], condition=models.Q(due_at__isnull=False)
            ),
            models.Index(
                name="matter_by_end", fields=["ended_at", "id"], condition=models.Q(ended_at__isnull=False)
            ),
            models.Index(name="matter_again", fields=["again_of"], condition=~models.Q(again_of=None)),
            models.Index(name="matter_merged", fields=["merged_into"], condition=~models.Q(merged_into=None)),
        ]

    def __str__(self) -> str:
        return self.receipt
