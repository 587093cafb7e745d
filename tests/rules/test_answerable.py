"""A1: every step of a matter's life has somebody who takes it, a deadline, and a judge beside them."""

from __future__ import annotations

import pytest

from tests.rules.packs import NOTICE, PACK, days, floor_of, hours, long, text
from yuanba.rules.core.actor import PositionKind
from yuanba.rules.core.declared import Text
from yuanba.rules.core.fault import fault
from yuanba.rules.core.state import State
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import (
    Channel,
    Escalation,
    Evaluator,
    Level,
    Pack,
    PositionTitle,
    ReplyTemplate,
    Response,
    Trigger,
)
from yuanba.rules.soundness import BLANKS, faults


def changed(**tables: object) -> Pack:
    return Pack(**{name: getattr(PACK, name) for name in Pack.model_fields} | tables)


def without(kind: PositionKind) -> Pack:
    return changed(
        positions={code: position for code, position in PACK.positions.items() if position.kind is not kind}
    )


def test_a_step_that_nobody_takes_is_a_fault() -> None:
    lost = faults(without(PositionKind.TRIAGER))
    told = [dict(one.arguments) for one in lost if one.code == "nobody_may"]
    assert any(
        MatterVerb.ASSIGN in one["verbs"] and one["kinds"] == ("subdistrict_lead", "triager") for one in told
    )
    assert [(one.place, one.arguments[0]) for one in lost if one.code == "never_ends"] == [
        ("positions", ("state", State.FILED))
    ]


def test_a_matter_must_not_hang_on_its_owner() -> None:
    """Nobody triages: a matter does not even come to its unit, though its owner could take it back."""
    bare = changed(
        positions={"handler": PositionTitle(title=text("经办"), kind=PositionKind.HANDLER, assumed="ours")},
        evaluators={"parties": PACK.evaluators["parties"]},
    )
    (stuck,) = [one for one in faults(bare) if one.code == "never_ends"]
    assert stuck.arguments == (
        ("state", State.FILED),
        ("verbs", (MatterVerb.ASSIGN, MatterVerb.REFUSE, MatterVerb.GUIDE, MatterVerb.MERGE)),
    )


def test_who_handles_does_not_judge() -> None:
    office = Evaluator(title=text("承办"), positions=("handler",), level=Level.SUBDISTRICT, ground="J1")
    wrong = changed(
        evaluators={**PACK.evaluators, "office": office},
        supervisors=PACK.supervisors.model_copy(update={"position": "grid_worker"}),
    )
    assert faults(wrong) == [
        fault("evaluators.office.positions", "judge_handles", name="handler", kind=PositionKind.HANDLER),
        fault("supervisors.position", "judge_handles", name="grid_worker", kind=PositionKind.GRID_WORKER),
    ]


def test_a_judge_is_the_parties_or_somebody() -> None:
    nobody = Evaluator(title=text("无人"), ground="J1")
    both = Evaluator(title=text("都是"), is_party=True, positions=("deputy",), ground="J1")
    ghost = Evaluator(title=text("鬼"), positions=("ghost",), ground="J1")
    wrong = changed(evaluators={**PACK.evaluators, "nobody": nobody, "both": both, "ghost": ghost})
    assert faults(wrong) == [
        fault("evaluators.nobody", "judge_unclear"),
        fault("evaluators.both", "judge_unclear"),
        fault("evaluators.ghost.positions", "no_position", name="ghost"),
    ]


def test_somebody_leads_at_each_level_that_is_told() -> None:
    wrong = changed(leads={Level.DISTRICT: "ghost", Level.COMMUNITY: "grid_party"})
    assert faults(wrong) == [
        fault("leads", "no_first_lead"),
        fault("leads.district", "no_body", name="ghost"),
        fault("leads.community", "lead_of_other_level", name="grid_party", level=Level.GRID),
    ]


def row(on: Trigger, then: Response, **more: object) -> Escalation:
    return Escalation.model_validate({"on": on, "then": then, "ground": "J1", **more})


def test_a_row_of_escalation_makes_sense() -> None:
    wrong = changed(
        escalations=(
            *PACK.escalations,
            row(Trigger.LATE, Response.REMIND, count=2),
            row(Trigger.URGED, Response.REMIND),
            row(Trigger.URGED, Response.REMIND, count=2, after=days(1)),
            row(Trigger.SOON, Response.REMIND),
            row(Trigger.SOON, Response.ESCALATE, after=days(1)),
        )
    )
    assert faults(wrong) == [
        fault("escalations.11.count", "needless_count", trigger=Trigger.LATE),
        fault("escalations.12.count", "no_count", trigger=Trigger.URGED),
        fault("escalations.13.after", "needless_after", trigger=Trigger.URGED),
        fault("escalations.14", "soon_unclear"),
        fault("escalations.15", "soon_unclear"),
    ]


