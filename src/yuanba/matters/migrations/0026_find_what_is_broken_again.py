"""How the page of a closed matter finds those that were filed because it is broken again."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("matters", "0025_broken_again")]

    operations = [
        AddIndexConcurrently(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("again_of", None), _negated=True),
                fields=["again_of"],
                name="matter_again",
            ),
        ),
    ]
