"""What the clock and the desk need to know of a matter: until when, who was told, how often what happened."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matters", "0010_states_are_known")]

    operations = [
        migrations.AddField(model_name="matter", name="until_at", field=models.DateTimeField(null=True)),
        migrations.AddField(
            model_name="matter",
            name="level",
            field=models.CharField(blank=True, db_default="", default="", max_length=20),
        ),
        migrations.AddField(
            model_name="matter",
            name="returns",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="matter",
            name="reworks",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="matter",
            name="urges",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="matter",
            name="objections",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="matter",
            name="is_prioritised",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="matter",
            name="dangers",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
    ]
