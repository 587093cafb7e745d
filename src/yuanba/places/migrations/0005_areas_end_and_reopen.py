"""Areas end without a successor, and what was ended by mistake is reopened."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("places", "0004_first_edition")]

    operations = [
        migrations.RemoveConstraint(model_name="succession", name="succession_kind_known"),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["rename", "merge", "split", "end", "reopen"])),
                name="succession_kind_known",
            ),
        ),
    ]
