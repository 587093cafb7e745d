"""Models of deliberation: councils, seats, meetings that are due, topics, supporters, and resolutions."""

from yuanba.deliberation.models.councils import Council as Council
from yuanba.deliberation.models.councils import CouncilSeat as CouncilSeat
from yuanba.deliberation.models.councils import DueMeeting as DueMeeting
from yuanba.deliberation.models.demands import DemandSignature as DemandSignature
from yuanba.deliberation.models.demands import MeetingDemand as MeetingDemand
from yuanba.deliberation.models.meetings import AgendaItem as AgendaItem
from yuanba.deliberation.models.meetings import CouncilMeeting as CouncilMeeting
from yuanba.deliberation.models.meetings import DraftVersion as DraftVersion
from yuanba.deliberation.models.meetings import PaperRecord as PaperRecord
from yuanba.deliberation.models.meetings import Speech as Speech
from yuanba.deliberation.models.priorities import Priority as Priority
from yuanba.deliberation.models.priorities import PriorityList as PriorityList
from yuanba.deliberation.models.procedure import ProcedureCorrection as ProcedureCorrection
from yuanba.deliberation.models.procedure import ProcedureCourse as ProcedureCourse
from yuanba.deliberation.models.procedure import ProcedureRecord as ProcedureRecord
from yuanba.deliberation.models.resolutions import MatterReferral as MatterReferral
from yuanba.deliberation.models.resolutions import Resolution as Resolution
from yuanba.deliberation.models.resolutions import UrgentDispatch as UrgentDispatch
from yuanba.deliberation.models.topics import Supporter as Supporter
from yuanba.deliberation.models.topics import Topic as Topic
