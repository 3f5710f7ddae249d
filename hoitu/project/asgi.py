"""The newsroom as an ASGI application."""

import multiprocessing
import os

from django.core.asgi import get_asgi_application

from hoitu.project.processes import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoitu.project.settings")
if multiprocessing.parent_process() is not None:  # a worker of the server, not a test
    end_with_parent()
application = get_asgi_application()
if multiprocessing.parent_process() is not None:
    from hoitu.workspace.search import follow  # needs Django to be set up

    follow.start()
