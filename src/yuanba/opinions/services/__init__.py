"""Everything that writes about consultations, statements, and what people say of them."""

from yuanba.opinions.services.asking import close as close
from yuanba.opinions.services.asking import close_over as close_over
from yuanba.opinions.services.asking import export as export
from yuanba.opinions.services.asking import open_consultation as open_consultation
from yuanba.opinions.services.picturing import group as group
from yuanba.opinions.services.saying import accept as accept
from yuanba.opinions.services.saying import add as add
from yuanba.opinions.services.saying import reject as reject
from yuanba.opinions.services.saying import take_stance as take_stance
