"""Three levels of naming: signed in public, known to the unit, kept from the unit too."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from tests import cast, deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters import queries, services
from yuanba.matters.models import Matter as Stored
from yuanba.matters.queries.rows import signature_in
from yuanba.matters.services import Contact
from yuanba.matters.services.filing import NoName
from yuanba.rules.matters.naming import KeptSecret, Naming
from yuanba.rules.matters.verbs import MatterVerb

HOME = "/d/jiangjin"
PHONE = "13912345678"


def filed(naming: Naming, now: datetime, *, name: str = "李春梅") -> Matter:
    return make.a_matter(
        now=now,
        name=name,
        naming=naming,
        contact=Contact(channel="sms", address=PHONE),
        text="我是李春梅，路灯坏了。",
    )


def test_who_says_nothing_is_known_to_the_unit_only(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning)
    assert deeds.row_of(matter).naming is Naming.HANDLER


def test_the_unit_sees_name_and_number_where_it_may(people: Cast, morning: datetime) -> None:
    matter = filed(Naming.HANDLER, morning)
    deeds.walk(matter, people, "assign accept", morning)

    shown = services.unmask(actor=people.zhou, matter_id=matter.id, why="visit", now=morning)

    assert (shown.name, shown.contacts) == ("李春梅", (("短信", PHONE),))


def test_what_is_secret_the_unit_never_sees(people: Cast, morning: datetime) -> None:
    matter = filed(Naming.SECRET, morning)
    deeds.walk(matter, people, "assign accept", morning)
    before = deeds.story(matter)

    with pytest.raises(KeptSecret):
        services.unmask(actor=people.zhou, matter_id=matter.id, why="visit", now=morning)

    assert deeds.story(matter) == before
    row = deeds.row_of(matter)
    assert MatterVerb.UNMASK not in queries.offered(people.zhou, row, morning)
    assert MatterVerb.UNMASK in queries.offered(people.chen, row, morning)


def test_what_is_secret_the_intake_can_pass_on(people: Cast, morning: datetime) -> None:
    matter = filed(Naming.SECRET, morning)
    deeds.walk(matter, people, "assign", morning)

    assert (
        services.unmask(actor=people.chen, matter_id=matter.id, why="contact", now=morning).name == "李春梅"
    )


def test_a_clerk_who_handles_it_too_is_the_unit(people: Cast, morning: datetime) -> None:
    """Two positions in one person do not open what one of them must not see."""
    both = make.staff("wu", "handler", "clerk", unit="jijiang", area=cast.JIJIANG, now=morning)
    matter = filed(Naming.SECRET, morning)
    deeds.walk(matter, people, "assign", morning)
    deeds.do("accept", matter, people, morning, actor=both)

    with pytest.raises(KeptSecret):
        services.unmask(actor=both, matter_id=matter.id, why="contact", now=morning)


def test_a_name_is_public_only_by_choice_and_only_with_the_summary(people: Cast, morning: datetime) -> None:
    matters = {naming: filed(naming, morning) for naming in Naming}
    assert signature_in(Stored.objects.get(pk=matters[Naming.PUBLIC].id)) == ""
    for matter in matters.values():
        deeds.walk(matter, people, "assign publish", morning)

    signed = {naming: signature_in(Stored.objects.get(pk=one.id)) for naming, one in matters.items()}

    assert signed == {Naming.PUBLIC: "李春梅", Naming.HANDLER: "", Naming.SECRET: ""}
    page = Client().get(f"{HOME}/public/{matters[Naming.PUBLIC].id}").content.decode()
    assert "李春梅" in page
    assert PHONE not in page
    for hidden in (Naming.HANDLER, Naming.SECRET):
        assert "李春梅" not in Client().get(f"{HOME}/public/{matters[hidden].id}").content.decode()


def test_who_signs_in_public_gives_a_name(people: Cast, morning: datetime, client: Client) -> None:
    with pytest.raises(NoName):
        filed(Naming.PUBLIC, morning, name=" ")
    answer = client.post(f"{HOME}/file", {"text": "路灯坏了", "key": "k" * 20, "naming": "public"})
    assert answer.status_code == 422
    assert "公开署名需要填写姓名" in answer.content.decode()


def test_the_form_explains_the_levels_and_takes_the_choice(people: Cast, client: Client) -> None:
    page = client.get(f"{HOME}/file").content.decode()
    assert "对承办单位也保密" in page
    answer = client.post(
        f"{HOME}/file", {"text": "路灯坏了", "key": "k" * 20, "naming": "secret", "name": "李春梅"}
    )

    token = str(answer["Location"]).rsplit("/", 1)[-1]
    assert queries.matter_by_token(token).naming is Naming.SECRET


def test_no_name_reaches_the_working_copy_or_the_journal(people: Cast, morning: datetime) -> None:
    matter = filed(Naming.PUBLIC, morning)

    assert "李春梅" not in deeds.row_of(matter).place
    assert "李春梅" not in str([(step.outcome, step.words) for step in queries.story(matter.id)])
