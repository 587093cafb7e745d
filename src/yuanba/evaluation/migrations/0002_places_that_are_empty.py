"""A place may be empty: the class names a group in which there is nobody to judge."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0001_invitations_and_ratings")]

    operations = [
        migrations.RemoveConstraint(model_name="invitation", name="invitation_exclusion_known"),
        AddConstraintNotValid(
            model_name="invitation",
            constraint=models.CheckConstraint(
                name="invitation_exclusion_known",
                condition=models.Q(exclusion__in=["", "silent", "unreachable", "tied", "vacant"]),
            ),
        ),
    ]
