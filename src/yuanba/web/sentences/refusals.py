"""The sentence and the HTTP status of every refusal, by its code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yuanba.web.sentences.operating import OPERATING

SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "access.not_allowed": _("Your account or position may not do this here."),
        "matter.wrong_state": _("This cannot be done while the matter is “%(state)s”."),
        "triage.unknown_class": _("There is no such class in the rules of this district."),
        "triage.unknown_item": _("The directory has no such item in this class."),
        "triage.unknown_refusal": _("The rules of this district do not name this ground for refusing."),
        "triage.reason_missing": _("Please write a reason: the people concerned will read it."),
        "triage.unknown_guidance": _("The rules of this district do not name this way of helping."),
        "picking.not_in_pool": _(
            "It is not in the pool: it is given by whoever triages, or lies with its department."
        ),
        "picking.nothing_ticked": _("Tick at least one, and at most %(most)s."),
        "triage.guided_class": _("This is people's own affair: guide it to who helps, no order is given."),
        "triage.not_on_the_spot": _("Matters of this class are not settled on the spot: assign it."),
        "triage.same_matter": _("A matter cannot be merged into itself."),
        "triage.not_where_it_was": _("It is not known where this matter stood before it was merged."),
        "triage.too_late_to_object": _("The time for an objection ended on %(until)s."),
        "triage.already_objected": _("There was an objection already, and it was heard."),
        "orders.no_co_unit": _("Name at least one other unit, each only once."),
        "orders.too_many_units": _("At most %(most)s units may help."),
        "orders.not_joined": _("“%(verb)s” does not fit: look whether your unit has taken its part yet."),
        "orders.too_often": _("“%(verb)s” may be done %(most)s times at most."),
        "orders.too_long": _("That is longer than the rules of this district allow."),
        "orders.too_late": _("Time is over; more can only be asked for before."),
        "orders.request_pending": _("A request waits for its decision already."),
        "orders.no_request": _("There is no request to decide on; perhaps somebody was quicker."),
        "orders.parts_open": _(
            "Units that were asked to help have not handed in their part: %(units)s. Wait, or say why not."
        ),
        "clock.not_pressing": _("The clock has nothing to do here any more: somebody was quicker."),
        "privacy.unknown_reason": _("Choose what you need it for."),
        "privacy.looked_too_often": _(
            "You have looked %(most)s times today, as often as a day allows. Those who guard personal data "
            "have been told; ask the head of your unit."
        ),
        "privacy.nothing_left": _("The words were erased; there is nothing to show any more."),
        "privacy.not_shown": _("Type the receipt number and its query code once more."),
        "privacy.of_account": _("This belongs to an account. Its holder logs in to open it, on any device."),
        "privacy.unknown_request": _("Choose what you ask for."),
        "privacy.no_request": _("There is no such request, or it was answered."),
        "privacy.no_words": _("Write it in a few words."),
        "privacy.too_long": _("At most %(most)s characters, please."),
        "privacy.already_asked": _("You have asked this already, and are not answered yet."),
        "privacy.already_answered": _("This request was answered."),
        "privacy.not_yours": _("There is nothing of yours here that could be put right."),
        "matter.not_public": _("There is nothing of this matter in public."),
        "list.nothing_chosen": _("Choose at least one row of the directory."),
        "list.not_in_directory": _("The directory has no such row, or it stands here twice: %(item)s."),
        "list.laxer": _("The directory gives %(most)s at most; a community may promise less, never more."),
        "list.out_of_bounds": _("This unit or post is not one that the community may name for this row."),
        "list.nothing_revised": _("Nothing was changed: this is what the list says already."),
        "list.no_community": _("Only communities and villages have a list."),
        "list.already_derived": _("This community has its list already: revise it."),
        "list.overtaken": _("Somebody has written version %(number)s meanwhile: look at it first."),
        "list.not_found": _("This community has no such list."),
        "kin.known": _("This tie is declared already, or is a tie to oneself."),
        "kin.unknown": _("No such tie is declared."),
        "orders.already_so": _("“%(verb)s” changes nothing here: it is so already."),
        "orders.nothing_above": _("There is no level above this one."),
        "check.barred": _(
            "You may not judge this: you, your unit, a unit above yours or your kin handled or decided it."
        ),
        "closing.contested": _("The notice cannot end while an objection waits for an answer."),
        "closing.not_over": _("It cannot close yet: somebody has time left to judge, or found it unsolved."),
        "notice.not_found": _("There is no such notice or objection."),
        "notice.no_words": _("A notice needs a title and a text."),
        "notice.not_public": _("Matters of this class are not posted."),
        "notice.already_posted": _("A notice about this hangs already."),
        "notice.not_up": _("This notice no longer hangs."),
        "notice.already_proven": _("Somebody has said already that it hangs there."),
        "notice.not_over": _("Its time is not over, or an objection waits for its answer."),
        "objection.no_words": _("Please write what is not right, or the answer."),
        "objection.too_long": _("Please use at most %(most)s characters."),
        "objection.no_proof": _("Please leave a mobile number, so that you can be answered."),
        "objection.already_there": _("You have an objection here that is not answered yet."),
        "objection.already_answered": _("This objection has been answered."),
        "evaluation.unknown_code": _("This code opens nothing, or no longer. Look at the paper once more."),
        "evaluation.not_found": _("There is no such invitation or call."),
        "evaluation.already_rated": _("This result has been judged from here. A code works once."),
        "evaluation.too_long": _("Please use at most %(most)s characters."),
        "evaluation.already_called": _("They have been called back already."),
        "evaluation.not_rated": _("Please say whether it is solved, or how satisfied you are."),
        "district.unknown": _("There is no such district."),
        "district.exists": _("There is a district with this code already."),
        "district.bad_code": _("A district's code is 2 to 30 small letters and digits."),
        **OPERATING,
        "request.key_used_otherwise": _(
            "This request number was used for something else. Send with a new one."
        ),
        "journal.bad_checkpoint": _("This checkpoint is damaged or was not signed by this system."),
        "account.bad_login": _(
            "A log-in name is 2 to 40 small letters, digits, dots and hyphens: “%(login)s” is not."
        ),
        "account.closed": _("This account is closed."),
        "account.first_exists": _("Somebody holds this office already; they appoint whoever comes next."),
        "account.login_taken": _("There is an account “%(login)s” already."),
        "account.of_keeper": _(
            "This is an administrator's account: only who runs the server resets or closes it."
        ),
        "account.of_program": _(
            "This is a program's account: it has no password, is no administrator and stands in for nobody."
        ),
        "key.for_person": _("Keys are for the accounts of programs; people log in."),
        "key.refused": _("This key opens nothing. Ask the system administrator for a new one."),
        "key.term": _("A key lasts until a day between today and 366 days from now."),
        "key.unknown": _("There is no such key, or it has ended already."),
        "key.verbs": _("Choose at least one thing that a program may do."),
        "key.without_position": _(
            "This account holds no position, so a key would open nothing. The security administrator "
            "appoints first."
        ),
        "account.unknown": _("There is no such account."),
        "cell.empty": _("This cell must not be empty."),
        "cell.not_a_choice": _("“%(cell)s” is not one of: %(known)s."),
        "cell.not_a_code": _("“%(cell)s” is not a code of small letters and digits."),
        "cell.not_a_day": _("“%(cell)s” is not a day, such as 2026-03-02."),
        "cell.not_a_moment": _("“%(cell)s” is not a day with a time, such as 2026-03-02 14:05."),
        "cell.spoilt_by_spreadsheet": _(
            "The spreadsheet has turned the digits into “%(cell)s”. Set the column to text and export again."
        ),
        "cell.too_long": _("This cell holds more than %(at_most)s characters."),
        "cell.unprintable": _("This cell holds a character that is no text."),
        "attachment.damaged": _("This file is damaged or incomplete. Take or choose it again."),
        "attachment.nothing": _("Please choose a picture, a voice or a document."),
        "attachment.too_large": _("This file is too large: %(most)s MB at most."),
        "attachment.too_many": _("That is too many files: %(most)s at most."),
        "attachment.too_many_pixels": _("This picture is too large: %(most)s million pixels at most."),
        "attachment.unknown_kind": _(
            "This is no picture, voice or document that we take: JPEG, PNG, WebP and HEIC pictures, "
            "voice from a phone."
        ),
        "attachment.voice_too_long": _("This voice is too long: %(most)s seconds at most."),
        "files.lost": _("This file is not in the store. Tell the system's operator."),
        "naming.kept_secret": _("The resident asked that the handling unit does not learn who they are."),
        "naming.no_name": _("Who signs in public gives a name."),
        "papers.font_missing": _("The font of the papers is not installed. Tell the system's operator."),
        "follow.needs_contact": _("Please give a number, so that each person counts once."),
        "follow.not_following": _("Nobody with this number follows it."),
        "follow.not_public": _("Only what is public can be followed."),
        "follow.own": _("This is your own matter; we tell you anyway."),
        "outside.no_platform": _("This channel does not send orders."),
        "table.bad_sheet": _("The workbook cannot be read, or is too large."),
        "matter.already_taken": _("The matter with the number %(number)s is here already."),
        "matter.answer_too_long": _("The answer is too long: %(most)s characters at most."),
        "matter.class_is_private": _("Matters of this class are not made public."),
        "matter.no_title": _("Please write a title and a summary for the public."),
        "matter.no_unit": _(
            "No unit acts as “%(body)s” in this place yet. Ask the system administrator to enter one."
        ),
        "matter.place_needed": _(
            "Say first in which subdistrict or town it lies: who answers depends on it."
        ),
        "matter.no_words": _("Please say what it is about."),
        "matter.not_found": _("No matter was found. Please check the number and the code."),
        "matter.said_later": _("The time of the report lies after the time of taking it over."),
        "matter.too_long": _("That is too long: %(most)s characters at most."),
        "matter.unknown_area": _("There is no such place in this district."),
        "matter.unknown_channel": _("The rules of this district know no channel “%(channel)s”."),
        "messages.code_not_sent": _("The text message could not be sent. Try again in a few minutes."),
        "messages.no_address": _("This channel needs a number or an address."),
        "messages.unknown_contact": _("There is no such contact; it may have been erased."),
        "messages.unknown_item": _("There is no such message in your inbox."),
        "messages.unknown_message": _(
            "There is nothing to send again: the message has left, or its contact was erased."
        ),
        "packs.none_in_force": _("This district has no rules in force on %(on)s."),
        "packs.no_district": _("Choose a district first."),
        "packs.unknown": _("The rules under which this was decided cannot be found or were altered."),
        "place.bad_outline": _(
            "An outline needs three or more corners in China, written “longitude latitude; …”."
        ),
        "place.different_parents": _("Only areas of the same level in the same area can be merged."),
        "place.name_differs": _(
            "This place is known as “%(name)s”. A new name is entered as an action of its own, not by a file."
        ),
        "place.needs_level": _("This code does not say its level: codes have 6, 9, 12, 15 or 18 digits."),
        "place.needs_two": _("A merger needs at least two areas, a split at least two parts."),
        "place.one_district": _("The top of the tree is taken: a district has only one."),
        "place.twice_in_file": _("This code stands in the file twice."),
        "place.unassigned": _("“%(place)s” was given to none of the parts."),
        "place.unknown_area": _("There is no area with the code “%(area)s” today."),
        "place.unknown_estate": _("There is no such estate."),
        "place.unknown_parent": _("What “%(place)s” lies in is neither known nor in the file."),
        "place.unknown_type": _(
            "Only communities have a type, and the rules of this district have none with the code “%(type)s”."
        ),
        "place.wrong_parent": _("“%(place)s” cannot lie in a place of that level."),
        "handover.away_already": _("Somebody stands in for them in part of that term already."),
        "handover.begins_in_the_past": _("A leave begins today or later."),
        "handover.not_fitting": _(
            "Who stands in works in the same unit, in one above it, or in the same kind of position."
        ),
        "handover.nothing": _("There is nothing here that you can hand over."),
        "handover.stand_in_away": _("Who should stand in is away in that term."),
        "position.already_ends": _("The term of this position is over on %(on)s already."),
        "position.kept_apart": _(
            "The three administrators are kept apart: whoever is one of them is not another and does no "
            "other work here."
        ),
        "position.not_for_residents": _("Only staff accounts hold positions."),
        "position.outside_term": _("A stand-in's term must lie within the term of the person who is away."),
        "position.overlaps": _("This account holds this position in part of that term already."),
        "position.stands_in_for_self": _("Nobody stands in for themselves."),
        "position.term_backwards": _("The term ends before it begins."),
        "position.unknown": _("There is no such position."),
        "position.unknown_title": _("The rules of this district know no position “%(title)s”."),
        "receipt.not_a_receipt": _("These are not the digits of a receipt; most often one was mistyped."),
        "request.key_needs_secret": _(
            "Without an account, a request number needs a secret of the client as well."
        ),
        "row.cells": _("The row has %(found)s cells instead of %(expected)s."),
        "staff.grants_nothing": _(
            "Who opens accounts gives no positions. Leave the position empty; the security administrator "
            "appoints, by hand or by a file."
        ),
        "staff.opens_nothing": _(
            "Who gives positions opens no accounts. The system administrator opens this one first."
        ),
        "staff.keepers_by_hand": _("Administrators are appointed one by one, not by a file."),
        "staff.not_oneself": _("Nobody appoints themselves."),
        "table.altered": _("What came back is not what was previewed. Please begin again with the file."),
        "table.bad": _("The file cannot be read as a table."),
        "table.broken_quotes": _("From row %(row)s on the quotation marks do not pair up."),
        "table.empty": _("The file has no line of column names."),
        "table.missing_columns": _("Columns are missing: %(columns)s."),
        "table.too_large": _("The file is too large: %(bytes)s bytes at most."),
        "table.unknown_columns": _("Nobody reads these columns, or they stand there twice: %(columns)s."),
        "table.unknown_encoding": _(
            "The file is neither UTF-8 nor GB18030 text. Export it as CSV once more."
        ),
        "throttle.too_many": _("Too many tries. Please go on in %(retry_after)s seconds."),
        "unit.twice_in_file": _("This code stands in the file twice."),
        "unit.unknown": _("There is no such unit at work."),
        "unit.unknown_body": _("The rules of this district know no body “%(body)s”."),
        "demo.only_in_demo": _("Accounts of a demonstration are made only by “yuanba demo”."),
        "demo.not_ours": _(
            "%(district)s was not made by the demonstration and is left alone. "
            "Choose another data folder: YUANBA_DATA=/path/to/folder"
        ),
        "demo.none": _("There is no demonstration of “%(district)s”."),
        "demo.bad_file": _("The demonstration's file “%(file)s” does not fit, row %(row)s."),
    }
)

#: What a page answers with; a refusal that is not listed conflicts with how things stand (409).
STATUSES: Mapping[str, int] = MappingProxyType(
    {
        "access.not_allowed": 403,
        "account.of_keeper": 403,
        "attachment.damaged": 422,
        "attachment.nothing": 422,
        "attachment.too_large": 413,
        "attachment.too_many": 422,
        "attachment.too_many_pixels": 422,
        "attachment.unknown_kind": 422,
        "attachment.voice_too_long": 422,
        "evaluation.not_found": 404,
        "evaluation.too_long": 422,
        "evaluation.unknown_code": 404,
        "naming.kept_secret": 403,
        "privacy.looked_too_often": 429,
        "privacy.unknown_reason": 422,
        "privacy.unknown_request": 422,
        "privacy.not_shown": 422,
        "privacy.no_words": 422,
        "privacy.too_long": 422,
        "privacy.no_request": 404,
        "naming.no_name": 422,
        "account.unknown": 404,
        "key.refused": 401,
        "key.unknown": 404,
        "district.unknown": 404,
        "matter.not_found": 404,
        "messages.unknown_item": 404,
        "messages.unknown_message": 404,
        "notice.not_found": 404,
        "objection.no_proof": 422,
        "objection.no_words": 422,
        "objection.too_long": 422,
        "throttle.too_many": 429,
    }
)
