"""Models of matters, their orders, clock pauses, requests, attachments and followers."""

from yuanba.matters.models.beside import Attachment as Attachment
from yuanba.matters.models.beside import Follower as Follower
from yuanba.matters.models.beside import KeptReceipt as KeptReceipt
from yuanba.matters.models.matter import COMMUNITY_CODE as COMMUNITY_CODE
from yuanba.matters.models.matter import GRID_CODE as GRID_CODE
from yuanba.matters.models.matter import IN_DANGER as IN_DANGER
from yuanba.matters.models.matter import LIVING as LIVING
from yuanba.matters.models.matter import WITHOUT_CLASS as WITHOUT_CLASS
from yuanba.matters.models.matter import Matter as Matter
from yuanba.matters.models.matter import Matters as Matters
from yuanba.matters.models.orders import ENDINGS as ENDINGS
from yuanba.matters.models.orders import OPEN_ORDER as OPEN_ORDER
from yuanba.matters.models.orders import Mark as Mark
from yuanba.matters.models.orders import Milestone as Milestone
from yuanba.matters.models.orders import Order as Order
from yuanba.matters.models.orders import Pause as Pause
from yuanba.matters.models.orders import Request as Request
from yuanba.matters.models.orders import Role as Role
