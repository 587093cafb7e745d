"""The text boxes of the house: which form lies where, who sends it, and what else is in it."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from tests import cast, deeds
from tests.security.boxes_of_activities import OF_ACTIVITIES
from tests.security.boxes_of_bodies import OF_BODIES
from tests.security.boxes_of_compacts import OF_COMPACTS
from tests.security.boxes_of_deliberation import OF_DELIBERATION
from tests.security.boxes_of_deliberation import Row as Row
from tests.security.boxes_of_honours import OF_HONOURS
from tests.security.boxes_of_venues import OF_VENUES
from tests.security.boxes_of_votes import VOTES
from tests.security.boxes_of_works import OF_WORKS

#: Computed, this would be 50239: by a template of Django, of Typst, of a spreadsheet.
COMPUTED = "50239"
RAW = "<img src=x"
MARK = "zq7"
MARKUP = f"={MARK}|'\"><img src=x onerror=alert(1)>{{{{7177*7}}}}</script>"
ORDERS = f'{MARK}\'; drop table people_account; -- #eval("7177*7") $7177*7$ {{% debug %}} %s{{0}}'
LONG = MARK + "😀" * 2500


#: What an answer needs so that it has the box that says why it does not wait for a part; where units help.
BEFORE = {"answer": "assign accept split join", "assign": "@lake", "reassign": "@lake assign sign"}
ROWS: Mapping[str, Row] = {
    **OF_DELIBERATION,
    **OF_BODIES,
    **OF_COMPACTS,
    **OF_WORKS,
    **OF_HONOURS,
    **OF_VENUES,
    **OF_ACTIVITIES,
    "FileForm": Row(
        who="",
        path="/file",
        free=("text", "place", "name"),
        said={"area": cast.FIRST_GRID, "key": "k1", "naming": "handler"},
        codes=("town", "area", "grid", "phone", "key", "again"),
    ),
    "FileForm of staff": Row(
        who="chen",
        path="/file",
        said={
            "text": "路灯坏了",
            "area": cast.FIRST_GRID,
            "key": "k2",
            "naming": "handler",
        },
        codes=("text", "channel"),
        counts=("said_at",),
    ),
    "TrackForm": Row(who="", path="/track", codes=("receipt", "code")),
    "FindForm": Row(who="chen", path="/find", codes=("text",)),
    "CounterForm": Row(who="chen", path="/counter", codes=("receipt", "code", "phone")),
    "SayForm": Row(who="li", path="/m/{token}/reply", free=("words",), before="assign accept ask"),
    "UrgeForm": Row(who="li", path="/m/{token}/urge", free=("words",), before="assign accept"),
    "ObjectForm": Row(who="li", path="/m/{token}/object", free=("reason",), before="refuse"),
    "ContactForm": Row(who="li", path="/m/{token}/correct_contact", codes=("phone",)),
    "Unmask": Row(who="zhou", path="/matters/{id}/unmask", codes=("reason",), before="assign accept"),
    "FollowForm": Row(who="", path="/public/{id}/follow", codes=("phone",), before="assign publish"),
    "AssistedForm": Row(
        who="wu", path="/public/{id}/follow", free=("phone",), said={"told": "paper"}, before="assign publish"
    ),
    "NoteForm": Row(
        who="gao",
        path="/grid/note",
        free=("text", "place", "words"),
        said={"area": cast.FIRST_GRID, "choice": "home/", "key": "n1"},
        codes=("key",),
    ),
    "ChatForm": Row(who="chen", path="/matters/chat", free=("chat",), said={"step": "look"}, codes=("area",)),
    "CardForm": Row(
        who="chen",
        path="/matters/chat",
        free=("form-0-text", "form-0-place", "form-0-name"),
        said={
            "step": "file",
            "key": "card",
            "form-TOTAL_FORMS": "1",
            "form-INITIAL_FORMS": "1",
            "form-0-keep": "on",
            "form-0-area": cast.FIRST_GRID,
        },
        codes=("form-0-area", "form-0-phone", "form-0-marks"),
        counts=("form-0-said_at",),
    ),
    "OrdersForm": Row(
        who="chen",
        path="/matters/outside",
        free=("cells",),
        said={"step": "look", "channel": "order_12345"},
        codes=("channel", "area", "folded", "step", "unread"),
        counts=("hidden_rows",),
    ),
    "TableForm": Row(who="keeper", path="/places/import", codes=("folded",), said={"step": "commit"}),
    "notices.ObjectForm": Row(who="", path="/notices/{notice}/object", free=("words",), codes=("phone",)),
    **VOTES,
    "BulletinForm": Row(
        who="wu",
        path="/desk/bulletins/new/water_cut",
        free=("place", "to_do", "call_name"),
        codes=("call_number",),
        said={
            "area_code": cast.JIJIANG,
            "from_at": "2199-01-01T09:00",
            "until_at": "2199-01-01T12:00",
            "call_number": "12345",
        },
        counts=("from_at", "until_at"),
    ),
    "ProveForm": Row(who="wu", path="/desk/boards/{posting}/prove", free=("note",)),
    "notices.AnswerForm": Row(
        who="chen", path="/desk/objections/{objection}", free=("words",), said={"ruling": "dismissed"}
    ),
    "RateForm": Row(who="", path="/e/{judging}", free=("words",), said={"solved": "yes"}),
    "JudgingCodeForm": Row(who="", path="/e", codes=("code",)),
    "CallForm": Row(who="wu", path="/desk/calls/{call}", free=("words",), said={"outcome": "settled"}),
    "UnitReviewForm": Row(
        who="qin", path="/desk/unit-reviews", said={"satisfaction": "satisfied"}, codes=("review", "unit")
    ),
    "CouncilForm": Row(
        who="sun",
        path="/desk/councils/new",
        said={"kind": "grid", "area": cast.SECOND_GRID},
        codes=("area", "estate"),
    ),
    "CouncilSeatForm": Row(
        who="sun",
        path="/desk/councils/{council}",
        free=("name",),
        said={"role": "secretary"},
        codes=("login",),
        counts=("until_on",),
    ),
    "ProposeTopicForm": Row(
        who="wu",
        path="/topics/new",
        free=("words",),
        said={"council": "{council}", "phone": "13800000017"},
        codes=("phone",),
    ),
    "SupportForForm": Row(who="wu", path="/topics/{opened}/support", codes=("phone",)),
    "PublishTopicForm": Row(who="sun", path="/desk/topics/{waits}/publish", free=("title", "summary")),
    "TopicReplyForm": Row(who="sun", path="/desk/topics/{opened}/schedule", free=("reason",)),
    "MergeTopicForm": Row(who="sun", path="/desk/topics/{opened}/merge", codes=("into",)),
    "DissolveCouncilForm": Row(who="sun", path="/desk/councils/{council}/dissolve", free=("reason",)),
    "LineForm": Row(
        who="chen",
        path=f"/desk/lists/{cast.TONGTAIMEN}/derive",
        free=("street_light-wording", "street_light-note"),
        said={"street_light-is_chosen": "on"},
        counts=("street_light-amount",),
    ),
    "RevisionReasonForm": Row(
        who="chen",
        path=f"/desk/lists/{cast.NANMEN}/revise/street_light",
        free=("reason",),
        said={"street_light-is_chosen": "on", "street_light-note": "夜间也修", "since": 1},
        counts=("since", "street_light-amount"),
    ),
    "DayForm": Row(who="chen", path="/desk/rules", said={"on": "2199-01-01"}, counts=("on",)),
    "RowForm": Row(
        who="chen",
        path="/desk/rules/{revision}/tables/refusals/emergency",
        free=("title-zh", "title-en", "instead-zh", "instead-en"),
        said={"row_mark": "{emergency}", "ground": "elsewhere_11"},
        codes=("row_mark", "assumed"),
    ),
    "NewRowForm": Row(
        who="chen",
        path="/desk/rules/{revision}/tables/sources/new",
        free=("zh", "en"),
        said={"row_mark": "{nothing}"},
        codes=("code", "row_mark"),
    ),
    "SubmitForm": Row(
        who="chen",
        path="/desk/rules/{revision}/submit",
        free=("reason",),
        said={"on": "{on}"},
        counts=("on",),
    ),
    "RulesReasonForm": Row(who="chen", path="/desk/rules/{revision}/withdraw", free=("reason",)),
    "KinForm": Row(who="chen", path="/people/me/kin", codes=("kin_login",)),
    "DutyPhoneForm": Row(who="zhou", path="/phone", codes=("number",)),
    "LeaveForm": Row(
        who="chen",
        path="/handover",
        said={"step": "press", "to_key": "{fitting}", "from_on": "2027-03-01", "until_on": "2027-03-09"},
        counts=("from_on", "until_on"),
    ),
    "StandInForm": Row(
        who="guard",
        path="/people/{zhou}/positions/{position}/stand-in",
        said={"account_key": "{fitting}", "from_on": "2027-03-01", "until_on": "2027-03-09"},
        counts=("from_on", "until_on"),
    ),
    "KeyForm": Row(
        who="keeper",
        path="/people/{program}/keys",
        said={"verbs": ["matter.read"], "until_on": "2026-06-01"},
        counts=("until_on",),
    ),
    "Publish of what was answered": Row(
        who="chen",
        path="/matters/{id}/publish",
        free=("title", "summary", "answer"),
        before="assign accept answer",
    ),
    "OpenForm": Row(who="keeper", path="/people/open", codes=("people",)),
    "WishesForm": Row(
        who="chen",
        path="/messages/wishes",
        said={"watch": "inbox", "handed": "each", "digest_at": "08:30", "quiet": "own"},
        codes=("quiet_from", "quiet_until"),
    ),
    "PolicyForm": Row(
        who="keeper",
        path="/messages/policy",
        said={"quiet_from": "22:00", "quiet_until": "07:00", "sms_cap": "1000"},
        codes=("quiet_from", "quiet_until"),
        counts=("sms_cap",),
    ),
    "ChooseUnitForm": Row(who="keeper", path="/people/robots", codes=("unit",)),
    "RobotForm": Row(who="keeper", path="/people/robots/jijiang", codes=("address", "secret")),
    "UnitForm": Row(
        who="keeper",
        path="/people/units/jijiang/change",
        free=("name",),
        said={"kind": "subdistrict", "body": "subdistrict_party"},
        codes=("area", "parent", "estate"),
    ),
    "FoundForm": Row(
        who="keeper",
        path=f"/people/units/found/{cast.NANMEN}",
        free=(f"name_{cast.NANMEN}-community_party",),
        said={f"pick_{cast.NANMEN}-community_party": "on"},
    ),
    "AppointForm": Row(
        who="guard",
        path="/people/{zhou}/appoint",
        said={"title": "clerk", "unit": "jijiang", "from_on": "2027-03-01"},
        codes=("unit", "area", "estate"),
        counts=("from_on", "until_on"),
    ),
    "WhereForm": Row(who="guard", path=f"/people/vacancies/{cast.JIJIANG}?area={quote(MARKUP)}"),
    "FillForm": Row(
        who="guard",
        path=f"/people/vacancies/{cast.JIJIANG}",
        said={"title_jijiang:clerk": "clerk", "from_on": "2027-03-01"},
        codes=("title_jijiang:clerk", "who_jijiang:clerk"),
        counts=("from_on",),
    ),
    "EndForm": Row(
        who="guard",
        path="/people/{zhou}/positions/{position}/end",
        free=("reason",),
        said={"until_on": "2030-01-01"},
        counts=("until_on",),
    ),
    "people.ReasonForm": Row(who="keeper", path="/people/{zhou}/close", free=("reason",)),
    "AuditForm": Row(
        who="inspector",
        path="/people/audit/export",
        said={"from_on": "2026-03-01", "until_on": "2026-03-10"},
        codes=("login", "receipt"),
        counts=("from_on", "until_on"),
    ),
    "CorrectForm": Row(
        who="li", path="/mydata/correct", free=("name",), said={"phone": ""}, codes=("phone",)
    ),
    "AskForm": Row(who="li", path="/mydata/ask", free=("words",), said={"kind": "explain"}),
    "privacy.AnswerForm": Row(
        who="guard", path="/guard/requests/{request}", free=("words",), said={"outcome": "partly"}
    ),
    "BesideForm": Row(
        who="wu",
        path="/counter/mydata",
        said={"why": "no_phone", "seen": "on"},
        codes=("receipt", "code"),
    ),
    "EraseForm": Row(who="li", path="/mydata/erase", codes=("password", "code")),
    "SetUpForm": Row(who="wu", path="/account/2fa/totp/activate/", codes=("code",)),
    "AddForm": Row(
        who="keeper",
        path=f"/places/{cast.JIJIANG}/add",
        free=("names",),
        said={"kind": "community"},
        counts=("grids",),
    ),
    "RenameForm": Row(who="keeper", path=f"/places/{cast.NANMEN}/rename", free=("name",)),
    "CorrectAreaForm": Row(
        who="keeper", path=f"/places/{cast.NANMEN}/correct", free=("label",), codes=("type_code",)
    ),
    "AddEstatesForm": Row(who="keeper", path=f"/places/{cast.NANMEN}/add-estates", free=("names",)),
    "EstateForm": Row(
        who="keeper",
        path=f"/places/estates/{cast.RIVERSIDE}/change",
        free=("name",),
        said={"area": cast.TONGTAIMEN},
        codes=("area",),
    ),
    "EndEstateForm": Row(
        who="keeper",
        path=f"/places/estates/{cast.RIVERSIDE}/end",
        said={"becomes": "move"},
        codes=("heir",),
    ),
    "AddBuildingsForm": Row(
        who="keeper",
        path=f"/places/{cast.TONGTAIMEN}/add-buildings",
        free=("names",),
        said={"area": cast.FIRST_GRID},
    ),
    "BuildingForm": Row(
        who="keeper",
        path=f"/places/buildings/{cast.RIVERSIDE}-1/change",
        free=("name",),
        said={"area": cast.FIRST_GRID},
        codes=("area", "estate"),
    ),
    "places.MergeForm": Row(
        who="keeper",
        path=f"/places/{cast.NANMEN}/merge",
        free=("name",),
        said={"others": [cast.TONGTAIMEN]},
    ),
    "SplitForm": Row(
        who="keeper",
        path="/places/500116002001/split",
        free=("first_name", "second_name"),
        said={"first_code": "500116002002", "second_code": "500116002003"},
        codes=("first_code", "second_code"),
    ),
    "SaveViewForm": Row(
        who="chen",
        path="/views/save",
        free=("name",),
        said={"table": "matters", "query": "state=filed"},
        codes=("share", "table", "query"),
    ),
    "HandToMany": Row(
        who="zhou", path="/orders?verb=hand_to&row={id}", codes=("login",), before="assign accept"
    ),
    "UrgeMany": Row(who="chen", path="/matters?verb=urge&row={id}", free=("words",), before="assign accept"),
    "desk.merge": Row(who="chen", path="/matters/{id}/merge", codes=("into",)),
    **{
        f"desk.{name}": Row(
            who="wu" if deed.who is deeds.owner else "",
            path="/matters/{id}/" + name,
            free=("words", "reason", "question", "title", "summary", "without_parts", "task", "number"),
            codes=("into", "town", "area", "login", "phone"),
            counts=tuple(box for box in ("amount", "draft") if box in deed.typed),
            said=deed.typed,
            before=BEFORE.get(name, deed.before),
        )
        for name, deed in deeds.DEEDS.items()
        if deed.typed
    },
}
