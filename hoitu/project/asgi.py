"""The newsroom as an ASGI application."""

import os
from pathlib import Path
from wsgiref.headers import Headers

from django.core.asgi import get_asgi_application
from servestatic import ServeStaticASGI

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoitu.project.settings")
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


def with_static_files(folder: Path, *, seconds: int) -> ServeStaticASGI:
    """Return the application with the files of a folder under /static/, compressed where a smaller copy lies beside.

    Browsers keep a file for so many seconds; 0 has each request look at the folder anew.
    """
    return ServeStaticASGI(
        application,
        root=folder,
        prefix="static/",
        max_age=seconds,
        autorefresh=not seconds,
        allow_all_origins=False,
        add_headers_function=_guard_static,
    )


def _guard_static(headers: Headers, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


def load() -> None:
    """Do what a serving process needs once: load what Django would with the first request, follow new words."""
    from django.urls import get_resolver

    from hoitu.workspace.search import follow  # needs Django to be set up

    _ = get_resolver().url_patterns
    follow.start()
