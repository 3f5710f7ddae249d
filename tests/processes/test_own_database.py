"""An installation on a PostgreSQL that somebody else runs, prepared as deploy/README.md says."""

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
import pytest

from hoitu.kernel import postgres
from tests.processes.servers import ROOT, environment

NAME = "own"


@pytest.fixture
def elsewhere(cluster: postgres.Cluster) -> dict[str, str]:
    """The settings of a database made with the statements of deploy/README.md."""
    script = re.search(r"```sql\n(.*?)```", (ROOT / "deploy/README.md").read_text(), re.S)
    assert script
    cluster.drop_database(NAME)
    database = "postgres"
    for line in script[1].splitlines():
        if line.startswith(r"\c "):
            database = NAME
        elif line and not line.startswith("CREATE ROLE"):  # the cluster of the tests has these three
            with cluster.connect(database) as connection:
                connection.execute(re.sub(r"\bDATABASE hoitu\b", f"DATABASE {NAME}", line).encode())
    return {
        "DATABASE_URL": _url(cluster.address(postgres.APP, NAME)),
        "DATABASE_OWNER_URL": _url(cluster.address(postgres.OWNER, NAME)),
        "HOITU_DATABASE_PUBLIC_URL": _url(cluster.address(postgres.PUBLIC, NAME)),
    }


def _url(address: postgres.Address) -> str:
    where = {"host": address.host, "port": address.port, "user": address.user, "password": address.password}
    return f"postgresql:///{address.database}?{urlencode(where, quote_via=quote)}"


@pytest.mark.timeout(300)
def test_the_app_role_gets_its_rows_and_not_the_trails(
    cluster: postgres.Cluster, elsewhere: dict[str, str], tmp_path: Path
) -> None:
    migrate = [sys.executable, "-m", "hoitu.project.cli", "migrate"]
    for _ in range(2):  # a later migrate must not give back what the trail took away
        subprocess.run(migrate, env=environment(tmp_path, **elsewhere), check=True)
    with psycopg.connect(cluster.address(postgres.APP, NAME).conninfo(), autocommit=True) as app:
        for table in ("accounts_person", "stories_story", "procrastinate_jobs", "audit_auditentry"):
            app.execute(f"SELECT count(*) FROM {table}".encode())
        for forbidden in (b"UPDATE audit_auditentry SET verb = ''", b"DROP TABLE accounts_person"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(forbidden)
