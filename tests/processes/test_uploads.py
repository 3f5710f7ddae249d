"""A large file over a bad link into a real installation: cut ten times, the server killed once, not a byte lost."""

import hashlib
import io
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import psutil
import pytest
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError

from hoitu.media.realtime.streaming import PIECE_BYTES
from tests.journeys.conftest import started

pytestmark = pytest.mark.timeout(500)
SIZE = 120_000_000
CUTS = 10
# A piece that was cut is sent again, and what lay in the buffers of both sides.
MOST_SENT_AGAIN = CUTS * (PIECE_BYTES + 1_000_000)


class BadLink:
    """Passes bytes on to the newsroom; each connection is cut after some of them, `CUTS` times in all."""

    def __init__(self, port: int) -> None:
        self.target, self.sent, self.cuts = port, 0, 0
        self._limits = random.Random(4)  # the same cuts each time
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            client, _ = self._server.accept()
            threading.Thread(target=self._pass_on, args=(client,), daemon=True).start()

    def _pass_on(self, client: socket.socket) -> None:
        try:
            newsroom = socket.create_connection(("127.0.0.1", self.target))
        except OSError:
            client.close()
            return
        threading.Thread(target=self._answers, args=(newsroom, client), daemon=True).start()
        left = self._limits.randint(4_000_000, 9_000_000) if self.cuts < CUTS else SIZE * 2
        try:
            while data := client.recv(65536):
                newsroom.sendall(data)
                self.sent += len(data)
                left -= len(data)
                if left < 0:
                    self.cuts += 1
                    break
        except OSError:
            pass
        for side in (client, newsroom):
            side.close()

    def _answers(self, newsroom: socket.socket, client: socket.socket) -> None:
        try:
            while data := newsroom.recv(65536):
                client.sendall(data)
        except OSError:
            pass


TOKEN = """
import django; django.setup()
from hoitu.accounts.operations.tokens import make_token
from hoitu.accounts.models import Membership
from hoitu.accounts.testing import actor_of
from dataclasses import replace
people = [actor_of(found.person) for found in Membership.objects.unscoped(why="tests")]
lan = next(person for person in people if "media.add" in person.permissions)
actor = replace(lan, permissions=lan.permissions | {"accounts.tokens"})
print(make_token(actor=actor, name="Thử", scopes={"media.add", "media.read"}, days=1).secret)
"""


class Held(io.BytesIO):
    """A file in hand. The client would leave one that it opened itself to the garbage collector."""

    def __exit__(self, *_error: object) -> None:
        """Stay open: the client measures the file before it sends it."""


def test_a_film_arrives_whole_over_a_link_that_is_cut_ten_times(tmp_path: Path) -> None:
    film = b"\0\0\0\x20ftypisom" + random.Random(7).randbytes(SIZE - 12)
    with started(tmp_path / "nha") as (newsroom, env):
        made = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", TOKEN],
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert made.returncode == 0, made.stderr[-2000:]
        headers = {"Authorization": f"Bearer {made.stdout.strip()}"}
        link = BadLink(int(newsroom.url.rpartition(":")[2]))
        client = TusClient(f"http://127.0.0.1:{link.port}/api/uploads", headers=headers)
        named = {"filename": "phim.mp4"}
        uploader = client.uploader(file_stream=Held(film), metadata=named, chunk_size=SIZE)
        uploader.set_url(uploader.create_url())
        killed = False
        until = time.monotonic() + 240
        while uploader.offset < SIZE and time.monotonic() < until:
            try:
                uploader.offset = uploader.get_offset()
                if link.cuts >= CUTS // 2 and not killed:
                    killed = True
                    kill_newsroom(newsroom.home)
                uploader.upload()
            except (TusCommunicationError, OSError):
                time.sleep(0.3)
        assert uploader.offset == SIZE
        assert (link.cuts, killed) == (CUTS, True)
        assert link.sent < SIZE + MOST_SENT_AGAIN, link.sent / SIZE
        upload = uploader.url.rpartition("/")[2]
        with httpx.Client(base_url=f"{newsroom.url}/api", headers=headers, timeout=20) as api:
            while (state := api.get(f"/uploads/{upload}").json())["asset_state"] not in ("ready", "refused"):
                assert time.monotonic() < until + 60, state
                time.sleep(0.5)
            asset = api.get(f"/assets/{state['asset_id']}").json()
        sha256 = hashlib.sha256(film).hexdigest()
        assert asset["sha256"] == sha256
        kept = newsroom.home / "files" / "originals" / sha256[:2] / sha256
        if asset["state"] == "ready":  # noise is no film: who can read films refuses it
            assert kept.stat().st_size == SIZE
        assert not list((newsroom.home / "files" / "arriving").iterdir())


def kill_newsroom(home: Path) -> None:
    """Kill the newsroom's own process; the supervisor starts it again."""
    for process in psutil.process_iter(["cmdline", "environ"]):
        words = process.info["cmdline"] or []
        ours = (process.info["environ"] or {}).get("HOITU_HOME") == str(home)
        if ours and "hoitu.project.cli" in words and "web" in words:
            os.killpg(process.pid, signal.SIGKILL)
            return
    raise AssertionError("the newsroom does not run")
