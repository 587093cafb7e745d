"""Second factors are sealed from here on; what was set up before lies open, so it is set up anew."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0008_program_keys"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]
    operations = [migrations.RunSQL("delete from mfa_authenticator", migrations.RunSQL.noop)]
