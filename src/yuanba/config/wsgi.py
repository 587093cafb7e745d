"""The WSGI entry point that granian serves; a web worker ends with the server that forked it."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from yuanba.config import logs
from yuanba.server import child
from yuanba.web.last_resort import LastResort

child.die_with_parent()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuanba.config.settings")
application = LastResort(get_wsgi_application())
logs.hook()

# What is loaded by now stays: the garbage collector need not walk through it while somebody waits for a
# receipt, and looks only after as many new objects as some dozen requests make (bench `filing`).
gc.collect()
gc.freeze()
gc.set_threshold(20_000)
