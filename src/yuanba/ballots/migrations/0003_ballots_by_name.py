"""Ballots by name, online and on sheets typed in by two; proxies, and phones of voters."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ballots", "0002_kept_as_they_were"),
    ]

    operations = [
        migrations.CreateModel(
            name="CastBallot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("way", models.CharField(max_length=10)),
                ("choice_digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="PaperSheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("first_by", models.CharField(blank=True, max_length=80)),
                ("second_by", models.CharField(blank=True, max_length=80)),
                ("agreed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Proxy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sealed_name", models.BinaryField()),
                ("name_digest", models.BinaryField()),
                ("listed_at", models.DateTimeField()),
                ("listed_by", models.CharField(max_length=80)),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="SheetEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("by", models.CharField(max_length=80)),
                ("sealed_rows", models.BinaryField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="roll",
            name="notice_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="voter",
            name="phone_digest",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="voter",
            name="sealed_phone",
            field=models.BinaryField(default=b""),
        ),
        migrations.AddConstraint(
            model_name="voter",
            constraint=models.UniqueConstraint(fields=("roll", "phone_digest"), name="voter_phone_once"),
        ),
        migrations.CreateModel(
            name="SealedChoice",
            fields=[
                (
                    "ballot",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="choice",
                        serialize=False,
                        to="ballots.castballot",
                    ),
                ),
                ("sealed", models.BinaryField()),
            ],
        ),
        migrations.AddField(
            model_name="castballot",
            name="motion",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="ballots", to="ballots.votemotion"
            ),
        ),
        migrations.AddField(
            model_name="castballot",
            name="station",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ballots",
                to="ballots.station",
            ),
        ),
        migrations.AddField(
            model_name="castballot",
            name="voter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="ballots", to="ballots.voter"
            ),
        ),
        migrations.AddField(
            model_name="papersheet",
            name="station",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="sheets", to="ballots.station"
            ),
        ),
        migrations.AddField(
            model_name="castballot",
            name="sheet",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ballots",
                to="ballots.papersheet",
            ),
        ),
        migrations.AddField(
            model_name="proxy",
            name="vote",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="proxies", to="ballots.heldvote"
            ),
        ),
        migrations.AddField(
            model_name="proxy",
            name="voter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="proxies", to="ballots.voter"
            ),
        ),
        migrations.AddField(
            model_name="castballot",
            name="proxy",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ballots",
                to="ballots.proxy",
            ),
        ),
        migrations.AddField(
            model_name="sheetentry",
            name="sheet",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="ballots.papersheet"
            ),
        ),
        migrations.AddConstraint(
            model_name="papersheet",
            constraint=models.UniqueConstraint(fields=("station", "number"), name="paper_sheet_once"),
        ),
        migrations.AddConstraint(
            model_name="papersheet",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agreed_at", None), ("first_by", ""), ("second_by", "")),
                    models.Q(
                        ("agreed_at__isnull", False),
                        models.Q(("first_by", ""), _negated=True),
                        models.Q(("second_by", ""), _negated=True),
                        models.Q(("first_by", models.F("second_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="paper_sheet_agreed_by_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="proxy",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at", None)), fields=("vote", "voter"), name="proxy_open_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="castballot",
            constraint=models.UniqueConstraint(fields=("motion", "voter"), name="cast_ballot_once"),
        ),
        migrations.AddConstraint(
            model_name="castballot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("proxy", None), ("sheet", None), ("way", "online")),
                    models.Q(("proxy", None), ("sheet__isnull", False), ("way", "paper")),
                    models.Q(("proxy__isnull", False), ("sheet__isnull", False), ("way", "proxy")),
                    _connector="OR",
                ),
                name="cast_ballot_way_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="sheetentry",
            constraint=models.UniqueConstraint(fields=("sheet", "by"), name="sheet_entry_once"),
        ),
    ]
