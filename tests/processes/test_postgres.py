"""The embedded PostgreSQL: roles, grants, and that it goes when its starter goes."""

import psycopg
import pytest

from hoitu.kernel import postgres


def test_the_app_role_works_with_rows_but_never_with_tables(cluster: postgres.Cluster) -> None:
    cluster.ensure_database("grants")
    with psycopg.connect(cluster.address(postgres.OWNER, "grants").conninfo(), autocommit=True) as owner:
        owner.execute("CREATE TABLE note (id bigint GENERATED ALWAYS AS IDENTITY, words text)")
    with psycopg.connect(cluster.address(postgres.APP, "grants").conninfo(), autocommit=True) as app:
        app.execute("INSERT INTO note (words) VALUES ('chào')")
        assert app.execute("SELECT words FROM note").fetchall() == [("chào",)]
        for forbidden in ("DROP TABLE note", "TRUNCATE note", "CREATE TABLE other (id int)"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(forbidden)


def test_readers_role_sees_no_table(cluster: postgres.Cluster) -> None:
    cluster.ensure_database("least")
    with psycopg.connect(cluster.address(postgres.OWNER, "least").conninfo(), autocommit=True) as owner:
        owner.execute("CREATE TABLE note (id int)")
    with (
        psycopg.connect(cluster.address(postgres.PUBLIC, "least").conninfo()) as public,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        public.execute("SELECT * FROM note")


@pytest.mark.parametrize("database", ["postgres", "template1"])
def test_no_role_enters_a_database_that_is_not_its_own(cluster: postgres.Cluster, database: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        psycopg.connect(cluster.address(postgres.PUBLIC, database).conninfo())


@pytest.mark.django_db
def test_tests_themselves_run_as_the_app_role() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('default_text_search_config')")
        assert cursor.fetchone() == (postgres.APP, "pg_catalog.simple")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_that_commits_leaves_nothing_behind(turn: int) -> None:
    from django.contrib.contenttypes.models import ContentType

    assert not ContentType.objects.filter(app_label="leftover").exists()
    ContentType.objects.create(app_label="leftover", model="leftover")
