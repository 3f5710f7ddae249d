"""`hoitu up`: everything of one installation, started in order, kept running, stopped in order."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hoitu.kernel.postgres import Cluster, PostgresFailed
from hoitu.project.config import Config
from hoitu.project.databases import cluster_of
from hoitu.project.prepared import is_prepared
from hoitu.project.processes import ensure_port_free

LOOK_EVERY_SECONDS = 0.2
STEADY_AFTER_SECONDS = 30
PAUSES_SECONDS = (0.1, 0.5, 1, 2, 5)
READY_LIMIT_SECONDS = 180
LOG_LIMIT_BYTES = 20_000_000

PUBLISHING = "publish"
OTHER_QUEUES = "media,language,reports,default"

Say = Callable[[str], None]


class StartFailed(Exception):
    """The installation could not be started; the message says what to do."""


@dataclass
class Program:
    """One child process and how its life went so far."""

    name: str
    command: Sequence[str]
    log: Path | None  # None: the terminal
    child: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    failures: int = 0
    start_again_at: float = 0.0
    past: list[int] = field(default_factory=list)

    def start(self) -> None:
        """Start the program in a group of its own, so that Ctrl-C reaches only the supervisor."""
        output = _log_file(self.log) if self.log else None
        try:
            self.child = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT if output else None,
                start_new_session=True,
            )
        finally:
            if output:
                os.close(output)
        self.started_at = time.monotonic()

    def ended(self) -> bool:
        """Return whether it has ended by itself; then it is due again after a pause that grows."""
        if self.child is None or self.child.poll() is None:
            return False
        self.signal(signal.SIGKILL)  # whatever it left behind in its group
        self.past.append(self.child.returncode)
        del self.past[:-10]
        if time.monotonic() - self.started_at > STEADY_AFTER_SECONDS:
            self.failures = 0
        self.start_again_at = time.monotonic() + PAUSES_SECONDS[min(self.failures, len(PAUSES_SECONDS) - 1)]
        self.failures += 1
        self.child = None
        return True

    def signal(self, sign: signal.Signals) -> None:
        """Send a signal to the program and everything it started."""
        if self.child is not None:
            try:
                os.killpg(self.child.pid, sign)
            except ProcessLookupError:
                return


class Supervisor:
    """Holds PostgreSQL (when embedded) and the programs of one installation."""

    def __init__(self, config: Config, say: Say, *, verbose: bool = False) -> None:
        self._config = config
        self._say = say
        self._cluster: Cluster | None = cluster_of(config) if config.embedded_database else None
        self._log_folder = None if verbose else config.home / "log"
        self._programs: list[Program] = []
        self._asked_to_stop = False

    def run(
        self, *, fill: Callable[[], None] | None = None, welcome: Callable[[], list[str]] | None = None
    ) -> None:
        """Start everything, keep it running until a signal, stop it; `fill` loads data before that."""
        started = time.monotonic()
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, self._on_signal)
        config = self._config
        ensure_port_free(config.host, config.port, "HOITU_PORT")
        ensure_port_free(config.host, config.public_port, "HOITU_PUBLIC_PORT")
        try:
            # Readers first: their pages need nothing else.
            self._add("public", "public")
            known = is_prepared(config)
            if known:  # most of a second start is loading code: that need not wait for PostgreSQL
                self._add("web", "web")
            self._prepare(known=known)
            if fill is not None and not self._asked_to_stop:
                fill()
            if not known:
                self._add("web", "web")
            self._wait_until_ready()
            # Afterwards, so that both cores load what people wait for.
            self._add(
                "publish", "worker", "--queues", PUBLISHING, "--at-once", str(config.publish_jobs_at_once)
            )
            self._add("jobs", "worker", "--queues", OTHER_QUEUES, "--at-once", str(config.other_jobs_at_once))
            if not self._asked_to_stop:
                self._say(f"Sẵn sàng sau {time.monotonic() - started:.1f} giây.")
                self._say(f"  Tòa soạn:  {config.newsroom_address}/")
                self._say(f"  Bạn đọc:   {config.public_address}/")
                for line in welcome() if welcome else []:
                    self._say(line)
                self._say("Ctrl-C để dừng.")
            while not self._asked_to_stop:
                self._look()
                time.sleep(LOOK_EVERY_SECONDS)
        finally:
            self._stop()

    def _on_signal(self, number: int, frame: object) -> None:
        self._asked_to_stop = True

    def _prepare(self, *, known: bool) -> None:
        if self._cluster is not None:
            self._cluster.start()
            self._cluster.ensure_database()
        if not known:
            self._say("Chuẩn bị cơ sở dữ liệu và tệp tĩnh…")
            done = subprocess.run(_command("migrate"))
            if done.returncode:
                raise StartFailed(
                    "Không chuẩn bị được cơ sở dữ liệu; xem dòng lỗi ở trên rồi chạy `hoitu doctor`."
                )

    def _add(self, name: str, *words: str) -> None:
        if self._asked_to_stop:
            return
        log = self._log_folder / f"{name}.log" if self._log_folder else None
        program = Program(name, _command(*words, "--supervisor", str(os.getpid())), log)
        program.start()
        self._programs.append(program)

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + READY_LIMIT_SECONDS
        for port in (self._config.public_port, self._config.port):
            while not self._asked_to_stop and not _answers(self._config.host, port):
                self._look()
                if time.monotonic() > until:
                    raise StartFailed(f"Cổng {port} không trả lời; xem nhật ký trong {self._log_folder}.")
                time.sleep(0.05)

    def _look(self) -> None:
        """Start again what has ended."""
        if self._cluster is not None and self._cluster.process() is None:
            self._say("PostgreSQL đã dừng, đang khởi động lại.")
            try:
                self._cluster.start()
            except PostgresFailed as failure:
                self._say(str(failure))
        for program in self._programs:
            if program.ended():
                where = f"; nhật ký: {program.log}" if program.log else ""
                self._say(f"{program.name} đã dừng (mã {program.past[-1]}), đang khởi động lại{where}.")
            if program.child is None and time.monotonic() >= program.start_again_at:
                program.start()

    def _stop(self) -> None:
        running = [program for program in self._programs if program.child is not None]
        for program in running:
            program.signal(signal.SIGTERM)
        until = time.monotonic() + self._config.stop_limit_seconds
        for program in running:
            assert program.child is not None
            try:
                program.child.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                self._say(f"{program.name} không dừng kịp, bị ngắt.")
            program.signal(signal.SIGKILL)
            program.child.wait()
        if self._cluster is not None:
            self._cluster.stop()
        self._say("Đã dừng.")


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "hoitu.project.cli", *words]


def _log_file(path: Path) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > LOG_LIMIT_BYTES:
        path.replace(path.with_suffix(".log.1"))
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)


def _answers(host: str, port: int) -> bool:
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104
    try:
        with urllib.request.urlopen(f"http://{name}:{port}/_health", timeout=5) as answer:
            return bool(answer.status == 200)
    except urllib.error.HTTPError:
        return False
    except OSError:
        return False
