"""The newsroom as an ASGI application."""

import multiprocessing
import os

from django.core.asgi import get_asgi_application

from hoitu.project.processes import end_with_parent, keep_loaded_code_out_of_collection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoitu.project.settings")
server = multiprocessing.parent_process()  # None in a test
if server is not None and server.pid is not None:
    end_with_parent(server.pid)
pages = get_asgi_application()

from hoitu.media.realtime import streaming  # noqa: E402 (needs Django to be set up)
from hoitu.stories.realtime import endpoint  # noqa: E402


async def application(scope: endpoint.Scope, receive: endpoint.Receive, send: endpoint.Send) -> None:
    """Serve websockets of stories, long uploads as they come, and everything else as pages."""
    if scope["type"] == "websocket":
        await endpoint.serve(scope, receive, send)
    elif streaming.concerns(scope):
        await streaming.serve(scope, receive, send, pages)  # type: ignore[arg-type]
    else:
        await pages(scope, receive, send)  # type: ignore[arg-type]


if server is not None:
    from django.urls import get_resolver

    from hoitu.workspace.search import follow  # needs Django to be set up

    # Granian imports this module in each worker, after the fork. Addresses and their views, which Django would load
    # with the first request, are loaded before memory is counted as settled.
    _ = get_resolver().url_patterns
    keep_loaded_code_out_of_collection()
    follow.start()
