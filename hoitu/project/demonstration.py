"""Whether an installation is still empty, and filling it with the demonstration."""

import subprocess
import sys

import psycopg

from hoitu.kernel import postgres
from hoitu.project.config import Config
from hoitu.project.databases import conninfo_of


def fill_when_empty(config: Config) -> None:
    """Load the demonstration unless somebody has an account here already."""
    with psycopg.connect(conninfo_of(config, postgres.APP)) as connection:
        somebody = connection.execute("SELECT 1 FROM accounts_person LIMIT 1").fetchone()
    if somebody is None:
        subprocess.run(
            [sys.executable, "-m", "hoitu.project.cli", "demo"], check=False, start_new_session=True
        )
