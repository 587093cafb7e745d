"""Services of deliberation: councils and their seats."""

from yuanba.deliberation.services.councils import AlreadySetUp as AlreadySetUp
from yuanba.deliberation.services.councils import Dissolved as Dissolved
from yuanba.deliberation.services.councils import NoEstate as NoEstate
from yuanba.deliberation.services.councils import dissolve as dissolve
from yuanba.deliberation.services.councils import fall_due as fall_due
from yuanba.deliberation.services.councils import set_up as set_up
from yuanba.deliberation.services.seats import AlreadySeated as AlreadySeated
from yuanba.deliberation.services.seats import ConvenerThere as ConvenerThere
from yuanba.deliberation.services.seats import NobodyNamed as NobodyNamed
from yuanba.deliberation.services.seats import SeatEnded as SeatEnded
from yuanba.deliberation.services.seats import seat as seat
from yuanba.deliberation.services.seats import unseat as unseat
from yuanba.deliberation.services.topics import AlreadySupported as AlreadySupported
from yuanba.deliberation.services.topics import NeedsPhone as NeedsPhone
from yuanba.deliberation.services.topics import OwnTopic as OwnTopic
from yuanba.deliberation.services.topics import decline as decline
from yuanba.deliberation.services.topics import merge_topics as merge_topics
from yuanba.deliberation.services.topics import propose as propose
from yuanba.deliberation.services.topics import publish as publish
from yuanba.deliberation.services.topics import schedule as schedule
from yuanba.deliberation.services.topics import support as support
