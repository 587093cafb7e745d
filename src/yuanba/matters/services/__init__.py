"""Everything that can be done to a matter; one function per verb of ``rules.actions``."""

from yuanba.matters.services.attachments import Enclosure, attach, prepare, sweep
from yuanba.matters.services.closing import confirm, reopen
from yuanba.matters.services.filing import Contact, Filed, Once, Outside, file
from yuanba.matters.services.importing import Imported, import_archive
from yuanba.matters.services.intake import Heard, file_all
from yuanba.matters.services.orders import accept, answer, give_back
from yuanba.matters.services.reading import Unmasked, publish, suggest, unmask
from yuanba.matters.services.triage import assign, reassign, refuse

__all__ = [
    "Contact",
    "Enclosure",
    "Filed",
    "Heard",
    "Imported",
    "Once",
    "Outside",
    "Unmasked",
    "accept",
    "answer",
    "assign",
    "attach",
    "confirm",
    "file",
    "file_all",
    "give_back",
    "import_archive",
    "prepare",
    "publish",
    "reassign",
    "refuse",
    "reopen",
    "suggest",
    "sweep",
    "unmask",
]
