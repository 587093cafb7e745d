"""Models of deliberation: councils, their seats, the meetings that are due, topics and supporters."""

from yuanba.deliberation.models.councils import Council as Council
from yuanba.deliberation.models.councils import CouncilSeat as CouncilSeat
from yuanba.deliberation.models.councils import DueMeeting as DueMeeting
from yuanba.deliberation.models.topics import Supporter as Supporter
from yuanba.deliberation.models.topics import Topic as Topic
