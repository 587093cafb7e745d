"""Services that file many matters at once: an archive, a pasted chat, external orders."""

from yuanba.exchange.services.importing import Imported, import_archive
from yuanba.exchange.services.intake import HeardReport, file_all

__all__ = ["HeardReport", "Imported", "file_all", "import_archive"]
