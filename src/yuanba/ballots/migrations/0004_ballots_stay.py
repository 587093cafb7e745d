"""What the database keeps of ballots by name: once for each head, on the roll, while the vote is open."""

from django.db import migrations

KEEP_VOTER = """
create or replace function ballots_keep_voter() returns trigger language plpgsql as $$
declare
    frozen timestamptz;
    sealed text[] := array['sealed_name', 'name_digest', 'sealed_phone', 'phone_digest', 'account_key'];
begin
    select frozen_at into frozen from ballots_roll
    where id = case when tg_op = 'INSERT' then new.roll_id else old.roll_id end for key share;
    -- a rotation of keys seals names anew; who is erased has none any more
    if frozen is null or (tg_op = 'UPDATE' and to_jsonb(new) - sealed = to_jsonb(old) - sealed) then
        return case when tg_op = 'DELETE' then old else new end;
    end if;
    raise exception 'nothing on a frozen roll changes' using errcode = 'insufficient_privilege';
end
$$
"""
FITS = """
create or replace function ballots_ballot_fits() returns trigger language plpgsql as $$
declare
    closed timestamptz;
    fits boolean;
begin
    select v.closed_at, v.roll_id = p.roll_id into closed, fits
    from ballots_heldvote v
    join ballots_votemotion m on m.vote_id = v.id
    join ballots_voter p on p.id = new.voter_id
    where m.id = new.motion_id for key share of v;
    if closed is not null or fits is not true then
        raise exception 'the vote is closed, or this is no voter of it'
        using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$$
"""


class Migration(migrations.Migration):
    dependencies = [("ballots", "0003_ballots_by_name"), ("journal", "0001_journal")]
    operations = [
        migrations.RunSQL(KEEP_VOTER, migrations.RunSQL.noop),
        migrations.RunSQL(FITS, "drop function ballots_ballot_fits()"),
        migrations.RunSQL(
            "create trigger ballots_castballot_fits before insert on ballots_castballot "
            "for each row execute function ballots_ballot_fits()",
            "drop trigger ballots_castballot_fits on ballots_castballot",
        ),
        migrations.RunSQL(
            "create trigger ballots_castballot_append_only before update or delete on ballots_castballot "
            "for each row execute function refuse_change()",
            "drop trigger ballots_castballot_append_only on ballots_castballot",
        ),
        migrations.RunSQL(
            "create trigger ballots_castballot_keeps_all before truncate on ballots_castballot "
            "for each statement execute function refuse_change()",
            "drop trigger ballots_castballot_keeps_all on ballots_castballot",
        ),
    ]
