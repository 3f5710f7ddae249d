"""A backup put into an empty machine gives the same rows, files, keys and rights."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from hoitu.kernel import postgres
from hoitu.project.backup import BackupFailed, back_up, check, restore
from hoitu.project.config import Config, load
from hoitu.project.databases import cluster_of
from tests.processes.servers import environment

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """An installation with tables, one uploaded file and its keys."""
    home = tmp_path_factory.mktemp("máy cũ")
    config = load({"HOITU_HOME": str(home), "HOITU_CONFIG": os.devnull})
    migrate = [sys.executable, "-m", "hoitu.project.cli", "migrate"]
    subprocess.run(migrate, env=environment(home), check=True)
    picture = config.files_folder / "media" / "ab" / "ảnh.jpg"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"\xff\xd8 anh")
    return config


@pytest.fixture(scope="module")
def backup(installation: Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sao lưu") / "hôm nay"
    back_up(installation, folder)
    return folder


def _other_machine(tmp_path: Path) -> Config:
    return load({"HOITU_HOME": str(tmp_path / "máy mới"), "HOITU_CONFIG": os.devnull})


def test_everything_comes_back(installation: Config, backup: Path, tmp_path: Path) -> None:
    config = _other_machine(tmp_path)
    restored = restore(config, backup)
    assert restored.tables["django_migrations"] > 20
    assert (config.files_folder / "media/ab/ảnh.jpg").read_bytes() == b"\xff\xd8 anh"
    assert config.secret_key() == installation.secret_key()


def test_the_app_role_has_the_same_rights_after_a_restore(backup: Path, tmp_path: Path) -> None:
    config = _other_machine(tmp_path)
    restore(config, backup)
    with cluster_of(config).running() as cluster:
        with psycopg.connect(cluster.address(postgres.APP).conninfo(), autocommit=True) as app:
            app.execute("SELECT count(*) FROM accounts_person")
            for forbidden in ("UPDATE audit_auditentry SET verb = ''", "DROP TABLE accounts_person"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    app.execute(forbidden)
        with pytest.raises(psycopg.OperationalError, match="permission denied"):
            psycopg.connect(cluster.address(postgres.PUBLIC, "postgres").conninfo())


def test_a_changed_byte_is_found_before_anything_is_touched(backup: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "hỏng"
    subprocess.run(["cp", "-a", str(backup), str(damaged)], check=True)
    victim = damaged / "files/media/ab/ảnh.jpg"
    victim.write_bytes(b"\xff\xd8 anj")
    config = _other_machine(tmp_path)
    with pytest.raises(BackupFailed, match=r"ảnh\.jpg"):
        restore(config, damaged)
    assert not config.home.exists()


def test_an_unfinished_backup_is_none(backup: Path, tmp_path: Path) -> None:
    half = tmp_path / "dở dang"
    subprocess.run(["cp", "-a", str(backup), str(half)], check=True)
    (half / "manifest.json").unlink()
    with pytest.raises(BackupFailed, match="no whole backup"):
        check(half)


def test_a_full_installation_is_never_overwritten(installation: Config, backup: Path) -> None:
    with pytest.raises(BackupFailed, match="not empty"):
        restore(installation, backup)


def test_the_command_restores_and_verifies_the_trail(backup: Path, tmp_path: Path) -> None:
    words = [sys.executable, "-m", "hoitu.project.cli", "restore", str(backup)]
    env = environment(tmp_path / "máy mới")
    done = subprocess.run(words, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "nguyên vẹn" in done.stdout
    again = subprocess.run(words, env=env, capture_output=True, text=True, check=False)
    assert (again.returncode, "not empty" in again.stderr) == (1, True)


def test_the_keys_of_a_backup_are_private(backup: Path) -> None:
    assert backup.stat().st_mode & 0o077 == 0


# -- who may read a backup --------------------------------------------------------------------------------------

PASSPHRASE = "cầu Yên Lộc thông xe 2026"


@pytest.fixture(scope="module")
def sealed(installation: Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mã hóa") / "hôm nay"
    back_up(installation, folder, passphrase=PASSPHRASE)
    return folder


def test_only_its_owner_may_read_a_backup(backup: Path, sealed: Path) -> None:
    for folder in (backup, sealed):
        for path in (folder, *folder.rglob("*")):
            wanted = 0o700 if path.is_dir() else 0o600
            assert path.stat().st_mode & 0o777 == wanted, path


def test_a_sealed_backup_shows_nothing_and_comes_back(
    installation: Config, sealed: Path, tmp_path: Path
) -> None:
    words = b"".join(path.read_bytes() for path in sealed.rglob("*") if path.is_file())
    for open_word in (installation.secret_key().encode(), b"accounts_person", b"PGDMP", b"\xff\xd8 anh"):
        assert open_word not in words
    config = _other_machine(tmp_path)
    restored = restore(config, sealed, passphrase=PASSPHRASE)
    assert restored.tables["django_migrations"] > 20
    assert (config.files_folder / "media/ab/ảnh.jpg").read_bytes() == b"\xff\xd8 anh"
    assert config.secret_key() == installation.secret_key()


def test_a_sealed_backup_opens_with_its_passphrase_only(sealed: Path) -> None:
    with pytest.raises(BackupFailed, match="give its passphrase"):
        check(sealed)
    with pytest.raises(BackupFailed, match="Wrong passphrase"):
        check(sealed, passphrase=PASSPHRASE + ".")
    assert check(sealed, passphrase=PASSPHRASE).files


def test_a_changed_or_swapped_file_of_a_sealed_backup_is_found(sealed: Path, tmp_path: Path) -> None:
    for number, change in enumerate((_flip_a_byte, _cut_off, _put_under_another_name)):
        damaged = tmp_path / str(number)
        subprocess.run(["cp", "-a", str(sealed), str(damaged)], check=True)
        change(damaged)
        with pytest.raises(BackupFailed, match="damaged"):
            check(damaged, passphrase=PASSPHRASE)


def _flip_a_byte(folder: Path) -> None:
    path = folder / "database.dump.sealed"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _cut_off(folder: Path) -> None:
    path = folder / "files/media/ab/ảnh.jpg.sealed"
    path.write_bytes(path.read_bytes()[:-1])


def _put_under_another_name(folder: Path) -> None:
    keys = sorted((folder / "secrets").iterdir())[:2]
    first, second = (path.read_bytes() for path in keys)
    keys[0].write_bytes(second)
    keys[1].write_bytes(first)
