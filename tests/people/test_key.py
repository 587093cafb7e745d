"""Keys of programs: key.issue, key.revoke, key.see; who enters by one, for what, and until when."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from tests import cast, make
from tests.cast import Cast
from yuanba.config import command
from yuanba.journal import queries as journal
from yuanba.people import services
from yuanba.people.models import Account, ProgramKey
from yuanba.people.queries import program_keys
from yuanba.people.services import Issued
from yuanba.rules.core import access
from yuanba.rules.core.access import Facts, NotAllowed, operator, system
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import KEEPERS, Actor, PositionKind
from yuanba.rules.core.programs import NEEDS_A_PERSON, PROGRAM_VERBS
from yuanba.rules.core.verb import Verb
from yuanba.rules.evaluation.verbs import EvaluationVerb
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.rules.time.calendar import day

DAY = timedelta(days=1)
FACTS = Facts(area_path=cast.GRID_PATH)


@pytest.fixture
def people(jiangjin: object, morning: datetime) -> Cast:
    return cast.assemble(now=morning)


@pytest.fixture
def platform(people: Cast, morning: datetime) -> Actor:
    return make.program("platform", "clerk", area=cast.JIJIANG, now=morning)


def issued(to: Actor, now: datetime, *verbs: Verb, days: int = 30) -> Issued:
    return services.issue_key(
        actor=make.OPERATOR,
        account_key=to.key,
        verbs=verbs or (MatterVerb.IMPORT_ORDERS,),
        until_on=day(now) + days * DAY,
        now=now,
    )


def test_a_key_enters_as_its_account_for_its_verbs_only(platform: Actor, morning: datetime) -> None:
    key = issued(platform, morning, MatterVerb.FILE, MatterVerb.READ)

    entered = services.enter_by_key(shown=key.text, now=morning)

    assert (entered.key, entered.holdings) == (platform.key, platform.holdings)
    assert entered.program_key == key.prefix
    allowed = {verb for verb in ACTIONS if access.may(entered, verb, FACTS, morning)}
    assert allowed == {MatterVerb.FILE, MatterVerb.READ}
    assert {verb for verb in ACTIONS if access.may(platform, verb, FACTS, morning)} > allowed
    assert not access.may(
        entered, MatterVerb.FILE, Facts(area_path=f"/{cast.DISTRICT}/{cast.DEGAN}/"), morning
    )


def test_only_a_digest_is_kept_and_the_journal_knows_the_prefix(platform: Actor, morning: datetime) -> None:
    key = issued(platform, morning)

    row = ProgramKey.objects.get()
    kept = bytes(row.digest).hex() + repr(ProgramKey.objects.values().get())
    assert key.text.split("_", 2)[2] not in kept
    entry = journal.story("account", platform.key)[-1]
    assert (entry.verb, entry.outcome["key"]) == (PeopleVerb.KEY_ISSUE, key.prefix)
    assert key.text not in repr(entry)
    assert len(key.text) >= 50


def refused(shown: str, now: datetime) -> bool:
    try:
        services.enter_by_key(shown=shown, now=now)
    except services.KeyRefused:
        return True
    return False


def test_a_key_ends_with_its_day_its_account_its_positions_and_at_once(
    people: Cast, platform: Actor, morning: datetime
) -> None:
    key = issued(platform, morning, days=3)
    assert not refused(key.text, morning + 3 * DAY)
    assert refused(key.text, morning + 4 * DAY)
    for wrong in ("", "yb_", key.text[:-1], key.text + "x", key.text.replace(key.prefix, "22222222")):
        assert refused(wrong, morning)

    services.revoke_key(actor=make.OPERATOR, prefix=key.prefix, reason="泄露", now=morning)
    assert refused(key.text, morning)
    with pytest.raises(services.KeyUnknown):
        services.revoke_key(actor=make.OPERATOR, prefix=key.prefix, reason="泄露", now=morning)

    another = make.program("another", "clerk", area=cast.JIJIANG, until_on=day(morning) + DAY, now=morning)
    short = issued(another, morning)
    assert not refused(short.text, morning + DAY)
    assert refused(short.text, morning + 2 * DAY)

    third = make.program("third", "clerk", area=cast.JIJIANG, now=morning)
    last = issued(third, morning)
    services.close_account(actor=make.OPERATOR, account_key=third.key, reason="停用", now=morning)
    assert refused(last.text, morning)
    assert ProgramKey.objects.get(prefix=last.prefix).ended_at


def test_the_night_ends_the_keys_of_accounts_without_a_position(platform: Actor, morning: datetime) -> None:
    stays = issued(platform, morning)
    over = make.program("over", "clerk", area=cast.JIJIANG, until_on=day(morning), now=morning)
    ends = issued(over, morning)

    sweeper, later = system("people.sweep"), morning + DAY
    assert services.end_keys(actor=sweeper, now=morning) == 0
    assert services.end_keys(actor=sweeper, now=later) == 1
    services.appoint(
        actor=make.OPERATOR,
        account_key=over.key,
        title="clerk",
        area=cast.JIJIANG,
        from_on=day(later),
        now=later,
    )

    assert refused(ends.text, later), "a new appointment revives no key"
    assert not refused(stays.text, later)
    assert journal.story("account", over.key)[-2].verb == PeopleVerb.KEY_REVOKE


def test_use_is_noted_at_most_once_an_hour(platform: Actor, morning: datetime) -> None:
    key = issued(platform, morning)
    noted = []
    for minutes in (0, 59, 60):
        services.enter_by_key(shown=key.text, now=morning + timedelta(minutes=minutes))
        noted.append(ProgramKey.objects.get().last_used_at)
    assert noted == [morning, morning, morning + timedelta(hours=1)]


def test_what_is_refused_at_issuing(people: Cast, platform: Actor, morning: datetime) -> None:
    with pytest.raises(services.KeyForPerson):
        issued(people.chen, morning)
    with pytest.raises(services.KeyVerbs):
        issued(platform, morning, MatterVerb.FILE, MatterVerb.UNMASK)
    for days in (-1, 367):
        with pytest.raises(services.KeyTerm):
            issued(platform, morning, days=days)
    with pytest.raises(services.KeyWithoutPosition):
        issued(make.program("idle", now=morning), morning)
    assert ProgramKey.objects.count() == 0


@pytest.mark.parametrize("title", sorted(KEEPERS))
def test_a_program_is_no_administrator(title: str, platform: Actor, morning: datetime) -> None:
    with pytest.raises(services.OfProgram):
        make.program("keeps", title, area=cast.DISTRICT, now=morning)


def test_a_program_has_no_password(platform: Actor, morning: datetime) -> None:
    with pytest.raises(services.OfProgram):
        services.reset_password(actor=make.OPERATOR, account_key=platform.key, now=morning)
    assert not Account.objects.get(login="platform").has_usable_password()


def test_who_issues_sees_and_revokes() -> None:
    def kinds(verb: Verb) -> set[PositionKind]:
        return {who for who in ACTIONS[verb].who if isinstance(who, PositionKind)}

    assert kinds(PeopleVerb.KEY_ISSUE) == {PositionKind.SYSTEM_ADMIN}
    assert kinds(PeopleVerb.KEY_SEE) == KEEPERS
    assert kinds(PeopleVerb.KEY_REVOKE) == {PositionKind.SYSTEM_ADMIN, PositionKind.SECURITY_ADMIN}


def test_what_a_program_may_be_given_and_what_needs_a_person() -> None:
    assert not set(PROGRAM_VERBS) & set(NEEDS_A_PERSON)
    keepers_verbs = {verb for verb in ACTIONS if KEEPERS & ACTIONS[verb].who}
    assert not set(PROGRAM_VERBS) & keepers_verbs
    assert {MatterVerb.UNMASK, MatterVerb.RATE, MatterVerb.CHECK} <= set(NEEDS_A_PERSON)
    assert not {PeopleVerb.ACCOUNT_PASSWORD, EvaluationVerb.ASK_TO_JUDGE} & set(PROGRAM_VERBS)


def test_the_pages(people: Cast, platform: Actor, morning: datetime) -> None:
    cast.administrators(now=morning)
    keeper, guard = Client(), Client()
    keeper.force_login(Account.objects.get(login="keeper"))
    guard.force_login(Account.objects.get(login="guard"))
    base = "/d/jiangjin/people"
    until_on = (day(datetime.now(morning.tzinfo)) + DAY).isoformat()

    shown = keeper.post(f"{base}/{platform.key}/keys", {"verbs": ["matter.file"], "until_on": until_on})

    row = program_keys.keys_of(platform.key)[0]
    text = shown.content.decode()
    assert f"yb_{row.prefix}_" in text
    assert shown["Cache-Control"].startswith("max-age=0")
    assert row.verbs == (MatterVerb.FILE,)
    secret = text.split(f"yb_{row.prefix}_")[1].split("<")[0]
    for page in (f"{base}/keys", f"{base}/{platform.key}"):
        later = guard.get(page).content.decode()
        assert row.prefix in later
        assert secret not in later
    assert guard.get(f"{base}/{platform.key}/keys").status_code == 403
    assert keeper.get(f"{base}/{people.chen.key}/keys").status_code == 404
    unchosen = keeper.post(f"{base}/{platform.key}/keys", {"until_on": until_on})
    assert ProgramKey.objects.count() == 1
    assert unchosen.status_code == 200

    done = guard.post(f"{base}/keys/{row.prefix}/revoke", {"reason": "设备丢失"})
    assert done["Location"] == f"{base}/keys"
    assert program_keys.keys_of(platform.key)[0].ended_at


def test_an_account_for_a_program_is_opened_without_a_password(people: Cast, morning: datetime) -> None:
    cast.administrators(now=morning)
    keeper = Client()
    keeper.force_login(Account.objects.get(login="keeper"))
    said = {"people": "12345平台 hotline", "is_program": "on"}
    shown = keeper.post("/d/jiangjin/people/open", said, follow=True).content.decode()
    assert "12345平台" in shown
    opened = Account.objects.get(login="hotline")
    assert opened.is_program
    assert not opened.has_usable_password()
    assert not opened.must_change_password


def test_the_operator_issues_lists_and_revokes(
    platform: Actor, morning: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    def give(*words: str) -> str:
        arguments = command._parser().parse_args(["people", *words, "--district", "jiangjin"])
        assert arguments.run(arguments) == 0
        return capsys.readouterr().out

    until = (day(datetime.now(morning.tzinfo)) + DAY).isoformat()
    text = give("issue-key", "--login", "platform", "--may", "matter.file", "--until", until).strip()
    prefix = text.split("_")[1]
    assert f"{prefix}  platform  open" in give("keys")
    give("revoke-key", "--key", prefix, "--reason", "换新")
    assert f"{prefix}  platform  over" in give("keys")


def test_nobody_else_issues_or_revokes(people: Cast, platform: Actor, morning: datetime) -> None:
    key = issued(platform, morning)
    _keeper, guard = cast.administrators(now=morning)
    said = {"verbs": (MatterVerb.FILE,), "until_on": day(morning), "now": morning}
    for actor in (people.chen, guard, platform):
        with pytest.raises(NotAllowed):
            services.issue_key(actor=actor, account_key=platform.key, **said)  # type: ignore[arg-type]
    for actor in (people.chen, people.sun, services.enter_by_key(shown=key.text, now=morning)):
        with pytest.raises(NotAllowed):
            services.revoke_key(actor=actor, prefix=key.prefix, reason="x", now=morning)
    services.revoke_key(actor=operator("test"), prefix=key.prefix, reason="x", now=morning)
