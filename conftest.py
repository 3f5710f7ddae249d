"""Every test runs as the app role on a real PostgreSQL 18 that this session starts and throws away.

The tables are made by the owner, as in production, so that a missing grant shows here. Settings are loaded
from an empty data folder; nothing of the developer's own `var` or environment reaches a test.
"""

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import hypothesis
import pytest

# A slow machine is no wrong answer: what is too slow is found in bench/. The same examples each time, so that a
# change is judged by what it changes; `pytest --hypothesis-profile=search` looks for new ones, and `make faults` does
# for documents. A test that wants fewer or more than a hundred says so by `kernel.testing.examples`.
hypothesis.settings.register_profile("hoitu", deadline=None, derandomize=True)
hypothesis.settings.register_profile("search", deadline=None, max_examples=1000)
hypothesis.settings.load_profile("hoitu")

TEST_HOME = Path(tempfile.mkdtemp(prefix="hoitu test "))  # the space is meant: paths with spaces must work
atexit.register(shutil.rmtree, TEST_HOME, ignore_errors=True)
os.environ.setdefault(
    "TEST_SEEDS", os.environ.get("HOITU_SEEDS", "")
)  # no setting: texts that tests compare with
for _name in [name for name in os.environ if name.startswith(("HOITU_", "DATABASE_", "PG"))]:
    del os.environ[_name]
os.environ["HOITU_HOME"] = str(TEST_HOME)
os.environ["HOITU_CONFIG"] = os.devnull  # an empty file
os.environ["HOITU_DATABASE_POOL_MAX_CONNECTIONS"] = "0"  # databases are dropped under us
os.environ["DJANGO_SETTINGS_MODULE"] = "hoitu.project.settings"
sys.path.insert(0, str(Path(__file__).parent))

from hoitu.project.translations import compile_translations  # noqa: E402
from tests.cached_database import CachedDatabase  # noqa: E402

compile_translations()  # before Django reads them
CACHED = CachedDatabase(TEST_HOME)
CACHED.take_keys()
django.setup()

from django.db import connections  # noqa: E402
from django.test import TransactionTestCase  # noqa: E402
from pytest_django import DjangoDbBlocker  # noqa: E402

from hoitu.kernel import postgres  # noqa: E402
from hoitu.project.database import migrate  # noqa: E402

MIGRATED = "migrated"  # the untouched copy from which a changed test database is made anew


@pytest.fixture(scope="session")
def cluster() -> Iterator[postgres.Cluster]:
    """The session's PostgreSQL server."""
    server = postgres.Cluster(
        TEST_HOME / "postgres", TEST_HOME / "secrets", settings=postgres.FAST_AND_UNSAFE
    )
    server.folder.mkdir(mode=0o700, parents=True)
    CACHED.take_data()
    with server.running():
        yield server
    server.stop()  # it may have been started again while the database was kept


@pytest.fixture(scope="session")
def django_db_setup(cluster: postgres.Cluster, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Migrate as the owner, then work as the app role (overrides pytest-django's own fixture)."""

    def restore(self: TransactionTestCase) -> None:
        # After a test that really commits, the migrated database comes back whole, rows of data migrations
        # included. Django's own way is TRUNCATE, which the app role must not be able to do.
        connections.close_all()
        cluster.drop_database(postgres.DATABASE)
        cluster.ensure_database(postgres.DATABASE, template=MIGRATED)

    with django_db_blocker.unblock():
        connections.settings["default"]["NAME"] = MIGRATED
        if not CACHED.is_there:
            cluster.ensure_database(MIGRATED)
            migrate()
            connections.close_all()
            cluster.stop()
            CACHED.keep()
            cluster.start()
        connections.settings["default"]["NAME"] = postgres.DATABASE
        cluster.ensure_database(postgres.DATABASE, template=MIGRATED)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", restore)
        yield
    with django_db_blocker.unblock():
        connections.close_all()


def pytest_configure(config: pytest.Config) -> None:
    """Let each process of a divided run come here with a clean environment, and so to a data folder of its own."""
    if getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput"):
        del os.environ["DJANGO_SETTINGS_MODULE"]  # it would set Django up before the data folder is made
