"""What an operator may set: names, meanings, limits.

Values come from the environment, then from `hoitu.toml` (in the working folder, or where HOITU_CONFIG
points), then from the defaults here. A name or a value that is not understood stops the program with one
sentence. `docs/reference/settings.md` is made from this file.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit

from cryptography.fernet import Fernet

from hoitu.kernel.keys import key

PREFIX = "HOITU_"
NAMES_OF_EVERYBODY = {"DATABASE_URL", "DATABASE_OWNER_URL"}
CONFIG_FILE = "HOITU_CONFIG"
# Part of the address to which the identity server sends people back; it knows that address.
IDENTITY_PROVIDER = "don-vi"


class ConfigError(Exception):
    """A setting is wrong; the message says which and what it must be, in Vietnamese and English."""


def setting(
    default: Any, english: str, *, low: int | None = None, high: int | None = None, is_url: bool = False
) -> Any:
    """Describe one setting of `Config`."""
    return field(default=default, metadata={"english": english, "low": low, "high": high, "is_url": is_url})


@dataclass(frozen=True, kw_only=True)
class Config:
    """Every setting of one installation; a setting's type says which values it takes."""

    home: Path = setting("var", "Folder of everything this installation stores.")
    host: str = setting("127.0.0.1", "Address on which both web servers listen.")
    port: int = setting(8000, "Port of the newsroom.", low=1, high=65535)
    public_port: int = setting(8080, "Port of the readers' sites and of signed media.", low=1, high=65535)
    newsroom_url: str = setting(
        "", "Address of the newsroom as people type it; empty: http://localhost:PORT.", is_url=True
    )
    public_url: str = setting(
        "",
        "Address of the public server as readers type it; empty: http://localhost:PUBLIC_PORT.",
        is_url=True,
    )
    allowed_hosts: tuple[str, ...] = setting(
        (), "Further host names of the newsroom, separated by commas; that of NEWSROOM_URL is always allowed."
    )
    trusted_proxy: bool = setting(
        False, "A reverse proxy in front sets X-Forwarded-Proto and X-Forwarded-For; believe it."
    )
    dev: bool = setting(
        False, "Development: component gallery, error pages with details, static files uncached."
    )
    demo: bool = setting(
        False, "Fill an empty installation with the demonstration; `hoitu demo` refuses elsewhere."
    )

    database_url: str = setting("", "PostgreSQL of the app role, postgresql://…; empty: embedded PostgreSQL.")
    database_owner_url: str = setting(
        "",
        "The same database for the role that owns the tables; needed by `hoitu migrate` with DATABASE_URL.",
    )
    database_public_url: str = setting(
        "", "The same database for the readers' server, least rights; empty: its dynamic parts stay off."
    )
    database_pool_max_connections: int = setting(
        12, "Connections that one process may hold; 0: one per request, no pool.", low=0, high=1000
    )
    database_pool_timeout_seconds: int = setting(
        10, "How long a request waits for a free connection.", low=1, high=600
    )

    files_folder: Path = setting("files", "Folder of uploaded files; relative to HOME.")
    files_copy_folder: str = setting(
        "",
        "Folder, best on another disk or machine, for a second copy of originals and captions; empty: none. "
        "Damaged files are repaired from it.",
    )
    fixity_days: int = setting(
        30, "Within so many days every original is read and compared with its hash.", low=1, high=3_650
    )
    public_folder: Path = setting("public", "Folder of baked sites; relative to HOME.")
    upload_limit_megabytes: int = setting(100, "Largest upload in one piece.", low=1, high=20_000)
    archive_limit_megabytes: int = setting(
        20_000, "Largest file that the archive takes piece by piece.", low=1, high=1_000_000
    )
    archive_memory_megabytes: int = setting(
        4_000, "Memory that reading one uploaded file may take.", low=500, high=256_000
    )
    clamd_address: str = setting(
        "", "ClamAV's daemon, HOST:PORT or the path of its socket; empty: uploads are not scanned."
    )
    ffmpeg: str = setting(
        "", "FFmpeg program for video and sound; empty: the one that came with the packages."
    )
    loudness_lufs: int = setting(
        -23, "Loudness of the video and sound that readers get, in LUFS (EBU R 128: -23).", low=-36, high=-9
    )
    form_fields_limit: int = setting(5_000, "Fields in one form.", low=100, high=1_000_000)

    mail_host: str = setting(
        "", "SMTP server; empty: letters are written to HOME/mail instead of being sent."
    )
    mail_port: int = setting(587, "Port of the SMTP server.", low=1, high=65535)
    mail_user: str = setting("", "User at the SMTP server.")
    mail_password: str = setting("", "Password at the SMTP server.")
    mail_security: Literal["starttls", "tls", "none"] = setting(
        "starttls", "Protection of the SMTP connection."
    )
    mail_from: str = setting("Hội Tụ <hoitu@localhost>", "Sender of letters.")
    mail_timeout_seconds: int = setting(20, "How long the SMTP server may take.", low=1, high=600)

    push_contact: str = setting(
        "", "mailto: address given to push services; empty: web push stays off. Its keys are made by hoitu."
    )

    fetch_private_hosts: tuple[str, ...] = setting(
        (),
        "Hosts or HOST:PORT inside the own network that channels, imports and web push may reach; others there "
        "are refused.",
    )

    security_profile: Literal["standard", "level3"] = setting(
        "standard",
        "Password, session and sign-in rules; level3 follows the Vietnamese rules for level 3 systems.",
    )
    oidc_issuer: str = setting(
        "",
        "Identity server (OpenID Connect) for signing in, as its own issuer says; empty: none.",
        is_url=True,
    )
    oidc_name: str = setting("", "What its button on the sign-in page says; empty: the server's host.")
    oidc_client_id: str = setting("", "How the identity server knows this newsroom.")
    oidc_secret_file: Path = setting(
        "secrets/oidc_client", "File with the client's secret at the identity server; relative to HOME."
    )
    log_level: Literal["debug", "info", "warning", "error"] = setting("info", "Least weight of logged lines.")

    web_threads: int = setting(8, "Requests that the newsroom answers at once.", low=1, high=256)
    publish_jobs_at_once: int = setting(4, "Jobs at once in the worker that publishes.", low=1, high=64)
    other_jobs_at_once: int = setting(2, "Jobs at once in the worker of the other queues.", low=1, high=64)
    stop_limit_seconds: int = setting(
        10, "How long a process may take to stop before it is killed.", low=1, high=600
    )

    # -- what follows from them ---------------------------------------------------------------------------

    @property
    def secrets_folder(self) -> Path:
        return self.home / "secrets"

    @property
    def embedded_database(self) -> bool:
        return not self.database_url

    @property
    def newsroom_address(self) -> str:
        """Return the newsroom's origin, without a slash at its end."""
        return self.newsroom_url.rstrip("/") or f"http://localhost:{self.port}"

    @property
    def public_address(self) -> str:
        """Return the public server's origin, without a slash at its end."""
        return self.public_url.rstrip("/") or f"http://localhost:{self.public_port}"

    def secret_key(self) -> str:
        """Return Django's key, made on first use."""
        return key(self.secrets_folder, "secret_key")

    def media_signing_key(self) -> str:
        """Return the key that signs addresses of media, shared by newsroom and public server."""
        return key(self.secrets_folder, "media_signing_key")

    def field_encryption_key(self) -> str:
        """Return the Fernet key of encrypted columns such as channel credentials."""
        return key(self.secrets_folder, "field_encryption_key", lambda: Fernet.generate_key().decode())

    def identity_providers(self) -> dict[str, Any]:
        """Return the identity server in django-allauth's form; nothing when none is set."""
        if not self.oidc_issuer:
            return {}
        app = {
            "provider_id": IDENTITY_PROVIDER,
            "name": self.oidc_name or urlsplit(self.oidc_issuer).hostname,
            "client_id": self.oidc_client_id,
            "secret": self.oidc_secret_file.read_text(encoding="utf-8").strip(),
            "settings": {"server_url": self.oidc_issuer, "fetch_userinfo": True},
        }
        return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


