"""Topics on the agendas of meetings, and that they were decided."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deliberation", "0006_attendance_of_confirmed_minutes")]

    operations = [
        migrations.RemoveConstraint(model_name="topic", name="topic_state_known"),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["proposed", "open", "on_agenda", "decided", "declined", "merged"])
                ),
                name="topic_state_known",
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="topic",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="deliberation.topic",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "deferred"), _negated=True),
                fields=("topic",),
                name="agenda_topic_once",
            ),
        ),
    ]
