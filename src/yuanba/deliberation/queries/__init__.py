"""Reads councils, their seats, and the meetings that are due, as frozen rows."""

from yuanba.deliberation.queries.councils import GUEST as GUEST
from yuanba.deliberation.queries.councils import MOST as MOST
from yuanba.deliberation.queries.councils import CouncilNotFound as CouncilNotFound
from yuanba.deliberation.queries.councils import CouncilRow as CouncilRow
from yuanba.deliberation.queries.councils import DueRow as DueRow
from yuanba.deliberation.queries.councils import SeatRow as SeatRow
from yuanba.deliberation.queries.councils import council as council
from yuanba.deliberation.queries.councils import council_facts as council_facts
from yuanba.deliberation.queries.councils import councils_by_id as councils_by_id
from yuanba.deliberation.queries.councils import councils_in as councils_in
from yuanba.deliberation.queries.councils import councils_near as councils_near
from yuanba.deliberation.queries.councils import due_meeting as due_meeting
from yuanba.deliberation.queries.councils import ended_seats as ended_seats
from yuanba.deliberation.queries.councils import lacking_a_period as lacking_a_period
from yuanba.deliberation.queries.councils import lock_council as lock_council
from yuanba.deliberation.queries.councils import lock_seat as lock_seat
from yuanba.deliberation.queries.councils import named as named
from yuanba.deliberation.queries.councils import open_by_kind as open_by_kind
from yuanba.deliberation.queries.councils import owed_meeting as owed_meeting
from yuanba.deliberation.queries.councils import run_by as run_by
from yuanba.deliberation.queries.councils import seats as seats
from yuanba.deliberation.queries.councils import seats_of_holder as seats_of_holder
from yuanba.deliberation.queries.councils import subject as subject
from yuanba.deliberation.queries.councils import unfinished as unfinished
