"""Services of notices; one function per verb of ``rules.notices``."""

from yuanba.notices.services.objecting import Contact, answer, object_to
from yuanba.notices.services.posting import Picture, end, keep, post, prove

__all__ = ["Contact", "Picture", "answer", "end", "keep", "object_to", "post", "prove"]
