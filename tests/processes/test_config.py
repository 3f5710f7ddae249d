"""Settings are typed, and a wrong one is refused with a sentence in both languages."""

import os
from pathlib import Path

import pytest

from hoitu.kernel.keys import key
from hoitu.project.config import Config, ConfigError, load


def _load(**environment: str) -> Config:
    return load({"HOITU_CONFIG": os.devnull, **environment})


def test_nothing_set_gives_the_defaults() -> None:
    config = _load()
    assert (config.port, config.public_port, config.embedded_database) == (8000, 8080, True)
    assert config.home == Path("var").resolve()
    assert config.public_address == "http://localhost:8080"


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "hoitu.toml"
    file.write_text('port = 9000\npublic_port = 9001\nallowed_hosts = ["toasoan.example"]\ndev = true\n')
    config = load({"HOITU_CONFIG": str(file), "HOITU_PORT": "9100"})
    assert (config.port, config.public_port, config.dev) == (9100, 9001, True)
    assert config.allowed_hosts == ("toasoan.example",)


def test_folders_are_inside_home_unless_they_say_otherwise(tmp_path: Path) -> None:
    config = _load(HOITU_HOME=str(tmp_path), HOITU_FILES_FOLDER="/mnt/files")
    assert (config.files_folder, config.public_folder) == (Path("/mnt/files"), tmp_path / "public")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("HOITU_PORT", "cao", "from 1 to 65535"),
        ("HOITU_PORT", "70000", "từ 1 đến 65535"),
        ("HOITU_DEV", "maybe", "true or false"),
        ("HOITU_PUBLIC_URL", "baotinh.vn", "http://"),
        ("HOITU_MAIL_SECURITY", "ssl", "starttls, tls, none"),
        ("DATABASE_URL", "mysql://x", "postgresql://"),
        ("HOITU_PROT", "1", "Do you mean HOITU_PORT?"),
    ],
)
def test_a_wrong_setting_is_refused_with_a_sentence(name: str, value: str, words: str) -> None:
    with pytest.raises(ConfigError) as refused:
        _load(**{name: value})
    assert name in str(refused.value)
    assert words in str(refused.value)


def test_a_broken_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "hoitu.toml"
    file.write_text("port = = 1")
    with pytest.raises(ConfigError, match="cannot be read"):
        load({"HOITU_CONFIG": str(file)})


def test_keys_are_made_once_and_are_private(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    first = key(folder, "secret_key")
    assert key(folder, "secret_key") == first
    assert (folder / "secret_key").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_an_identity_server_needs_its_parts(tmp_path: Path) -> None:
    given = {
        "HOITU_HOME": str(tmp_path),
        "HOITU_CONFIG": os.devnull,
        "HOITU_OIDC_ISSUER": "https://id.example",
    }
    with pytest.raises(ConfigError, match="OIDC_CLIENT_ID"):
        load(given)
    given["HOITU_OIDC_CLIENT_ID"] = "hoitu"
    with pytest.raises(ConfigError, match="OIDC_SECRET_FILE"):
        load(given)
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "oidc_client").write_text("bí mật\n", "utf-8")
    [app] = load(given).identity_providers()["openid_connect"]["APPS"]
    assert (app["name"], app["secret"]) == ("id.example", "bí mật")
    with pytest.raises(ConfigError, match="https://"):
        load(given | {"HOITU_OIDC_ISSUER": "http://id.example"})
