"""The answer and the pictures that staff released to everyone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matters", "0029_matters_in_danger")]

    operations = [
        migrations.AddField(
            model_name="matter",
            name="public_answer",
            field=models.CharField(blank=True, db_default="", default="", max_length=1000),
        ),
        migrations.AddField(
            model_name="attachment",
            name="is_released",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_released", False),
                    models.Q(("is_from_owner", False), ("is_internal", False)),
                    _connector="OR",
                ),
                name="attachment_released_is_of_staff",
            ),
        ),
    ]
