from django.db import migrations

#: Without one nothing is remembered.
FIRST = "insert into places_edition (id, mark) values (1, gen_random_uuid()) on conflict (id) do nothing"


class Migration(migrations.Migration):
    dependencies = [("places", "0003_edition")]
    operations = [migrations.RunSQL(FIRST, migrations.RunSQL.noop)]
