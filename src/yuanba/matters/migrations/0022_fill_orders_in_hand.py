"""Open orders lie in the hands of who accepted them; the index finds them by that."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

FILL = "update matters_order set in_hand = accepted_by where ended_at is null and accepted_by <> ''"


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("matters", "0021_orders_in_hand")]

    operations = [
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="order",
            index=models.Index(
                condition=models.Q(("ended_at", None), models.Q(("in_hand", ""), _negated=True)),
                fields=["in_hand"],
                name="order_in_hand",
            ),
        ),
    ]
