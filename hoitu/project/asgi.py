"""The newsroom as an ASGI application."""

import multiprocessing
import os

from django.core.asgi import get_asgi_application

from hoitu.project.processes import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoitu.project.settings")
server = multiprocessing.parent_process()  # None in a test
if server is not None and server.pid is not None:
    end_with_parent(server.pid)
application = get_asgi_application()
if server is not None:
    from hoitu.workspace.search import follow  # needs Django to be set up

    follow.start()
