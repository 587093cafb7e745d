"""Whether somebody proved an address was written by nobody and read by nobody."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("yuanba_messages", "0003_carried_contacts")]

    operations = [
        migrations.RemoveField(model_name="contactpoint", name="is_verified"),
    ]
