"""Look through the rows that are there: each has a whole term or none."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("lists", "0002_terms_in_minutes")]

    operations = [ValidateConstraint(model_name="listline", name="list_line_whole_term")]