@dataclass(frozen=True)
class Problem:
    """Why one value is refused, in both languages."""

    vietnamese: str
    english: str


def env_name(name: str) -> str:
    """Return the environment variable of a setting."""
    upper = name.upper()
    return upper if upper in NAMES_OF_EVERYBODY else PREFIX + upper


def load(environment: Mapping[str, str] | None = None) -> Config:
    """Return this process's settings. Raises `ConfigError` for a name or value not understood."""
    environment = os.environ if environment is None else environment
    names = {entry.name: entry for entry in fields(Config)}
    given = _from_file(environment, names) | _from_environment(environment, names)
    hints = get_type_hints(Config)
    values: dict[str, Any] = {
        name: _value(names[name], hints[name], raw, where)
        for name, (raw, where) in given.items()
        if raw != ""
    }
    config = Config(**values)
    home = Path(config.home).expanduser().resolve()
    config = replace(
        config,
        home=home,
        oidc_secret_file=home / config.oidc_secret_file,
        files_folder=home / config.files_folder,
        public_folder=home / config.public_folder,
    )
    _check_identity_server(config)
    return config


Given = dict[str, tuple[object, str]]


def _from_environment(environment: Mapping[str, str], names: Mapping[str, Field[Any]]) -> Given:
    known = {env_name(name): name for name in names}
    for variable in environment:
        if variable.startswith(PREFIX) and variable not in known and variable != CONFIG_FILE:
            raise _unknown(variable, "environment", known)
    return {
        name: (environment[variable], variable)
        for variable, name in known.items()
        if environment.get(variable, "") != ""
    }


