"""Matters before a council on the agendas of its meetings."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deliberation", "0016_priorities")]

    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="referral",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="deliberation.matterreferral",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "deferred"), _negated=True),
                fields=("referral",),
                name="agenda_matter_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("topic", None), ("referral", None), _connector="OR"),
                name="agenda_topic_or_matter",
            ),
        ),
    ]
