"""What a matter was merged into, where it stood before, and which followers it brought along."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matters", "0011_clock_of_a_matter")]

    operations = [
        migrations.AddField(
            model_name="matter",
            name="merged_into",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="matters.matter",
            ),
        ),
        migrations.AddField(
            model_name="matter",
            name="state_before",
            field=models.CharField(blank=True, db_default="", default="", max_length=20),
        ),
        migrations.AddField(
            model_name="follower",
            name="merged_from",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="matters.matter",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("merged_into__isnull", False),
                        ("state", "merged"),
                        models.Q(("state_before", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "merged"), _negated=True),
                        ("merged_into", None),
                        ("state_before", ""),
                    ),
                    _connector="OR",
                ),
                name="matter_merged_into_another",
            ),
        ),
    ]
