"""A1: every step of a matter's life has somebody who takes it, a deadline, and a judge beside them."""

from __future__ import annotations

import pytest

from tests.rules.packs import NOTICE, PACK, days, hours, long, text
from yuanba.rules.actor import PositionKind
from yuanba.rules.declared import Text
from yuanba.rules.matter import State
from yuanba.rules.pack import (
    Channel,
    Escalation,
    Evaluator,
    Level,
    Pack,
    Position,
    Reply,
    Response,
    Trigger,
)
from yuanba.rules.soundness import Fault, faults


def changed(**tables: object) -> Pack:
    return Pack(**{name: getattr(PACK, name) for name in Pack.model_fields} | tables)


def without(kind: PositionKind) -> Pack:
    return changed(
        positions={code: position for code, position in PACK.positions.items() if position.kind is not kind}
    )


def test_a_step_that_nobody_takes_is_a_fault() -> None:
    lost = faults(without(PositionKind.TRIAGER))
    assert Fault("positions", "nobody may matter.assign: no position is subdistrict_lead or triager") in lost
    assert Fault("positions", "a matter that is filed never ends unless its owner acts") in lost


def test_a_matter_must_not_hang_on_its_owner() -> None:
    bare = changed(
        positions={"handler": Position(title=text("经办"), kind=PositionKind.HANDLER, assumed="ours")},
        evaluators={"parties": PACK.evaluators["parties"]},
    )
    stuck = [fault.message for fault in faults(bare) if "never ends" in fault.message]
    # Nobody triages, nobody checks: only what is posted or judged comes to its end by the clock.
    assert stuck == [
        f"a matter that is {state} never ends unless its owner acts"
        for state in ("filed", "assigned", "accepted", "waiting", "held", "answered")
    ]


def test_who_handles_does_not_judge() -> None:
    office = Evaluator(title=text("承办"), positions=("handler",), level=Level.SUBDISTRICT, ground="J1")
    wrong = changed(
        evaluators={**PACK.evaluators, "office": office},
        supervisors=PACK.supervisors.model_copy(update={"position": "grid_worker"}),
    )
    assert faults(wrong) == [
        Fault("evaluators.office.positions", "who handles does not judge: handler is handler"),
        Fault("supervisors.position", "who handles does not judge: grid_worker is grid_worker"),
    ]


def test_a_judge_is_the_parties_or_somebody() -> None:
    nobody = Evaluator(title=text("无人"), ground="J1")
    both = Evaluator(title=text("都是"), is_party=True, positions=("deputy",), ground="J1")
    ghost = Evaluator(title=text("鬼"), positions=("ghost",), ground="J1")
    wrong = changed(evaluators={**PACK.evaluators, "nobody": nobody, "both": both, "ghost": ghost})
    assert faults(wrong) == [
        Fault("evaluators.nobody", "either the parties (is_party), or who holds one of these positions"),
        Fault("evaluators.both", "either the parties (is_party), or who holds one of these positions"),
        Fault("evaluators.ghost.positions", "no position is called 'ghost'"),
    ]


def test_somebody_leads_at_each_level_that_is_told() -> None:
    wrong = changed(leads={Level.DISTRICT: "ghost", Level.COMMUNITY: "grid_party"})
    assert faults(wrong) == [
        Fault("leads", "nobody leads at the subdistrict, which triages"),
        Fault("leads.district", "no body is called 'ghost'"),
        Fault("leads.community", "grid_party is a body of the grid"),
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
        Fault("escalations.10.count", "late does not count"),
        Fault("escalations.11.count", "urged counts"),
        Fault("escalations.12.after", "urged has no moment"),
        Fault("escalations.13", "soon reminds, and says how much time is left"),
        Fault("escalations.14", "soon reminds, and says how much time is left"),
    ]


def test_nothing_goes_by_unnoticed() -> None:
    assert faults(changed(escalations=(row(Trigger.LATE, Response.REMIND),))) == [
        Fault("escalations", "nothing happens to what is untriaged"),
        Fault("escalations", "nothing happens to what is unaccepted"),
        Fault("escalations", "nothing happens to what is unchecked"),
        Fault("escalations", "nobody above is told of what is late"),
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
        Fault("classes.public.notice", "a public class says where and how long its results are posted"),
        Fault("classes.home.notice.levels", "a level stands twice"),
        Fault("classes.home.notice.period", "laxer than base: at least 15 days"),
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
        Fault("classes.home.rework", "longer than the answer"),
        Fault("items.street_light.rework", "longer than the answer"),
        Fault("items.lost.class", "no class is called 'nowhere'"),
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
        Fault("triage.objection", "laxer than base: at least 5 days"),
        Fault("orders.reply", "laxer than base: at least 3 days"),
        Fault("evaluation.window", "laxer than base: at least 5 days"),
        Fault("orders.extension", "laxer than base: at most 30 days in all"),
    ]


def test_a_reply_template_fits_something() -> None:
    def reply(**more: object) -> Reply:
        usual = {"on": (State.ANSWERED,), "title": text("甲"), "text": text("乙"), "assumed": "ours"}
        return Reply.model_validate({**usual, **more})

    wrong = changed(
        replies={
            "a": reply(**{"class": "nowhere"}),
            "b": reply(item="moon"),
            "c": reply(**{"class": "home", "item": "park"}),
            "d": reply(item="park"),
        }
    )
    assert faults(wrong) == [
        Fault("replies.a.class", "no class is called 'nowhere'"),
        Fault("replies.b.item", "no item is called 'moon'"),
        Fault("replies.c.class", "the item is in the class 'public'"),
    ]


def test_a_reply_to_another_platform_has_only_blanks_that_are_filled_in() -> None:
    form = Channel(
        title=text("工单"), is_platform=True, reply=Text(zh="{number}：{answer}", en="{number} {who}")
    )
    assert faults(changed(channels={"order": form})) == [
        Fault("channels.order.reply", "nothing fills in {who}")
    ]


def test_single_tables_and_rows_say_where_they_come_from_too() -> None:
    wrong = changed(
        checking=PACK.checking.model_copy(update={"assumed": ""}),
        escalations=(*PACK.escalations[:-1], PACK.escalations[-1].model_copy(update={"ground": "K9"})),
    )
    assert faults(wrong) == [
        Fault("checking", "say where it comes from: ground, or assumed with the reason"),
        Fault("escalations.9.ground", "no source or law is called 'K9'"),
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
