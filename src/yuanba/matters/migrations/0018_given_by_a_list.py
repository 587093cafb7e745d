"""By which version of its community's list a matter was given, and the shorter time that it promises."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matters", "0017_where_the_clock_looks"), ("lists", "0001_lists_and_lines")]
    operations = [
        migrations.AddField(
            model_name="matter",
            name="local_list",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="lists.communitylist",
            ),
        ),
        migrations.AddField(
            model_name="matter",
            name="local_amount",
            field=models.PositiveSmallIntegerField(null=True),
        ),
    ]
