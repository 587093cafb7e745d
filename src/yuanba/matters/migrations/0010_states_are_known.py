"""Look through the matters that are there: none stands where it may not."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("matters", "0009_every_state_of_the_life")]

    operations = [
        ValidateConstraint(model_name="matter", name="matter_state_known"),
        ValidateConstraint(model_name="matter", name="matter_has_class_once_assigned"),
    ]