def test_nothing_goes_by_unnoticed() -> None:
    assert faults(changed(escalations=(row(Trigger.LATE, Response.REMIND),))) == [
        fault("escalations", "unnoticed", trigger=Trigger.UNTRIAGED),
        fault("escalations", "unnoticed", trigger=Trigger.UNACCEPTED),
        fault("escalations", "unnoticed", trigger=Trigger.UNCHECKED),
        fault("escalations", "late_untold"),
        fault("escalations", "endless", trigger=Trigger.RETURNED),
        fault("escalations", "endless", trigger=Trigger.REWORKED),
    ]


# --- terms and notices --------------------------------------------------------------------------------
def test_what_is_public_is_posted_long_enough() -> None:
    public, home = PACK.classes["public"], PACK.classes["home"]
    short = NOTICE.model_copy(update={"levels": (Level.GRID, Level.GRID), "period": long(14)})
    wrong = changed(
        classes={
            **PACK.classes,
            "public": public.model_copy(update={"notice": None}),
            "home": home.model_copy(update={"notice": short}),
        }
    )
    assert faults(wrong) == [
        fault("classes.public.notice", "no_notice"),
        fault("classes.home.notice.levels", "level_twice"),
        fault("classes.home.notice.period", "below_floor", days=15, law=floor_of("notice_days")),
    ]


def test_a_rework_takes_no_longer_than_the_answer() -> None:
    home, lamp = PACK.classes["home"], PACK.items["street_light"]
    wrong = changed(
        classes={**PACK.classes, "home": home.model_copy(update={"rework": days(6)})},
        items={
            **PACK.items,
            "street_light": lamp.model_copy(update={"rework": days(4)}),
            "lost": lamp.model_copy(update={"rework": days(4), "class_code": "nowhere"}),
        },
    )
    assert faults(wrong) == [
        fault("classes.home.rework", "rework_longer"),
        fault("items.street_light.rework", "rework_longer"),
        fault("items.lost.class", "no_class", name="nowhere"),
    ]
    quick = changed(items={**PACK.items, "street_light": lamp.model_copy(update={"rework": days(2)})})
    assert faults(quick) == []
    assert quick.term_of("public", "street_light", reworks=1) == days(2)


def test_nobody_gets_less_time_to_speak_up_than_the_floor() -> None:
    wrong = changed(
        triage=PACK.triage.model_copy(update={"objection": long(4)}),
        orders=PACK.orders.model_copy(update={"reply": hours(7), "extension": days(11), "extensions": 2}),
        evaluation=PACK.evaluation.model_copy(update={"window": long(4)}),
    )
    assert faults(wrong) == [
        fault("triage.objection", "below_floor", days=5, law=floor_of("objection_days")),
        fault("orders.reply", "below_floor", days=3, law=floor_of("reply_days")),
        fault("evaluation.window", "below_floor", days=5, law=floor_of("evaluation_days")),
        fault("orders.extension", "above_floor", days=30, law=floor_of("extension_days")),
    ]


def test_a_reply_template_fits_something() -> None:
    def reply(**more: object) -> ReplyTemplate:
        usual = {"on": (State.ANSWERED,), "title": text("甲"), "text": text("乙"), "assumed": "ours"}
        return ReplyTemplate.model_validate({**usual, **more})

    wrong = changed(
        replies={
            "a": reply(**{"class": "nowhere"}),
            "b": reply(item="moon"),
            "c": reply(**{"class": "home", "item": "park"}),
            "d": reply(item="park"),
        }
    )
    assert faults(wrong) == [
        fault("replies.a.class", "no_class", name="nowhere"),
        fault("replies.b.item", "no_item", name="moon"),
        fault("replies.c.class", "other_class", name="public"),
    ]


def test_a_reply_to_another_platform_has_only_blanks_that_are_filled_in() -> None:
    form = Channel(
        title=text("工单"), is_platform=True, reply=Text(zh="{number}：{answer}", en="{number} {who}")
    )
    assert faults(changed(channels={**PACK.channels, "order": form})) == [
        fault("channels.order.reply", "no_blank", name="who", blanks=tuple(sorted(BLANKS)))
    ]


def test_single_tables_and_rows_say_where_they_come_from_too() -> None:
    wrong = changed(
        checking=PACK.checking.model_copy(update={"assumed": ""}),
        escalations=(*PACK.escalations[:-1], PACK.escalations[-1].model_copy(update={"ground": "K9"})),
    )
    assert faults(wrong) == [
        fault("checking", "unsaid"),
        fault("escalations.10.ground", "no_ground", name="K9"),
    ]


# --- what a pack answers ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("class_code", "item_code", "codes"),
    [
        ("public", "street_light", ["lamp", "answered"]),
        ("public", "park", ["answered"]),
        ("home", "neighbour_noise", ["home", "answered"]),
        ("", "", ["answered"]),
    ],
)
def test_the_nearest_template_comes_first(class_code: str, item_code: str, codes: list[str]) -> None:
    assert list(PACK.replies_for(State.ANSWERED, class_code, item_code)) == codes
    assert PACK.replies_for(State.REFUSED, class_code, item_code) == {}
