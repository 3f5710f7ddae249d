"""Which role works in the database: the app role always, the owner only while migrating."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper
from psycopg.conninfo import conninfo_to_dict

from hoitu.accounts.operations.role_defaults import renew_default_roles
from hoitu.kernel.postgres import grant_schema


@contextmanager
def as_owner() -> Iterator[None]:
    """Inside the block the default connection is the owner's, who may create and alter tables."""
    configured = connections.settings["default"]
    app = {name: configured[name] for name in ("HOST", "PORT", "NAME", "USER", "PASSWORD", "OPTIONS")}
    wrapper = connections["default"]
    if isinstance(wrapper, DatabaseWrapper) and app["OPTIONS"].get("pool"):
        wrapper.close_pool()
    wrapper.close()
    configured.update(settings.DATABASE_OWNER)
    configured["NAME"] = app["NAME"]
    configured["OPTIONS"] = {name: value for name, value in app["OPTIONS"].items() if name != "pool"}
    try:
        yield
    finally:
        connections["default"].close()
        configured.update(app)


def migrate(verbosity: int = 0) -> None:
    """Bring tables and default roles of the default database to the form this version needs."""
    app = connections.settings["default"]["USER"]  # asked first: inside the block it is the owner
    with as_owner():
        if not settings.CONFIG.embedded_database:
            _grant(app)
        with _rare_collections():
            call_command("migrate", interactive=False, verbosity=verbosity)
        renew_default_roles()


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Inside the block garbage is collected rarely: a migration makes ten thousand classes, and keeps most."""
    usual = gc.get_threshold()
    gc.set_threshold(50_000, 10, 10)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _grant(app: str) -> None:
    """Give the app role of a database elsewhere its rows; in the embedded one the superuser did."""
    owner = connections["default"].settings_dict["USER"]
    if app == owner:
        return
    reader = conninfo_to_dict(settings.CONFIG.database_public_url).get("user")
    connections["default"].ensure_connection()
    grant_schema(connections["default"].connection, app, *([str(reader)] if reader else []))
