"""A matter may stand wherever its life leads; without a class also guided, withdrawn, merged."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

STATES = [
    "filed",
    "assigned",
    "accepted",
    "waiting",
    "held",
    "answered",
    "noticed",
    "evaluating",
    "closed",
    "refused",
    "guided",
    "withdrawn",
    "merged",
    "archived",
]
WITHOUT_CLASS = ["filed", "refused", "guided", "withdrawn", "merged", "archived"]


class Migration(migrations.Migration):
    dependencies = [("matters", "0008_followers")]

    operations = [
        migrations.RemoveConstraint(model_name="matter", name="matter_state_known"),
        migrations.RemoveConstraint(model_name="matter", name="matter_has_class_once_assigned"),
        AddConstraintNotValid(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", STATES)), name="matter_state_known"
            ),
        ),
        AddConstraintNotValid(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", WITHOUT_CLASS),
                    models.Q(("class_code", ""), _negated=True),
                    _connector="OR",
                ),
                name="matter_has_class_once_assigned",
            ),
        ),
    ]