def _from_file(environment: Mapping[str, str], names: Mapping[str, Field[Any]]) -> Given:
    path = Path(environment.get(CONFIG_FILE) or "hoitu.toml")
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if environment.get(CONFIG_FILE):
            raise _error(CONFIG_FILE, Problem(f"không có tệp {path}", f"there is no file {path}")) from None
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as mistake:
        raise _error(str(path), Problem(f"không đọc được: {mistake}", f"cannot be read: {mistake}")) from None
    for name in read:
        if name not in names:
            raise _unknown(name, str(path), names)
    return {name: (value, f"{name} ({path})") for name, value in read.items()}


def _value(entry: Field[Any], hint: Any, raw: object, where: str) -> object:
    """Return `raw` as the setting's type, or raise a sentence."""
    if hint is bool:
        return _boolean(raw, where)
    if hint is int:
        return _number(raw, where, entry.metadata["low"], entry.metadata["high"])
    if get_origin(hint) is tuple:
        parts = raw if isinstance(raw, list) else str(raw).split(",")
        return tuple(str(part).strip() for part in parts if str(part).strip())
    if not isinstance(raw, str):
        raise _error(where, Problem(f"phải là chữ (đang là {raw!r})", f"must be text (it is {raw!r})"))
    if get_origin(hint) is Literal and raw not in get_args(hint):
        choices = ", ".join(get_args(hint))
        raise _error(
            where,
            Problem(
                f"phải là một trong: {choices} (đang là {raw!r})", f"must be one of {choices} (it is {raw!r})"
            ),
        )
    if entry.metadata["is_url"]:
        return _address(raw, where)
    if entry.name.startswith("database_") and urlsplit(raw).scheme not in ("postgresql", "postgres"):
        raise _error(where, Problem("phải có dạng postgresql://…", "must look like postgresql://…"))
    return Path(raw) if hint is Path else raw


def _check_identity_server(config: Config) -> None:
    """Refuse an identity server that cannot work or could be listened to."""
    if not config.oidc_issuer:
        return
    issuer = urlsplit(config.oidc_issuer)
    if issuer.scheme != "https" and issuer.hostname not in ("localhost", "127.0.0.1"):
        raise _error("HOITU_OIDC_ISSUER", Problem("phải là địa chỉ https://", "must be an https:// address"))
    if not config.oidc_client_id:
        raise _error(
            "HOITU_OIDC_CLIENT_ID", Problem("phải có khi có OIDC_ISSUER", "is needed with OIDC_ISSUER")
        )
    if not config.oidc_secret_file.is_file():
        place = config.oidc_secret_file
        raise _error("HOITU_OIDC_SECRET_FILE", Problem(f"không có tệp {place}", f"there is no file {place}"))


def _boolean(raw: object, where: str) -> bool:
    if isinstance(raw, bool):
        return raw
    words = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
    }
    try:
        return words[str(raw).lower()]
    except KeyError:
        problem = Problem(
            f"phải là true hoặc false (đang là {raw!r})", f"must be true or false (it is {raw!r})"
        )
        raise _error(where, problem) from None


def _number(raw: object, where: str, low: int, high: int) -> int:
    text = str(raw)
    if isinstance(raw, bool) or not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
        raise _error(
            where,
            Problem(
                f"phải là số nguyên từ {low} đến {high} (đang là {raw!r})",
                f"must be a whole number from {low} to {high} (it is {raw!r})",
            ),
        )
    return int(text)


def _address(raw: str, where: str) -> str:
    parts = urlsplit(raw)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise _error(
            where,
            Problem(
                f"phải là địa chỉ http:// hoặc https:// (đang là {raw!r})",
                f"must be an http:// or https:// address (it is {raw!r})",
            ),
        )
    return raw


def _unknown(name: str, where: str, known: Mapping[str, object]) -> ConfigError:
    near = get_close_matches(name, known, n=1)
    hint_vi, hint_en = (f" Có phải {near[0]}?", f" Do you mean {near[0]}?") if near else ("", "")
    return ConfigError(
        f"{name} ({where}): không có thiết lập này.{hint_vi}"
        f" / {name} ({where}): there is no such setting.{hint_en}"
    )


def _error(where: str, problem: Problem) -> ConfigError:
    return ConfigError(f"{where} {problem.vietnamese}. / {where} {problem.english}.")
