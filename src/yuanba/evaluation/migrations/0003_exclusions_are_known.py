"""Look through the places that are there: each says why somebody is left out in a way that is known."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0002_places_that_are_empty")]

    operations = [ValidateConstraint(model_name="invitation", name="invitation_exclusion_known")]
