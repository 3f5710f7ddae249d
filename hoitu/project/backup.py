"""Backup and restore: database, files, keys, in one folder whose every file is known by its hash.

A backup is complete when its manifest is there: it is written last. Restoring checks every hash first and touches
nothing when one is wrong. A backup holds everything that the agencies hold, drafts and sources too: only its owner
may read it (0600 in 0700), and with a passphrase each file is sealed as it is written, `sealed.py`.
"""

import hashlib
import io
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from hoitu.kernel import clock, postgres
from hoitu.project.config import Config
from hoitu.project.databases import cluster_of, conninfo_of
from hoitu.project.prepared import forget_prepared
from hoitu.project.sealed import ENDING, HEAD, Readable, Seal, Unsealable, is_sealed

FORM = 1
MANIFEST = "manifest.json"
DUMP = "database.dump"
CHUNK_BYTES = 1 << 20
# Baked pages are not part: `hoitu bake --all` makes them from these.
FOLDERS = ("files", "public-log", "secrets")


class BackupFailed(Exception):
    """A backup could not be made, or is not whole; the message says what to do."""


@dataclass(frozen=True)
class Contents:
    """What a backup holds."""

    made_at: str
    files: Mapping[str, str]  # name → sha256
    tables: Mapping[str, int]  # table → rows
    size_bytes: int


