from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0011_factors_dropped"), ("places", "0002_type_of_community")]
    operations = [
        migrations.AddField(
            model_name="unit",
            name="estate",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="places.estate",
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.UniqueConstraint(
                condition=models.Q(is_active=True), fields=("body", "estate"), name="unit_once_per_estate"
            ),
        ),
    ]
