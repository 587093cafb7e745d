"""The WSGI entry point that granian serves; a web worker ends with the server that forked it."""

import os

from django.core.wsgi import get_wsgi_application

from yuanba.server import child

child.die_with_parent()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuanba.config.settings")
application = get_wsgi_application()