class Folder:
    """The files of one backup by name, sealed or not. Names of sealed files have an ending more on the disk."""

    def __init__(self, path: Path, seal: Seal | None) -> None:
        self.path, self.seal = path, seal

    def write(self, name: str, source: Readable) -> str:
        """Write a file that only its owner may read; return the hash of what was in it."""
        place = self.place(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        hashed = _Hashed(source)
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as target:
            if self.seal:
                self.seal.write(name, hashed, target)
            else:
                shutil.copyfileobj(hashed, target, CHUNK_BYTES)
        return hashed.sha256

    def read(self, name: str) -> Iterator[bytes]:
        """Yield a file's bytes. Raises `Unsealable`."""
        with self.place(name).open("rb") as file:
            if self.seal:
                yield from self.seal.read(name, file)
            else:
                while chunk := file.read(CHUNK_BYTES):
                    yield chunk

    def names(self) -> set[str]:
        """Return the names of every file but the head of a sealed folder."""
        ending = ENDING if self.seal else ""
        return {name.removesuffix(ending) for name, _path in _files(self.path) if name != HEAD}

    def place(self, name: str) -> Path:
        return self.path / f"{name}{ENDING if self.seal else ''}"


class _Hashed:
    """A stream that hashes what is read from it."""

    def __init__(self, source: Readable) -> None:
        self._source, self._digest = source, hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        data = self._source.read(size)
        self._digest.update(data)
        return data

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


def back_up(config: Config, target: Path, *, passphrase: str = "") -> Contents:
    """Write a backup into the new folder `target`. The newsroom may go on working: the database part is one moment.

    Files are copied after the database was dumped: whatever the dump names is then on disk, and only more.
    """
    if target.exists() and any(target.iterdir()):
        raise BackupFailed(f"{target} không trống. / {target} is not empty: choose a new folder.")
    with _for_the_owner_alone():
        return _back_up(config, target, passphrase)


def _back_up(config: Config, target: Path, passphrase: str) -> Contents:
    target.mkdir(parents=True, exist_ok=True)
    target.chmod(0o700)
    folder = Folder(target, Seal.new(target, passphrase) if passphrase else None)
    files: dict[str, str] = {}
    with _database(config):
        files[DUMP], tables = _dump(config, folder)
    for name, source in _sources(config):
        if source.is_dir():
            files |= _copy_in(folder, name, source)
    size = sum(path.stat().st_size for _, path in _files(target))
    manifest = {
        "form": FORM,
        "made_at": clock.now().isoformat(),
        "files": dict(sorted(files.items())),
        "links": {name: str(path.readlink()) for name, path in _links(target)},
        "tables": tables,
        "size_bytes": size,
    }
    words = json.dumps(manifest, indent=1, ensure_ascii=False).encode()
    folder.write(MANIFEST, io.BytesIO(words))
    return _contents(manifest)


def check(source: Path, *, passphrase: str = "") -> Contents:
    """Return what a backup holds. Raises `BackupFailed` unless every file is there, whole, and nothing else."""
    folder = _opened(source, passphrase)
    try:
        manifest = json.loads(b"".join(folder.read(MANIFEST)))
    except (FileNotFoundError, NotADirectoryError):
        raise BackupFailed(
            f"{source} không phải bản sao lưu trọn vẹn. / {source} holds no whole backup."
        ) from None
    except Unsealable:
        raise BackupFailed(
            "Mật khẩu không đúng, hoặc bản sao lưu đã bị sửa. / Wrong passphrase, or the backup was changed."
        ) from None
    if manifest.get("form") != FORM:
        raise BackupFailed(
            f"Bản sao lưu dạng {manifest.get('form')} không đọc được. / Unknown form of backup."
        )
    found = folder.names() - {MANIFEST}
    wrong = sorted(found ^ manifest["files"].keys())
    wrong += [
        name for name, sha in manifest["files"].items() if name in found and _sha256_of(folder, name) != sha
    ]
    if {name: str(path.readlink()) for name, path in _links(source)} != manifest["links"]:
        wrong.append("links")
    if wrong:
        raise BackupFailed(
            f"Bản sao lưu hỏng: {', '.join(wrong[:5])}. / The backup is damaged; use another one."
        )
    return _contents(manifest)


def restore(config: Config, source: Path, *, passphrase: str = "") -> Contents:
    """Put a backup into this empty installation, then count every table. Raises `BackupFailed`."""
    contents = check(source, passphrase=passphrase)
    with _for_the_owner_alone():
        return _restore(config, source, passphrase, contents)


def _restore(config: Config, source: Path, passphrase: str, contents: Contents) -> Contents:
    folder = _opened(source, passphrase)
    for _name, place in _sources(config):
        if place.exists() and any(place.iterdir()):
            raise BackupFailed(f"{place} không trống. / {place} is not empty: restore into a new HOITU_HOME.")
    for name, place in _sources(config):
        _copy_out(folder, name, place, contents.files)
    config.secrets_folder.mkdir(parents=True, exist_ok=True)
    config.secrets_folder.chmod(0o700)
    with _database(config, for_restore=True):
        _load(config, folder)
        forget_prepared(config)
        with psycopg.connect(conninfo_of(config, postgres.OWNER)) as connection:
            restored = _count(connection)
    if restored != contents.tables:
        lost = [name for name, rows in contents.tables.items() if restored.get(name) != rows]
        raise BackupFailed(
            f"Thiếu dòng ở: {', '.join(lost[:5])}. / Rows are missing; keep the backup and ask for help."
        )
    return contents


@contextmanager
def _for_the_owner_alone() -> Iterator[None]:
    """Make folders and files that nobody else may enter or read."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def _opened(source: Path, passphrase: str) -> Folder:
    if not is_sealed(source):
        return Folder(source, None)
    if not passphrase:
        raise BackupFailed(
            "Bản sao lưu này được mã hóa; cần mật khẩu. / This backup is sealed: give its passphrase."
        )
    try:
        return Folder(source, Seal.of(source, passphrase))
    except Unsealable:
        raise BackupFailed(f"{source / HEAD} không đọc được. / cannot be read.") from None


def _copy_in(folder: Folder, name: str, source: Path) -> dict[str, str]:
    """Copy a folder into the backup; return each file's hash."""
    hashes = {}
    for inner, path in _files(source):
        try:
            with path.open("rb") as file:
                at = path.stat()
                hashes[f"{name}/{inner}"] = folder.write(f"{name}/{inner}", file)
        except FileNotFoundError:
            continue  # replaced while we copy the folder; its new version has another name
        os.utime(folder.place(f"{name}/{inner}"), ns=(at.st_atime_ns, at.st_mtime_ns))
    for inner, path in _links(source):
        link = folder.path / name / inner
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(path.readlink())
    return hashes


def _copy_out(folder: Folder, name: str, place: Path, files: Mapping[str, str]) -> None:
    """Copy one of the backup's folders to its place."""
    for full in files:
        if not full.startswith(f"{name}/"):
            continue
        target = place / full.removeprefix(f"{name}/")
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            for chunk in folder.read(full):
                file.write(chunk)
        at = folder.place(full).stat()
        os.utime(target, ns=(at.st_atime_ns, at.st_mtime_ns))
    for inner, path in _links(folder.path / name):
        link = place / inner
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(path.readlink())


def _dump(config: Config, folder: Folder) -> tuple[str, dict[str, int]]:
    """Dump one moment of the database; return the dump's hash, and how many rows each table had at that moment.

    The dump goes through a pipe: a sealed backup never lies open on the disk.
    """
    with psycopg.connect(conninfo_of(config, postgres.OWNER)) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None
        words = [
            "--format=custom",
            "--compress=gzip:3",
            "--no-owner",
            f"--snapshot={row[0]}",
        ]
        with _program(config, "pg_dump", words, stdout=subprocess.PIPE) as program:
            assert program.stdout is not None
            sha256 = folder.write(DUMP, program.stdout)
        return sha256, _count(connection)


def _load(config: Config, folder: Folder) -> None:
    with psycopg.connect(conninfo_of(config, postgres.OWNER)) as connection:
        if _count(connection):
            raise BackupFailed("Cơ sở dữ liệu không trống. / The database is not empty: use a new one.")
    name = conninfo_to_dict(conninfo_of(config, postgres.OWNER))["dbname"]
    words = ["--no-owner", "--exit-on-error", "--single-transaction", f"--dbname={name}"]
    with _program(config, "pg_restore", words, stdin=subprocess.PIPE) as program:
        assert program.stdin is not None
        with suppress(BrokenPipeError):  # it ended before it had read everything, and says why
            for chunk in folder.read(DUMP):
                program.stdin.write(chunk)
            program.stdin.close()


@contextmanager
def _program(
    config: Config,
    program_name: str,
    words: list[str],
    *,
    stdin: int | None = None,
    stdout: int | None = None,
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run one of PostgreSQL's programs for the length of the block. Raises `BackupFailed` with its own words."""
    parts = conninfo_to_dict(conninfo_of(config, postgres.OWNER))
    env = dict(os.environ)
    for name, variable in {
        "host": "PGHOST",
        "port": "PGPORT",
        "user": "PGUSER",
        "password": "PGPASSWORD",
        "dbname": "PGDATABASE",
        "sslmode": "PGSSLMODE",
    }.items():
        if parts.get(name):
            env[variable] = str(parts[name])
    with tempfile.TemporaryFile() as said:
        # By full path: Debian's own pg_dump is older than the server and refuses it.
        program = subprocess.Popen(
            [str(postgres.binaries() / program_name), *words],
            env=env,
            stdin=stdin,
            stdout=stdout,
            stderr=said,
        )
        try:
            yield program
        except BaseException:
            program.kill()
            raise
        finally:
            for pipe in (program.stdin, program.stdout):
                if pipe is not None and not pipe.closed:
                    with suppress(BrokenPipeError):
                        pipe.close()
            program.wait()
        if program.returncode:
            said.seek(0)
            raise BackupFailed(f"{program_name}: {said.read().decode(errors='replace').strip()[-800:]}")


@contextmanager
def _database(config: Config, *, for_restore: bool = False) -> Iterator[None]:
    if not config.embedded_database:
        yield
        return
    with cluster_of(config).running() as cluster:
        cluster.ensure_database(for_restore=for_restore)
        yield


def _count(connection: psycopg.Connection[Any]) -> dict[str, int]:
    names = connection.execute(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = 'public' AND c.relkind = 'r' ORDER BY 1"
    ).fetchall()
    counts = {}
    for (name,) in names:
        row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))).fetchone()
        assert row is not None
        counts[str(name)] = int(row[0])
    return counts


def _sources(config: Config) -> Iterator[tuple[str, Path]]:
    for name in FOLDERS:
        yield name, config.files_folder if name == "files" else config.home / name


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(folder).as_posix(), path


def _links(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            yield path.relative_to(folder).as_posix(), path


def _sha256_of(folder: Folder, name: str) -> str:
    digest = hashlib.sha256()
    try:
        for chunk in folder.read(name):
            digest.update(chunk)
    except Unsealable:
        return ""
    return digest.hexdigest()


def _contents(manifest: Mapping[str, Any]) -> Contents:
    return Contents(manifest["made_at"], manifest["files"], manifest["tables"], manifest["size_bytes"])
