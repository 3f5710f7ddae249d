"""What every process of an installation does: end with its parent, listen where nobody else listens."""

import contextlib
import ctypes
import gc
import os
import signal
import socket
import sys
from pathlib import Path

PR_SET_PDEATHSIG = 1
BEHIND_PEOPLE = 10  # of nice's 19 steps
KEPT_OPEN_SECONDS = 75  # a person on a slow link reads a page before the next click
STREAMS_END_SECONDS = 3  # an open stream would hold up the end for ever
MESSAGE_BYTES_MAX = 64 * 1024 * 1024  # hours of writing offline come in one message


class PortTaken(Exception):
    """Somebody listens there already; the message says what to do."""


def end_with_parent(parent: int) -> None:
    """Have the kernel end this process when its parent, the process of that number, ends, however it does.

    Without this a killed server leaves a worker that goes on answering with old code beside the new one.
    The number comes from the parent: it may end while this process still loads code, and then the
    system's own answer already names somebody else.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL))
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def keep_loaded_code_out_of_collection() -> None:
    """Have garbage collection pass over all that stands in memory now: the code and its tables, which stay for good.

    A full collection walks every object. Over two hundred thousand of them come with the program and are never
    given back: walking them again in the middle of a page that makes many records cost a quarter of its time. Call
    it once in each process that serves, after everything is loaded.
    """
    gc.collect()
    gc.freeze()


def stand_back() -> None:
    """Leave the processor to processes that somebody waits for: a story on its way out, a page that opens."""
    os.nice(BEHIND_PEOPLE)


def ensure_port_free(host: str, port: int, variable: str) -> None:
    """Raise `PortTaken` when somebody listens on the port. Servers share ports silently (SO_REUSEPORT)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with contextlib.closing(socket.socket(family)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as failure:
            raise PortTaken(
                f"Cổng {port} đang bận ({failure.strerror}): dừng chương trình kia hoặc đặt {variable}. / "
                f"Port {port} is taken ({failure.strerror}): stop the other program or set {variable}."
            ) from None


def serve_newsroom(host: str, port: int, static_folder: Path, *, static_seconds: int) -> None:
    """Serve pages, streams, websockets and static files of the newsroom until a signal ends it.

    `static_seconds` is how long browsers keep a static file; 0 has each request look at the folder anew.
    """
    import uvicorn

    from hoitu.project import asgi

    static_folder.mkdir(parents=True, exist_ok=True)
    asgi.load()
    application = asgi.with_static_files(static_folder, seconds=static_seconds)
    keep_loaded_code_out_of_collection()
    uvicorn.run(
        application,
        host=host,
        port=port,
        lifespan="off",  # Django has none
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,  # Django's own settings say which proxy is believed
        timeout_keep_alive=KEPT_OPEN_SECONDS,
        timeout_graceful_shutdown=STREAMS_END_SECONDS,
        ws_max_size=MESSAGE_BYTES_MAX,
        ws_ping_interval=None,  # editors say something every ten seconds
        ws_per_message_deflate=False,  # costs each connection more memory than all else, for messages of a few bytes
    )


def serve_public(host: str, port: int) -> None:
    """Serve the readers until a signal ends it."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "hoitu.project.public:application",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        respawn_interval=0.3,
        workers_kill_timeout=3,
        websockets=False,
    ).serve()
