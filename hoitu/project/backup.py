"""Backup and restore: database, files, keys, in one folder whose every file is known by its hash.

A backup is complete when its `manifest.json` is there: it is written last. Restoring checks every hash first and
touches nothing when one is wrong.
"""

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
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

FORM = 1
MANIFEST = "manifest.json"
DUMP = "database.dump"
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


def back_up(config: Config, target: Path) -> Contents:
    """Write a backup into the new folder `target`. The newsroom may go on working: the database part is one moment.

    Files are copied after the database was dumped: whatever the dump names is then on disk, and only more.
    """
    if target.exists() and any(target.iterdir()):
        raise BackupFailed(f"{target} không trống. / {target} is not empty: choose a new folder.")
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _database(config):
        tables = _dump(config, target / DUMP)
    for name, source in _sources(config):
        if source.is_dir():
            shutil.copytree(source, target / name, symlinks=True, copy_function=_copy)
    files = {name: _sha256(path) for name, path in _files(target)}
    links = {name: str(path.readlink()) for name, path in _links(target)}
    size = sum(path.stat().st_size for _, path in _files(target))
    manifest = {
        "form": FORM,
        "made_at": clock.now().isoformat(),
        "files": files,
        "links": links,
        "tables": tables,
        "size_bytes": size,
    }
    half = target / f".{MANIFEST}"
    half.write_text(json.dumps(manifest, indent=1, ensure_ascii=False), encoding="utf-8")
    half.rename(target / MANIFEST)
    return _contents(manifest)


def check(source: Path) -> Contents:
    """Return what a backup holds. Raises `BackupFailed` unless every file is there, whole, and nothing else."""
    try:
        manifest = json.loads((source / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise BackupFailed(
            f"{source} không phải bản sao lưu trọn vẹn. / {source} holds no whole backup."
        ) from None
    if manifest.get("form") != FORM:
        raise BackupFailed(
            f"Bản sao lưu dạng {manifest.get('form')} không đọc được. / Unknown form of backup."
        )
    found = {name: path for name, path in _files(source) if name != MANIFEST}
    wrong = sorted(found.keys() ^ manifest["files"].keys())
    wrong += [
        name for name, sha in manifest["files"].items() if name in found and _sha256(found[name]) != sha
    ]
    if {name: str(path.readlink()) for name, path in _links(source)} != manifest["links"]:
        wrong.append("links")
    if wrong:
        raise BackupFailed(
            f"Bản sao lưu hỏng: {', '.join(wrong[:5])}. / The backup is damaged; use another one."
        )
    return _contents(manifest)


def restore(config: Config, source: Path) -> Contents:
    """Put a backup into this empty installation, then count every table. Raises `BackupFailed`."""
    contents = check(source)
    for name, place in _sources(config):
        if place.exists() and any(place.iterdir()):
            raise BackupFailed(f"{place} không trống. / {place} is not empty: restore into a new HOITU_HOME.")
        if (source / name).is_dir():
            shutil.copytree(source / name, place, symlinks=True, dirs_exist_ok=True)
    config.secrets_folder.chmod(0o700)
    with _database(config, for_restore=True):
        _load(config, source / DUMP)
        forget_prepared(config)
        with psycopg.connect(conninfo_of(config, postgres.OWNER)) as connection:
            restored = _count(connection)
    if restored != contents.tables:
        lost = [name for name, rows in contents.tables.items() if restored.get(name) != rows]
        raise BackupFailed(
            f"Thiếu dòng ở: {', '.join(lost[:5])}. / Rows are missing; keep the backup and ask for help."
        )
    return contents


def _dump(config: Config, target: Path) -> dict[str, int]:
    """Dump one moment of the database and return how many rows each table had at that moment."""
    with psycopg.connect(conninfo_of(config, postgres.OWNER)) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None
        words = [
            "--format=custom",
            "--compress=gzip:3",
            "--no-owner",
            f"--snapshot={row[0]}",
            f"--file={target}",
        ]
        _run(config, "pg_dump", words)
        return _count(connection)


def _load(config: Config, dump: Path) -> None:
    with psycopg.connect(conninfo_of(config, postgres.OWNER)) as connection:
        if _count(connection):
            raise BackupFailed("Cơ sở dữ liệu không trống. / The database is not empty: use a new one.")
    name = conninfo_to_dict(conninfo_of(config, postgres.OWNER))["dbname"]
    words = ["--no-owner", "--exit-on-error", "--single-transaction", f"--dbname={name}", str(dump)]
    _run(config, "pg_restore", words)


def _run(config: Config, program: str, words: list[str]) -> None:
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
    # By full path: Debian's own pg_dump is older than the server and refuses it.
    done = subprocess.run(
        [str(postgres.binaries() / program), *words], env=env, capture_output=True, text=True
    )
    if done.returncode:
        raise BackupFailed(f"{program}: {done.stderr.strip()[-800:]}")


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


def _copy(source: str, target: str) -> None:
    # A page may be replaced while we copy the folder; what vanished was replaced and is copied under its name.
    try:
        shutil.copy2(source, target)
    except FileNotFoundError:
        return


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _contents(manifest: Mapping[str, Any]) -> Contents:
    return Contents(manifest["made_at"], manifest["files"], manifest["tables"], manifest["size_bytes"])
