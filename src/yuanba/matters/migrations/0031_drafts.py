"""A dispatch that waits for a second person's signature lies with its matter."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matters", "0030_released_to_everyone")]

    operations = [
        migrations.AddField(model_name="matter", name="draft", field=models.JSONField(null=True)),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("draft__isnull", True),
                    ("state__in", ["filed", "assigned", "accepted", "waiting", "held"]),
                    _connector="OR",
                ),
                name="matter_draft_while_open",
            ),
        ),
    ]
