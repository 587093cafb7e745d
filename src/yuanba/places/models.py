"""Models of places: the tree of areas, and estates that lie across it."""

from django.db import models
from django.db.models.functions import Concat

from yuanba.rules.pack import Level


class Area(models.Model):
    """One area: a node of the tree district → subdistrict → community → grid → micro-grid.

    ``path`` is the codes from the top, ``/990101/990101001/990101001002/``: what lies under an area
    begins with its path. An area that merged or split keeps its row, with ``valid_to``; those that
    took its place hold its path among ``former_paths``, so that nothing filed there is lost to them.
    """

    code = models.CharField(max_length=24, unique=True)
    level = models.CharField(max_length=12)
    name = models.CharField(max_length=80)
    #: The name as it is spoken: 通泰门社区 for 通泰门社区居民委员会.
    label = models.CharField(max_length=80)
    #: The labels from below the district down: 几江街道 · 通泰门社区 · 第三网格.
    full_label = models.CharField(max_length=400)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=160, unique=True)
    former_paths = models.JSONField(default=list)
    is_rural = models.BooleanField(default=False)
    #: A community's type, by the pack's code.
    type_code = models.CharField(max_length=40, default="", db_default="", blank=True)
    #: Corners in WGS84, ``[[longitude, latitude], …]``; null where nobody drew it.
    outline = models.JSONField(null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(name="area_path_begins", fields=["path"], opclasses=["varchar_pattern_ops"])]
        constraints = [
            models.CheckConstraint(
                name="area_level_known", condition=models.Q(level__in=[str(level) for level in Level])
            ),
            models.CheckConstraint(
                name="area_path_ends_in_code",
                condition=models.Q(path__endswith=Concat(models.F("code"), models.Value("/"))),
            ),
            models.CheckConstraint(
                name="area_valid_forward",
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"


class Succession(models.Model):
    """One change of an area on a day, with the area before and after: rename, merger, split, end, reopening.

    What an area was renamed, ended or reopened to is the area itself.
    """

    before = models.ForeignKey(Area, models.PROTECT, related_name="successions")
    after = models.ForeignKey(Area, models.PROTECT, related_name="origins")
    kind = models.CharField(max_length=8)
    name_before = models.CharField(max_length=80)
    on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="succession_kind_known",
                condition=models.Q(kind__in=["rename", "merge", "split", "end", "reopen"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.before_id} → {self.after_id}"


class Estate(models.Model):
    """One residential estate (小区, 院落): it lies in an area, has buildings, and may cross grids."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    area = models.ForeignKey(Area, models.PROTECT, related_name="estates")
    is_rural = models.BooleanField(default=False)
    outline = models.JSONField(null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Building(models.Model):
    """One building; it lies in one grid or micro-grid and in at most one estate."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    area = models.ForeignKey(Area, models.PROTECT, related_name="buildings")
    estate = models.ForeignKey(Estate, models.PROTECT, null=True, related_name="buildings")
    outline = models.JSONField(null=True)
    valid_to = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Edition(models.Model):
    """The edition of what seldom changes: areas, estates, units and positions; one row of each district.

    Triggers draw a new mark with each statement that changes one of those tables, so that a process knows by
    one look whether what it remembers still holds.
    """

    id = models.SmallIntegerField(primary_key=True)
    mark = models.UUIDField()

    def __str__(self) -> str:
        return str(self.mark)
