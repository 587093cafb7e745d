"""Models of deliberation: councils, their seats and the meetings that are due."""

from yuanba.deliberation.models.councils import Council as Council
from yuanba.deliberation.models.councils import CouncilSeat as CouncilSeat
from yuanba.deliberation.models.councils import DueMeeting as DueMeeting
