"""Which subject brought a contact point along when two became one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("yuanba_messages", "0002_contacts_by_address")]

    operations = [
        migrations.AddField(
            model_name="contactpoint",
            name="carried_from",
            field=models.CharField(blank=True, db_default="", default="", max_length=80),
        ),
    ]
