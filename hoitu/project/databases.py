"""What Django needs to know about PostgreSQL: embedded or given by address, as app, owner or reader."""

from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from hoitu.kernel import postgres
from hoitu.project.config import Config

KEEPALIVE = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}


def cluster_of(config: Config) -> postgres.Cluster:
    """Return the embedded PostgreSQL of this installation, running or not."""
    return postgres.Cluster(config.home / "postgres", config.secrets_folder)


def conninfo_of(config: Config, role: str) -> str:
    """Return libpq's address for `role`: postgres.APP, OWNER or PUBLIC; empty when none is set."""
    if config.embedded_database:
        return cluster_of(config).address(role).conninfo()
    given = {
        postgres.APP: config.database_url,
        postgres.OWNER: config.database_owner_url,
        postgres.PUBLIC: config.database_public_url,
    }
    return given[role]


def django_database(config: Config, role: str) -> dict[str, Any]:
    """Return the entry of Django's DATABASES for `role`."""
    parts = conninfo_to_dict(conninfo_of(config, role))
    named = {name: str(parts.pop(name, "") or "") for name in ("host", "port", "dbname", "user", "password")}
    options: dict[str, Any] = {**parts, "application_name": "hoitu", "connect_timeout": 5}
    if not named["host"].startswith("/"):
        options |= KEEPALIVE
    if config.database_pool_max_connections:
        options["pool"] = {
            "min_size": 0,
            "max_size": config.database_pool_max_connections,
            "timeout": config.database_pool_timeout_seconds,
            "max_idle": 120,
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": named["host"],
        "PORT": named["port"],
        "NAME": named["dbname"],
        "USER": named["user"],
        "PASSWORD": named["password"],
        # A backend that dies takes every connection with it: look before use.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def owner_overrides(config: Config) -> dict[str, str]:
    """Return what differs in DATABASES when the owner migrates."""
    owner = django_database(config, postgres.OWNER)
    return {name: owner[name] for name in ("HOST", "PORT", "USER", "PASSWORD")}


def folder_of_letters(config: Config) -> Path:
    """Return where letters are written while no SMTP server is set."""
    return config.home / "mail"
