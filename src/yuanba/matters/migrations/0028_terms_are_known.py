"""Look through the requests that are there: each asks for a time in a known unit."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("matters", "0027_terms_in_minutes")]

    operations = [ValidateConstraint(model_name="request", name="request_unit_known")]
