"""Rolls with their voters and units; votes with their motions, stations, presence and totals."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Roll",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_key", models.CharField(max_length=80)),
                ("kind", models.CharField(max_length=10)),
                ("title", models.CharField(max_length=120)),
                ("area_path", models.CharField(max_length=200)),
                ("estate", models.CharField(blank=True, max_length=40)),
                ("source", models.CharField(max_length=10)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=80)),
                ("frozen_at", models.DateTimeField(null=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "indexes": [models.Index(fields=["subject_kind", "subject_key"], name="roll_of_subject")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["persons", "owners"])), name="roll_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("digest", ""), ("frozen_at", None)),
                            models.Q(("frozen_at__isnull", False), models.Q(("digest", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="roll_frozen_with_digest",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HeldVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_key", models.CharField(max_length=80)),
                ("title", models.CharField(max_length=120)),
                ("area_path", models.CharField(max_length=200)),
                ("estate", models.CharField(blank=True, max_length=40)),
                ("rule", models.CharField(max_length=40)),
                ("standing", models.CharField(max_length=20)),
                ("ground", models.CharField(blank=True, max_length=200)),
                ("ways", models.JSONField()),
                ("is_secret", models.BooleanField(default=False)),
                ("proxy_cap", models.PositiveIntegerField(null=True)),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(max_length=80)),
                ("closes_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("counted_at", models.DateTimeField(null=True)),
                ("result", models.JSONField(null=True)),
                (
                    "roll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="votes", to="ballots.roll"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Station",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=60)),
                (
                    "vote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stations",
                        to="ballots.heldvote",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VoteMotion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=500)),
                (
                    "vote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="motions",
                        to="ballots.heldvote",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Voter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=12)),
                ("ref", models.CharField(blank=True, max_length=80)),
                ("account_key", models.CharField(blank=True, max_length=80)),
                ("sealed_name", models.BinaryField()),
                ("name_digest", models.BinaryField()),
                (
                    "roll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="voters", to="ballots.roll"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "vote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="presences",
                        to="ballots.heldvote",
                    ),
                ),
                (
                    "voter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="presences",
                        to="ballots.voter",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OwnedUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit", models.CharField(max_length=60)),
                ("area_cm2", models.PositiveBigIntegerField()),
                ("is_unsold", models.BooleanField(default=False)),
                (
                    "roll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="units", to="ballots.roll"
                    ),
                ),
                (
                    "voter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="units", to="ballots.voter"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VoteTotal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("way", models.CharField(max_length=10)),
                ("yes", models.PositiveIntegerField()),
                ("no", models.PositiveIntegerField()),
                ("abstain", models.PositiveIntegerField()),
                ("spoiled", models.PositiveIntegerField(default=0)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=80)),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="totals",
                        to="ballots.votemotion",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="totals",
                        to="ballots.station",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="heldvote",
            index=models.Index(fields=["subject_kind", "subject_key"], name="vote_of_subject"),
        ),
        migrations.AddIndex(
            model_name="heldvote",
            index=models.Index(fields=["-opened_at", "-id"], name="vote_newest"),
        ),
        migrations.AddIndex(
            model_name="heldvote",
            index=models.Index(fields=["area_path"], name="vote_in_area", opclasses=["varchar_pattern_ops"]),
        ),
        migrations.AddConstraint(
            model_name="heldvote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "rule__in",
                        [
                            "owners-general",
                            "owners-special",
                            "residents",
                            "residents-representatives",
                            "villagers",
                            "villagers-households",
                            "villagers-representatives",
                            "villagers-group",
                            "party-members",
                            "simple",
                            "consensus",
                        ],
                    )
                ),
                name="vote_rule_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="heldvote",
            constraint=models.CheckConstraint(
                condition=models.Q(("standing__in", ["statutory", "electronic", "consultation"])),
                name="vote_standing_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="heldvote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ways__contains", ["online"]), _negated=True),
                    models.Q(("standing", "statutory"), _negated=True),
                    _connector="OR",
                ),
                name="vote_online_is_not_statutory",
            ),
        ),
        migrations.AddConstraint(
            model_name="heldvote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("standing", "electronic"), _negated=True),
                    models.Q(("ground", ""), _negated=True),
                    _connector="OR",
                ),
                name="vote_electronic_has_ground",
            ),
        ),
        migrations.AddConstraint(
            model_name="heldvote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_at", None), ("closed_at__gte", models.F("opened_at")), _connector="OR"
                ),
                name="vote_closed_after_opened",
            ),
        ),
        migrations.AddConstraint(
            model_name="heldvote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("counted_at", None), ("result", None)),
                    models.Q(
                        ("counted_at__isnull", False), ("result__isnull", False), ("closed_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="vote_counted_with_result",
            ),
        ),
        migrations.AddConstraint(
            model_name="heldvote",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None)),
                fields=("subject_kind", "subject_key"),
                name="vote_open_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="station",
            constraint=models.UniqueConstraint(fields=("vote", "number"), name="station_number_once"),
        ),
        migrations.AddConstraint(
            model_name="station",
            constraint=models.UniqueConstraint(fields=("vote", "title"), name="station_title_once"),
        ),
        migrations.AddConstraint(
            model_name="votemotion",
            constraint=models.UniqueConstraint(fields=("vote", "number"), name="vote_motion_once"),
        ),
        migrations.AddIndex(
            model_name="voter",
            index=models.Index(fields=["account_key"], name="voter_of_account"),
        ),
        migrations.AddConstraint(
            model_name="voter",
            constraint=models.UniqueConstraint(fields=("roll", "number"), name="voter_number_once"),
        ),
        migrations.AddConstraint(
            model_name="voter",
            constraint=models.UniqueConstraint(fields=("roll", "code"), name="voter_code_once"),
        ),
        migrations.AddConstraint(
            model_name="voter",
            constraint=models.UniqueConstraint(fields=("roll", "name_digest"), name="voter_name_once"),
        ),
        migrations.AddConstraint(
            model_name="voter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ref", ""), _negated=True), fields=("roll", "ref"), name="voter_ref_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="voter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("account_key", ""), _negated=True),
                fields=("roll", "account_key"),
                name="voter_account_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="presence",
            constraint=models.UniqueConstraint(fields=("vote", "voter"), name="presence_once"),
        ),
        migrations.AddConstraint(
            model_name="ownedunit",
            constraint=models.UniqueConstraint(fields=("roll", "unit"), name="owned_unit_once"),
        ),
        migrations.AddConstraint(
            model_name="ownedunit",
            constraint=models.CheckConstraint(
                condition=models.Q(("area_cm2__gt", 0)), name="owned_unit_has_area"
            ),
        ),
        migrations.AddConstraint(
            model_name="votetotal",
            constraint=models.CheckConstraint(
                condition=models.Q(("way__in", ["hands", "paper"])), name="vote_total_way_known"
            ),
        ),
    ]
