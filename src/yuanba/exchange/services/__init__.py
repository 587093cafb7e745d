"""Services that file many matters at once: an archive, a pasted chat, external orders."""

from yuanba.exchange.services.importing import Imported, import_archive
from yuanba.exchange.services.intake import Heard, file_all

__all__ = ["Heard", "Imported", "file_all", "import_archive"]
