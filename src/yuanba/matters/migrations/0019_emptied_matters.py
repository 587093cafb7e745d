"""When the words of a matter were erased."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matters", "0018_given_by_a_list")]

    operations = [
        migrations.AddField(
            model_name="matter",
            name="emptied_at",
            field=models.DateTimeField(null=True),
        ),
    ]
