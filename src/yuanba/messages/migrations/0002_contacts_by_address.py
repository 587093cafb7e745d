"""Find what an address follows, to notice doubles."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("yuanba_messages", "0001_contact_points_and_outbox")]

    operations = [
        AddIndexConcurrently(
            model_name="contactpoint",
            index=models.Index(fields=["digest", "kind"], name="contact_by_address"),
        )
    ]
