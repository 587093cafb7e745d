from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0009_factors_sealed")]
    operations = [
        migrations.AddField(
            model_name="account",
            name="reset_asked_by",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
        migrations.AddField(
            model_name="account", name="reset_asked_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(reset_asked_at=None, reset_asked_by="")
                | (~models.Q(reset_asked_at=None) & ~models.Q(reset_asked_by="")),
                name="account_reset_asked_by_somebody",
            ),
        ),
    ]
