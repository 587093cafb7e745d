"""Who has an open order in hand, beside who once accepted it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matters", "0020_what_is_to_be_emptied")]

    operations = [
        migrations.AddField(
            model_name="order",
            name="in_hand",
            field=models.CharField(blank=True, db_default="", default="", max_length=80),
        ),
        migrations.AddField(
            model_name="order",
            name="in_hand_for",
            field=models.CharField(blank=True, db_default="", default="", max_length=80),
        ),
    ]
